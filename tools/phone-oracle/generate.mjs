// Writes numbers and the oracle's opinion of them, one TSV line each: notation, raw, country, default country, verdict, expected E.164.
//   node tools/phone-oracle/generate.mjs [at least how many lines] [seed]
// The oracle is libphonenumber-js with its complete metadata. Verdicts: valid, possible (length fits, number does not exist), impossible,
// beyond (valid for the oracle, but outside E.164's 7 to 15 digits).

import { createRequire } from 'node:module';
import { notations } from './notations.mjs';
import { parse, sample } from './patterns.mjs';

const require = createRequire(import.meta.url);
const metadata = require('libphonenumber-js/metadata.max.json');
const examples = require('libphonenumber-js/examples.mobile.json');
const { parsePhoneNumberFromString } = require('libphonenumber-js/max');

const wanted = Number(process.argv[2] ?? 100_000);
const random = mulberry32(Number(process.argv[3] ?? 20260301));
const callingCodes = Object.entries(metadata.countries).map(([region, [code]]) => [region, code]);

function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function verdict(parsed) {
  if (!parsed) return ['impossible', ''];
  const digits = parsed.number.length - 1;
  if (parsed.isValid()) return [digits < 7 || digits > 15 ? 'beyond' : 'valid', parsed.number];
  return [parsed.isPossible() ? 'possible' : 'impossible', parsed.number];
}

function line({ name, raw, country = '', fallback = '', read = raw }) {
  if (/[\t\n]/.test(raw)) throw new Error('a raw number must fit a line');
  return [name, raw, country, fallback, ...verdict(parsePhoneNumberFromString(read, country || fallback || undefined))].join('\t');
}

/** The kinds of numbers; fixed lines and mobiles count twice, because they are what a shop sees. */
function patterns(region) {
  const [fixedLine, mobile, ...others] = metadata.countries[region][11].map((kind) => kind && kind[0]);
  return [fixedLine, mobile, fixedLine, mobile, ...others].filter(Boolean).map(parse);
}

function* lines() {
  const plans = callingCodes.map(([region, code]) => ({ region, code, patterns: patterns(region) }));
  for (const { region, code } of plans) if (examples[region]) yield* number(region, code, examples[region]);
  for (;;) {
    for (const { region, code, patterns: kinds } of plans) {
      yield* number(region, code, sample(kinds[Math.floor(random() * kinds.length)], random));
      yield line({ name: 'random', raw: randomDigits(), country: region });
    }
  }
}

function* number(region, code, nsn) {
  const e164 = `+${code}${nsn}`;
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return;
  for (const notation of notations({ region, code, nsn, e164, parsed }, random)) yield line(notation);
}

const randomDigits = () => Array.from({ length: 6 + Math.floor(random() * 9) }, () => Math.floor(random() * 10)).join('');

let count = 0;
const buffer = [];
for (const text of lines()) {
  buffer.push(text);
  if (++count >= wanted) break;
}
process.stdout.write(`${buffer.join('\n')}\n`);
