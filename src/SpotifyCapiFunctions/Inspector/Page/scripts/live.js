import { Locked, Unreachable } from './api.js';
import { announce, h, icon, redraw } from './dom.js';
import { clockTime } from './words.js';

const usual = 5000;
const longest = 60_000;

// Asks again and again: every five seconds, slower while the app is away, not at all while nobody looks.
export function startLive(refresh, onState) {
  let timer;
  let failures = 0;
  let last;
  let turn = 0;

  async function run() {
    clearTimeout(timer);
    const mine = ++turn;
    if (document.hidden) {
      onState({ kind: 'paused', last });
      return;
    }
    const failure = await attempt(refresh);
    if (mine !== turn) {
      return;
    }
    if (failure instanceof Locked) {
      onState({ kind: 'locked' });
      return;
    }
    failures = failure ? failures + 1 : 0;
    last = failure ? last : new Date();
    const delay = failure ? Math.min(longest, 1000 * 2 ** failures) : usual;
    timer = setTimeout(run, delay);
    onState(
      failure
        ? { kind: failure instanceof Unreachable ? 'away' : 'failing', last, failure, next: new Date(Date.now() + delay) }
        : { kind: 'live', last }
    );
  }

  document.addEventListener('visibilitychange', run);
  addEventListener('online', run);
  return run;
}

async function attempt(refresh) {
  try {
    await refresh();
    return undefined;
  } catch (failure) {
    return failure;
  }
}

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
      ? `The app does not answer.${seen} Accepted events are safe in the queue; this page keeps trying.`
      : `The app answers, but not as it should: ${state.failure.message}${seen}`;
  return [icon(state.kind === 'away' ? 'away' : 'alert'), h('p', {}, text), h('button', { type: 'button', onclick: retry }, 'Try now')].map(
    visibleStroke
  );
}

function visibleStroke(node) {
  return node.tagName === 'svg' ? h('span', { class: 'mark bad' }, node) : node;
}
