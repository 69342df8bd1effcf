// Derives the table of numbering plans (facts: calling codes, prefixes, leading digits, lengths) from libphonenumber-js's metadata.
//   node tools/phone-oracle/plans.mjs          prints the table
//   node tools/phone-oracle/plans.mjs --write  replaces the committed one

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { leadingDigitRules } from './leading-digits.mjs';
import { ANY, expand, parse, writeMask } from './patterns.mjs';

const require = createRequire(import.meta.url);
const metadata = require('libphonenumber-js/metadata.max.json');
const { version } = JSON.parse(readFileSync(new URL('../../node_modules/libphonenumber-js/package.json', import.meta.url)));
const TARGET = new URL('../../src/SpotifyCapi/Phones/numbering-plans.txt', import.meta.url);

// Rules of our own, tried before the metadata's (see docs/phone-numbers.md, "Differences from libphonenumber-js").
// Germany: 49 is also the start of some area codes, so metadata reads a mobile number that only lost its plus as a fixed line.
// Mexico closed its plan to ten digits on 3 August 2019; people still write the old prefixes (044, 045 and 01 inside the country,
// 1 after +52 for mobiles), which current metadata no longer knows.
const OWN_PREFIXES = {
  DE: ['49>:1[5-7]xxxxxxxx:$', '49>:1[5-7]xxxxxxxxx:$'],
  MX: ['044', '045', '01', '1'],
};

// The North American plan: neither an area code nor an exchange code starts with 0 or 1.
const NORTH_AMERICA = '1';
const TWO_TO_NINE = 0x3fc;

function plan(name, data) {
  const [callingCode, idd, pattern, lengths] = data;
  const main = metadata.country_calling_codes[callingCode]?.[0] ?? name;
  const tokens = [`${name}${name === main ? '*' : ''}`, `+${callingCode}`];
  for (const prefix of idd ? expand(parse(idd)) : []) tokens.push(`i${prefix.map((e) => writeMask(e.mask)).join('')}`);
  for (const rule of nationalPrefixes(name, data)) tokens.push(`t${rule}`);
  const shapes = callingCode === NORTH_AMERICA ? northAmerican(data) : withLengths(leadingDigitRules(pattern), lengths);
  for (const shape of shapes) tokens.push(`n${writeShape(shape)}`);
  return tokens;
}

const withLengths = (rules, lengths) => rules
  .map(({ path, lengths: all }) => ({ path, lengths: all.filter((n) => lengths.includes(n)) }))
  .filter((rule) => rule.lengths.length);

/** A short number (Canada has some) must be one of a known kind: any other seven digits lack their area code. */
function northAmerican([, , pattern, lengths, , , , , , , , types]) {
  const short = lengths.filter((n) => n !== 10);
  const kinds = types.filter(Boolean).map(([kind]) => `(?:${kind})`).join('|');
  const complete = withLengths(leadingDigitRules(pattern), [10]).map(({ path }) => {
    const masks = Array.from({ length: Math.max(path.length, 4) }, (_, i) => path[i] ?? ANY);
    masks[0] &= TWO_TO_NINE;
    masks[3] &= TWO_TO_NINE;
    return { path: masks, lengths: [10] };
  });
  return short.length ? [...complete, ...withLengths(leadingDigitRules(kinds), short)] : complete;
}

function nationalPrefixes(name, data) {
  const [, , , , , trunk, , forParsing, transform] = data;
  const source = forParsing || trunk;
  const rules = source ? mergeAdjacent(expand(parse(source)).filter((way) => way.length)).map((way) => writePrefix(way, transform)) : [];
  return [...(OWN_PREFIXES[name] ?? []), ...rules];
}

/** strip '>' insert ':' keep ':' strip-after '$'; a plain prefix is only its digits. */
function writePrefix(way, transform) {
  const digits = way.filter((e) => !e.end);
  const anchored = digits.length < way.length ? '$' : '';
  const lastGroup = transform ? Number(/\$(\d)/.exec(transform)[1]) : 0;
  const write = (part) => part.map((e) => writeMask(e.mask)).join('');
  const from = digits.findIndex((e) => e.group === lastGroup);
  if (!transform || from < 0) return write(digits);
  const after = digits.findLastIndex((e) => e.group === lastGroup) + 1;
  const insert = transform.slice(0, transform.indexOf('$'));
  return `${write(digits.slice(0, from))}>${insert}:${write(digits.slice(from, after))}:${write(digits.slice(after))}${anchored}`;
}

/** Neighbours of one shape that differ in a single digit set are alternatives of each other. */
function mergeAdjacent(ways) {
  const merged = [];
  for (const way of ways) {
    const last = merged.at(-1);
    const shape = (w) => w.map((e) => (e.end ? '$' : e.group)).join();
    const differing = last && shape(last) === shape(way) ? way.map((e, i) => (e.mask === last[i].mask ? -1 : i)).filter((i) => i >= 0) : [];
    if (differing.length === 1) last[differing[0]] = { ...last[differing[0]], mask: last[differing[0]].mask | way[differing[0]].mask };
    else merged.push(way.map((e) => ({ ...e })));
  }
  return merged.length === ways.length ? merged : mergeAdjacent(merged);
}

function writeShape({ path, lengths }) {
  const end = path.findLastIndex((mask) => mask !== ANY) + 1;
  return `${path.slice(0, end).map(writeMask).join('')}/${lengths.join(',')}`;
}

function wrap(tokens, width) {
  const lines = [''];
  for (const token of tokens) {
    const line = lines.at(-1);
    if (line && line.length + 1 + token.length > width) lines.push(`  ${token}`);
    else lines[lines.length - 1] = line ? `${line} ${token}` : token;
  }
  return lines;
}

export function table() {
  const regions = [
    ...Object.entries(metadata.countries),
    ...Object.entries(metadata.nonGeographic).map(([, data]) => ['--', data]),
  ];
  const lines = regions.flatMap(([name, data]) => wrap(plan(name, data), 120));
  return `Made by tools/phone-oracle/plans.mjs; do not edit by hand. NumberingPlanReader has the grammar.
Facts about the world's numbering plans, derived from the metadata of libphonenumber-js ${version} (MIT), which is derived from
Google's libphonenumber (Apache-2.0). No code of either is copied.

${lines.join('\n')}
`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  if (process.argv.includes('--write')) writeFileSync(TARGET, table());
  else process.stdout.write(table());
}
