import { Locked, Unreachable } from './api.js';

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
