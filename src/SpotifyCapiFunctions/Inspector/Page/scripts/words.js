import { h } from './dom.js';
import { icon } from './icons.js';

// What became of an event, and how a destination is: in words, a tone and a shape.
const states = {
  delivered: ['Delivered', 'good', 'check'],
  waiting: ['Waiting', 'wait', 'clock'],
  deferred: ['Put off', 'wait', 'again'],
  'waiting,deferred': ['Waiting or put off', 'wait', 'clock'],
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
