import { get, post } from './api.js';
import { announce, h, redraw } from './dom.js';
import { number, plural, when } from './words.js';

// However many letters: the app replays them by itself, and the page only watches. A small dialog counts them first.
export async function askReplayAll(reason, done) {
  const body = h('div', { class: 'stack' });
  const dialog = h(
    'dialog',
    {
      class: 'ask',
      'aria-labelledby': 'replay-all-title',
      onclose: () => {
        dialog.remove();
        done();
      }
    },
    body
  );
  document.body.append(dialog);
  draw(h('p', { class: 'soft' }, 'Counting \u2026'), h('progress', {}));
  dialog.showModal();
  try {
    const { replayed: count, skipped } = await ask(true);
    draw(
      h('p', {}, h('strong', {}, plural(count, 'event')), ' would go back into the queue, with the same id, time and digests as the first time.'),
      passedOverByJob(skipped),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
        count > 0 && h('button', { type: 'button', class: 'main', onclick: start }, `Replay ${plural(count, 'event')}`)
      )
    );
  } catch (failure) {
    fail(failure);
  }

  async function start() {
    draw(h('p', { class: 'soft' }, 'Replaying; it continues when you close this.'), h('progress', {}));
    try {
      await ask(false);
      dialog.close();
    } catch (failure) {
      fail(failure);
    }
  }

  function ask(dryRun) {
    return post('dead-letters/replays', JSON.stringify({ reason, dryRun }));
  }

  function fail(failure) {
    draw(
      h('p', { class: 'notice bad' }, failure.message || 'The app does not answer. It finishes by itself what it has begun.'),
      h('div', { class: 'actions' }, h('button', { type: 'button', class: 'main', onclick: () => dialog.close() }, 'Close'))
    );
  }

  function draw(...content) {
    redraw(body, h('h2', { id: 'replay-all-title' }, 'Replay all of ', h('code', {}, reason)), content);
    body.querySelector('button.main')?.focus();
  }
}

// How far the newest job is; nothing when there was none.
export function newestJob() {
  const element = h('div', { class: 'panel', hidden: true, 'data-replay-job': '' });
  let running = false;

  async function refresh() {
    const [job] = (await get('dead-letters/replays')).replays;
    element.hidden = !job;
    if (job) {
      if (running && job.status === 'done') {
        announce(`${plural(job.replayed, 'event')} replayed.`);
      }
      running = job.status === 'running';
      redraw(element, jobSummary(job));
    }
  }

  return { element, refresh };
}

function jobSummary({ status, reason, destination, found, replayed, skipped, requested_at: asked, problem }) {
  return [
    h(
      'p',
      { class: 'spread' },
      h('span', {}, h('strong', {}, status === 'done' ? 'Replayed' : 'Replaying'), ` ${[reason, destination].filter(Boolean).join(', ') || 'a time range'}`),
      h('span', { class: 'small soft' }, when(asked))
    ),
    status === 'running' && h('progress', { 'aria-label': 'Replaying' }),
    h('p', { class: 'small soft' }, `${number(replayed)} of ${plural(found, 'letter')} looked at ${replayed === 1 ? 'is' : 'are'} back in the queue.`),
    problem && h('p', { class: 'notice' }, `It came to a halt (${problem}) and resumes within a minute.`),
    passedOverByJob(skipped)
  ];
}

function passedOverByJob(skipped = {}) {
  const reasons = Object.entries(skipped);
  return (
    reasons.length > 0 &&
    h(
      'ul',
      { class: 'passed-over' },
      reasons.map(([status, count]) => h('li', { class: 'small' }, h('strong', {}, number(count)), ' passed over: ', h('code', {}, status)))
    )
  );
}
