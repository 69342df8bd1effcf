// The ways in which people write one number. Each yields { name, raw, country?, fallback?, read? }: `country` is the event's, `fallback`
// the destination's; `read` is what the oracle is asked when it does not know the notation itself.

const DIGITS = { fullWidth: 0xff10, arabic: 0x0660, persian: 0x06f0, devanagari: 0x0966 };
const transliterate = (text, zero) => text.replace(/\d/g, (d) => String.fromCharCode(zero + Number(d)));

// Countries whose only international prefix is the one named.
const CALLERS = [
  ['US', '011'], ['CA', '011'], ['AU', '0011'], ['JP', '010'], ['DE', '00'], ['FR', '00'], ['GB', '00'], ['RU', '810'], ['CU', '119'],
];
const EXTENSIONS = ['x123', ' ext. 45', ' #7', ';ext=12', ' доб. 204', ' extension 9', ',,55', ' anexo 31'];
const SEPARATORS = ['-', '.', '/', '\u00a0', '\u2011', ' – ', '\u3000'];

const NOTATIONS = {
  e164: ({ e164 }) => ({ raw: e164 }),
  internationalSpaces: ({ parsed }) => ({ raw: parsed.formatInternational() }),
  internationalSeparators: ({ parsed, one }) => ({ raw: parsed.formatInternational().replaceAll(' ', one(SEPARATORS)) }),
  national: ({ parsed, region }) => ({ raw: parsed.formatNational(), country: region }),
  nationalDefaultCountry: ({ parsed, region }) => ({ raw: parsed.formatNational(), fallback: region }),
  nationalDigits: ({ parsed, region }) => ({ raw: parsed.formatNational().replace(/\D/g, ''), country: region }),
  nationalWithoutTrunk: ({ nsn, region }) => ({ raw: nsn, country: region }),
  doubleZero: ({ e164 }) => ({ raw: `00${e164.slice(1)}`, read: e164 }),
  dialledFromAbroad: ({ e164, one }) => {
    const [fallback, prefix] = one(CALLERS);
    return { raw: `${prefix} ${e164.slice(1)}`, fallback };
  },
  bracketedZero: ({ code, nsn }) => ({ raw: `+${code} (0)${nsn}` }),
  withoutPlus: ({ e164, region }) => ({ raw: e164.slice(1), country: region }),
  extension: ({ parsed, region, one }) => ({
    raw: `${parsed.formatNational()}${one(EXTENSIONS)}`, country: region, read: parsed.formatNational(),
  }),
  uri: ({ parsed, e164 }) => ({ raw: parsed.getURI(), read: e164 }),
  uriContext: ({ code, nsn, e164 }) => ({ raw: `tel:${nsn};phone-context=+${code}`, read: e164 }),
  otherDigits: ({ parsed, region, one }) => ({
    raw: transliterate(parsed.formatNational(), DIGITS[one(Object.keys(DIGITS))]), country: region, read: parsed.formatNational(),
  }),
  invisible: ({ parsed, one }) => {
    const plain = parsed.formatInternational();
    return { raw: `\u200f\u202a${plain.split('').join(one(['\u200b', '\u2060', '\u200e']))}\u202c`, read: plain };
  },
};

export function* notations(number, random) {
  const one = (list) => list[Math.floor(random() * list.length)];
  for (const [name, write] of Object.entries(NOTATIONS)) yield { name, ...write({ ...number, one }) };
}
