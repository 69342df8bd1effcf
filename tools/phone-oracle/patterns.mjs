// Reads the subset of regular expressions that numbering-plan metadata uses: digits, classes, \d, groups, |, ?, {n}, {n,m}, $.
// A digit set is a bit mask: bit d stands for digit d.

export const ANY = 0x3ff;

export function parse(text) {
  let at = 0;
  const alternation = () => {
    const options = [sequence()];
    while (text[at] === '|') { at++; options.push(sequence()); }
    return options.length === 1 ? options[0] : { kind: 'or', options };
  };
  const sequence = () => {
    const items = [];
    while (at < text.length && text[at] !== '|' && text[at] !== ')') items.push(quantified());
    return { kind: 'then', items };
  };
  const quantified = () => {
    const node = atom();
    if (text[at] === '?') { at++; return { kind: 'repeat', node, min: 0, max: 1 }; }
    if (text[at] !== '{') return node;
    const end = text.indexOf('}', at);
    const [min, max = min] = text.slice(at + 1, end).split(',').map(Number);
    at = end + 1;
    return { kind: 'repeat', node, min, max };
  };
  const atom = () => {
    const c = text[at++];
    if (c === '(') {
      const plain = text.startsWith('?:', at);
      if (plain) at += 2;
      const node = alternation();
      if (text[at++] !== ')') throw new Error(`unbalanced group in ${text}`);
      return plain ? node : { kind: 'capture', node };
    }
    if (c === '[') return { kind: 'set', mask: digitClass() };
    if (c === '\\' && text[at] === 'd') { at++; return { kind: 'set', mask: ANY }; }
    if (c === '$') return { kind: 'end' };
    if (c >= '0' && c <= '9') return { kind: 'set', mask: 1 << Number(c) };
    throw new Error(`unexpected "${c}" in ${text}`);
  };
  const digitClass = () => {
    let mask = 0;
    for (; text[at] !== ']'; at++) {
      const from = Number(text[at]);
      const range = text[at + 1] === '-';
      const to = range ? Number(text[at + 2]) : from;
      if (range) at += 2;
      for (let d = from; d <= to; d++) mask |= 1 << d;
    }
    at++;
    return mask;
  };
  const tree = alternation();
  if (at !== text.length) throw new Error(`trailing text in ${text}`);
  return tree;
}

/** One random string of the pattern; `random` yields [0, 1). */
export function sample(node, random) {
  const pick = (n) => Math.floor(random() * n);
  switch (node.kind) {
    case 'set': {
      const digits = [...Array(10).keys()].filter((d) => node.mask & (1 << d));
      return String(digits[pick(digits.length)]);
    }
    case 'then': return node.items.map((n) => sample(n, random)).join('');
    case 'or': return sample(node.options[pick(node.options.length)], random);
    case 'repeat': {
      const count = node.min + pick(node.max - node.min + 1);
      return Array.from({ length: count }, () => sample(node.node, random)).join('');
    }
    case 'capture': return sample(node.node, random);
    default: return '';
  }
}

/** Every way to read the pattern, in the order in which a backtracking matcher tries them: arrays of { mask, group } and { end }. */
export function expand(node, group = 0, counter = { groups: 0 }) {
  switch (node.kind) {
    case 'set': return [[{ mask: node.mask, group }]];
    case 'end': return [[{ end: true }]];
    case 'capture': { const id = ++counter.groups; return expand(node.node, id, counter); }
    case 'or': return node.options.flatMap((n) => expand(n, group, counter));
    case 'then': return node.items.map((n) => expand(n, group, counter)).reduce(cross, [[]]);
    default: {
      const ways = expand(node.node, group, counter);
      const result = [];
      for (let n = node.max; n >= node.min; n--) {
        let repeated = [[]];
        for (let i = 0; i < n; i++) repeated = cross(repeated, ways);
        result.push(...repeated);
      }
      return result;
    }
  }
}

const cross = (left, right) => left.flatMap((l) => right.map((r) => [...l, ...r]));

export function writeMask(mask) {
  if (mask === ANY) return 'x';
  const digits = [...Array(10).keys()].filter((d) => mask & (1 << d));
  if (digits.length === 1) return String(digits[0]);
  let text = '';
  for (let i = 0; i < digits.length; i++) {
    let j = i;
    while (digits[j + 1] === digits[j] + 1) j++;
    text += j - i > 1 ? `${digits[i]}-${digits[j]}` : digits.slice(i, j + 1).join('');
    i = j;
  }
  return `[${text}]`;
}
