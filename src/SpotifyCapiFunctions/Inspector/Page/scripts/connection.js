import { announce, h, redraw } from './dom.js';
import { icon } from './icons.js';
import { clockTime } from './time.js';

const banner = document.getElementById('banner');
const status = document.getElementById('live');
let shown = '';

// Whether what is on the screen is what is: in the corner always, across the page when it is not.
export function showConnection(state, retry) {
  const { text, shape, tone } = inWords(state);
  redraw(status, shape === 'dot' ? h('span', { class: 'dot' }) : h('span', { class: `mark ${tone}` }, icon(shape)), h('span', {}, text));
  if (shown === state.kind && state.kind !== 'failing') {
    return;
  }
  if (state.kind === 'live' && (shown === 'away' || shown === 'failing')) {
    announce('The app answers again.');
  }
  shown = state.kind;
  redraw(banner, state.kind === 'away' || state.kind === 'failing' ? message(state, retry) : []);
}

function inWords(state) {
  switch (state.kind) {
    case 'live':
      return { text: `Live, ${clockTime(state.last)}`, shape: 'dot', tone: 'good' };
    case 'paused':
      return { text: 'Paused', shape: 'pause', tone: 'note' };
    case 'locked':
      return { text: 'Locked', shape: 'pause', tone: 'note' };
    case 'away':
      return { text: `Away, next try ${clockTime(state.next)}`, shape: 'away', tone: 'bad' };
    default:
      return { text: 'Failing', shape: 'alert', tone: 'bad' };
  }
}

function message(state, retry) {
  const seen = state.last ? ` What you see is from ${clockTime(state.last)}.` : '';
  const text =
    state.kind === 'away'
      ? `The app does not answer.${seen} Accepted events are safe in the queue; this page goes on trying.`
      : `The app answers, but not as it should: ${state.failure.message}${seen}`;
  return [icon(state.kind === 'away' ? 'away' : 'alert'), h('p', {}, text), h('button', { type: 'button', onclick: retry }, 'Try now')].map(
    visibleStroke
  );
}

function visibleStroke(node) {
  return node.tagName === 'svg' ? h('span', { class: 'mark bad' }, node) : node;
}
