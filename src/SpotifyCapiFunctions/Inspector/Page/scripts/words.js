import { codes } from './codes.js';
import { h, icon } from './dom.js';

// The outcome of an event and the state of a destination: in words, a tone and a shape.
const states = {
  delivered: ['Delivered', 'good', 'check'],
  waiting: ['Waiting', 'wait', 'clock'],
  deferred: ['Deferred', 'wait', 'again'],
  'waiting,deferred': ['Waiting or deferred', 'wait', 'clock'],
  paused: ['Paused', 'wait', 'pause'],
  dead: ['Dead letter', 'bad', 'cross'],
  rejected: ['Rejected', 'bad', 'alert'],
  unstored: ['Not stored', 'bad', 'alert'],
  ignored: ['Ignored', 'note', 'dash'],
  duplicate: ['Duplicate', 'note', 'twin'],
  accepted: ['Accepted', 'good', 'check'],
  ok: ['OK', 'good', 'check'],
  open: ['Breaker open', 'wait', 'gap'],
  probing: ['Probing', 'wait', 'dots'],
  stopped: ['Paused', 'bad', 'pause']
};

export const outcomes = ['delivered', 'waiting', 'deferred', 'waiting,deferred', 'dead', 'rejected', 'ignored', 'duplicate', 'unstored'];

// In the queue, tried or not.
export const stillOpen = 'waiting,deferred';

export function stateOf(name) {
  const [label, tone, shape] = states[name] ?? [name, 'note', 'dot'];
  return { label, tone, shape };
}

export function badge(name, text) {
  const { label, tone, shape } = stateOf(name);
  return h('span', { class: `badge ${tone}` }, icon(shape, 14), text ?? label);
}

export function mark(tone, shape, size) {
  return h('span', { class: `mark ${tone}` }, icon(shape, size));
}

export function plural(count, one, many = `${one}s`) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

const figures = new Intl.NumberFormat('en');

export function number(value) {
  return figures.format(value);
}

function entryOf(whole, heading) {
  // The name of a rule follows its reason.
  const code = whole.split(':')[0];
  return (heading && codes[heading]?.[code]) ?? Object.values(codes).find((table) => code in table)?.[code];
}

function meaning(code, heading) {
  const entry = entryOf(code, heading);
  return entry && withCode(entry.means);
}

export function remedy(code, heading) {
  const entry = entryOf(code, heading);
  return entry && withCode(entry.do);
}

export function advice(code, tone, heading) {
  const entry = entryOf(code, heading);
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

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const short = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export function clockTime(moment) {
  return clock.format(new Date(moment));
}

export function slotTime(moment, spanSeconds) {
  const date = new Date(moment);
  return spanSeconds > 86_400 * 2 ? `${day.format(date)} ${short.format(date)}` : short.format(date);
}

// Local time to read; the exact UTC moment when it is pointed at.
export function when(iso) {
  if (!iso) {
    return h('span', { class: 'soft' }, 'unknown');
  }
  const date = new Date(iso);
  const today = new Date().toDateString() === date.toDateString();
  return h(
    'time',
    { datetime: iso, title: `${date.toISOString()} (UTC)`, class: 'nowrap' },
    today ? clock.format(date) : `${day.format(date)}, ${short.format(date)}`
  );
}

export function duration(seconds) {
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's']
  ];
  const [size, unit] = units.find(([size]) => seconds >= size) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

function milliseconds(value) {
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${Math.round(value)} ms`;
}
