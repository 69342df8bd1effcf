import { h } from './dom.js';

// The tables of docs/errors.md and docs/operations.md, which the app puts into the page.
const tables = JSON.parse(document.getElementById('glossary')?.textContent ?? '{}');

function find(code, heading) {
  return (heading && tables[heading]?.[code]) ?? Object.values(tables).find((table) => code in table)?.[code];
}

export function meaning(code, heading) {
  const entry = find(code, heading);
  return entry && withCode(entry.means);
}

export function remedy(code, heading) {
  const entry = find(code, heading);
  return entry && withCode(entry.do);
}

export function advice(code, tone, heading) {
  const entry = find(code, heading);
  return (
    entry &&
    h('div', { class: `advice ${tone}` }, h('p', {}, withCode(entry.means)), h('p', {}, h('strong', {}, 'Do: '), withCode(entry.do)))
  );
}

// Markdown of those tables: code spans and links, of which the text stays.
function withCode(markdown) {
  return markdown
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .split('`')
    .map((part, index) => (index % 2 ? h('code', {}, part) : part));
}
