// Turns a national number pattern into "leading digits / lengths" rules that accept exactly the same numbers.

import { parse } from './patterns.mjs';

/** Rules { path: masks, lengths: sorted numbers }; a number matches when its first digits fit the path and its length is listed. */
export function leadingDigitRules(pattern) {
  const automaton = new Automaton(parse(pattern));
  return merge(walk(automaton, automaton.start, []));
}

function walk(automaton, state, path) {
  const lengths = automaton.freeLengths(state);
  if (lengths) return lengths.length ? [{ path, lengths: lengths.map((n) => n + path.length) }] : [];
  const rules = automaton.accepts(state) ? [{ path, lengths: [path.length] }] : [];
  const masks = new Map();
  automaton.next(state).forEach((target, digit) => masks.set(target, (masks.get(target) ?? 0) | (1 << digit)));
  for (const [target, mask] of masks) rules.push(...walk(automaton, target, [...path, mask]));
  return rules;
}

/** Joins rules that differ in one digit set, or only in their lengths, until nothing changes. */
function merge(rules) {
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 0; i < rules.length && !changed; i++) {
      for (let j = i + 1; j < rules.length && !changed; j++) {
        const joined = join(rules[i], rules[j]);
        if (!joined) continue;
        rules[i] = joined;
        rules.splice(j, 1);
        changed = true;
      }
    }
  }
  return rules;
}

function join(a, b) {
  if (a.path.length !== b.path.length) return null;
  const differing = a.path.map((mask, i) => (mask === b.path[i] ? -1 : i)).filter((i) => i >= 0);
  const sameLengths = String(a.lengths) === String(b.lengths);
  if (differing.length === 0) return { path: a.path, lengths: [...new Set([...a.lengths, ...b.lengths])].sort((x, y) => x - y) };
  if (differing.length > 1 || !sameLengths) return null;
  return { path: a.path.map((mask, i) => mask | b.path[i]), lengths: a.lengths };
}

/** A minimal automaton over digits; states are interned by the language that is left, so equal states are the same object. */
class Automaton {
  #interned = new Map();
  #states = [];

  constructor(tree) {
    this.start = this.#build([{ items: [tree] }]);
  }

  accepts = (state) => this.#states[state].accepting;
  next = (state) => this.#states[state].next;

  /** The lengths that are left when every digit is free from here on; null when some digit matters. */
  freeLengths(state) {
    return this.#states[state].free;
  }

  #build(threads) {
    const { accepting, steps } = closure(threads);
    const next = [];
    for (let digit = 0; digit < 10; digit++) {
      const after = steps.filter((s) => s.mask & (1 << digit)).map((s) => s.rest);
      next.push(after.length ? this.#cached(after) : this.#intern(false, []));
    }
    return this.#intern(accepting, next);
  }

  #cache = new Map();
  #cached(threads) {
    const key = [...new Set(threads.map((t) => JSON.stringify(t)))].sort().join();
    if (!this.#cache.has(key)) this.#cache.set(key, this.#build(threads));
    return this.#cache.get(key);
  }

  #intern(accepting, next) {
    const dead = !accepting && next.every((n) => this.#states[n].dead);
    const key = dead ? 'dead' : `${accepting}:${next}`;
    if (!this.#interned.has(key)) {
      const free = dead ? [] : freeLengths(accepting, next.map((n) => this.#states[n].free));
      this.#states.push({ accepting, next: dead ? [] : next, dead, free });
      this.#interned.set(key, this.#states.length - 1);
    }
    return this.#interned.get(key);
  }
}

function freeLengths(accepting, after) {
  if (after.some((free) => free === null || String(free) !== String(after[0]))) return null;
  return [...(accepting ? [0] : []), ...after[0].map((n) => n + 1)];
}

/** Follows everything that consumes no digit; returns the sets that come next. */
function closure(threads) {
  const steps = [];
  let accepting = false;
  const pending = threads.map((t) => t.items);
  while (pending.length) {
    const [head, ...rest] = pending.pop();
    if (!head) { accepting = true; continue; }
    switch (head.kind) {
      case 'set': steps.push({ mask: head.mask, rest: { items: rest } }); break;
      case 'then': pending.push([...head.items, ...rest]); break;
      case 'or': head.options.forEach((o) => pending.push([o, ...rest])); break;
      case 'capture': pending.push([head.node, ...rest]); break;
      case 'end': pending.push(rest); break;
      default:
        if (head.min === 0) pending.push(rest);
        if (head.max > 0) pending.push([head.node, { ...head, min: Math.max(0, head.min - 1), max: head.max - 1 }, ...rest]);
    }
  }
  return { accepting, steps };
}
