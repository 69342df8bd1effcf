import { h } from './dom.js';

// JSON to read: names apart from values, by weight and not by colour alone.
export function jsonView(value, depth = 0) {
  const pad = '  '.repeat(depth + 1);
  const end = `\n${'  '.repeat(depth)}`;
  if (Array.isArray(value)) {
    return value.length === 0
      ? ['[]']
      : ['[', value.flatMap((item, index) => [index ? ',\n' : '\n', pad, jsonView(item, depth + 1)]), end, ']'];
  }
  if (value !== null && typeof value === 'object') {
    return [
      '{',
      Object.entries(value).flatMap(([name, item], index) => [
        index ? ',\n' : '\n',
        pad,
        h('span', { class: 'json-name' }, JSON.stringify(name)),
        ': ',
        jsonView(item, depth + 1)
      ]),
      end,
      '}'
    ];
  }
  return [h('span', { class: 'json-value' }, JSON.stringify(value))];
}
