// The resource types that the checker knows: a snapshot made by generate-schema.mjs, and a list written by hand for what that tool lacks.
import { readFileSync } from 'node:fs';

export function loadSchema() {
  const files = ['azure', 'by-hand'].map((name) => JSON.parse(readFileSync(new URL(`schema/${name}.json`, import.meta.url), 'utf8')));
  const resources = new Map(files.flatMap((file) => Object.entries(file.resources)));
  const types = new Map(files.flatMap((file) => Object.entries(file.types)));
  return {
    sources: files.map((file) => file.from),
    body: (reference) => resources.get(reference),
    versions: (type) => [...resources.keys()].filter((key) => key.startsWith(`${type}@`)).map((key) => key.split('@')[1]),
    type: (name) => types.get(name),
  };
}

/** Reads a property of the snapshot: its type, "!" when required, "-" when read-only. */
export function property(text) {
  if (text === '-') return { readOnly: true };
  const required = text.endsWith('!');
  return { type: required ? text.slice(0, -1) : text, required };
}
