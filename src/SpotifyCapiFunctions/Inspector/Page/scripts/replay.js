import { linkTo } from './address.js';
import { Locked, post, Unreachable } from './api.js';
import { announce, h, redraw } from './dom.js';
import { number, plural } from './words.js';

const atOnce = 100;

// A dry run first; what it says is what has to be confirmed. Then in small calls, so that there is progress to see and a way to stop.
export async function askReplay(ids, { again, done }) {
  const body = h('div', {});
  let stopped = false;
  let running = false;
  const dialog = h(
    'dialog',
    {
      class: 'ask',
      'aria-labelledby': 'replay-title',
      onclose: () => {
        dialog.remove();
        done();
      },
      oncancel: (event) => running && event.preventDefault()
    },
    body
  );
  document.body.append(dialog);
  draw('Preview of the replay', h('p', { class: 'soft' }, 'Asking what would happen \u2026'), h('progress', {}));
  dialog.showModal();
  await guarded(preview);

  async function preview() {
    const results = [];
    for (const chunk of chunks(ids)) {
      results.push(...(await call(chunk, true)).results);
    }
    const ready = results.filter((result) => result.status === 'would_replay').map((result) => result.id);
    draw(
      'Preview of the replay',
      h(
        'p',
        {},
        h('strong', {}, plural(ready.length, 'event')),
        ' would go back into the queue, with the same id, time and digests as the first time. Spotify removes what it has already.'
      ),
      passedOver(results.filter((result) => result.status !== 'would_replay')),
      dialogActions(
        button('Cancel', '', close),
        ready.length > 0 && button(`Replay ${plural(ready.length, 'event')}`, 'main', () => guarded(() => replay(ready)))
      )
    );
  }

  async function replay(ready) {
    running = true;
    const progress = h('progress', { max: ready.length, value: 0, 'aria-label': 'Replayed' });
    const count = h('p', { class: 'soft' }, `0 of ${number(ready.length)}`);
    draw(
      'Replaying',
      progress,
      count,
      dialogActions(
        button('Stop', '', () => {
          stopped = true;
        })
      )
    );
    let replayed = 0;
    const others = [];
    for (const chunk of chunks(ready)) {
      if (stopped) {
        break;
      }
      const answer = await call(chunk, false);
      replayed += answer.replayed;
      others.push(...answer.results.filter((result) => result.status !== 'replayed'));
      progress.value = replayed + others.length;
      count.textContent = `${number(replayed + others.length)} of ${number(ready.length)}`;
    }
    running = false;
    finish(replayed, others);
  }

  function finish(replayed, others) {
    announce(`${plural(replayed, 'event')} replayed.`);
    draw(
      stopped ? 'Stopped' : 'Replayed',
      h(
        'p',
        {},
        h('strong', {}, plural(replayed, 'event')),
        replayed === 1 ? ' is' : ' are',
        ' back in the queue. Their outcomes show among the events.'
      ),
      passedOver(others),
      dialogActions(h('a', { class: 'button', href: linkTo('events'), onclick: close }, 'Show the events'), button('Done', 'main', close))
    );
  }

  async function guarded(work) {
    try {
      await work();
    } catch (failure) {
      running = false;
      const why =
        failure instanceof Unreachable
          ? 'The app does not answer.'
          : failure instanceof Locked
            ? 'The function key is not accepted any more.'
            : failure.message;
      draw(
        'Not finished',
        h('p', { class: 'notice bad' }, `${why} What was replayed until now is marked so; a second replay passes it over.`),
        dialogActions(button('Close', 'main', close))
      );
    }
  }

  function call(chunk, dryRun) {
    return post('dead-letters/replay', JSON.stringify({ ids: chunk, dryRun, again }));
  }

  function draw(title, ...content) {
    redraw(body, h('div', { class: 'stack' }, h('h2', { id: 'replay-title' }, title), content));
    body.querySelector('button.main')?.focus();
  }

  function close() {
    dialog.close();
  }
}

function chunks(ids) {
  return Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, index) => ids.slice(index * atOnce, (index + 1) * atOnce));
}

function passedOver(results) {
  const groups = [...Map.groupBy(results, (result) => result.message ?? result.status)];
  return (
    groups.length > 0 &&
    h(
      'div',
      {},
      h('p', { class: 'small soft' }, 'Passed over:'),
      h(
        'ul',
        { class: 'passed-over' },
        groups.map(([why, members]) => h('li', { class: 'small' }, h('strong', {}, number(members.length)), ' ', why))
      )
    )
  );
}

function dialogActions(...buttons) {
  return h('div', { class: 'actions' }, buttons);
}

function button(label, look, press) {
  return h('button', { type: 'button', class: look, onclick: press }, label);
}
