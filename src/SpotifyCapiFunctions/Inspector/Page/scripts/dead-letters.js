import { empty, h, isReading, loading, redraw } from './dom.js';
import { groupsOf, isAnyLetter, letterGroup, noteOpenLetters, readLetters } from './letters.js';
import { askReplay } from './replay.js';
import { askReplayAll, newestJob } from './replay-job.js';
import { number, plural } from './words.js';

// Many letters take many calls to read, so they are read less often.
const many = 1000;
const pauseForMany = 30_000;

export function deadLettersView(route) {
  let letters = [];
  let more = false;
  let any = false;
  let read = 0;
  let drawn = '';
  let again = false;
  let deepLink = route.thing;
  const chosen = new Set(deepLink ? [deepLink] : []);
  const unfolded = new Set();
  const list = h('div', { class: 'stack' }, loading());
  const bar = h('div', { class: 'panel selection', hidden: true });
  const job = newestJob();
  const element = h(
    'div',
    { class: 'view' },
    h(
      'div',
      {},
      h('h1', {}, 'Dead letters'),
      h('p', { class: 'soft' }, 'Events that were given up. Nothing is lost: each can be replayed with the same id, time and digests.')
    ),
    job.element,
    list,
    bar
  );

  async function refresh() {
    await job.refresh();
    if (drawn && letters.length > many && Date.now() - read < pauseForMany) {
      return;
    }
    const all = again;
    const found = await readLetters(all ? {} : { open: true });
    read = Date.now();
    if (!all) {
      noteOpenLetters(found);
    }
    const linked = found.letters.find((letter) => letter.id === deepLink);
    if (deepLink && !linked && !again) {
      // It was replayed before; the one who follows the link still wants to see it.
      again = true;
      await refresh();
      return;
    }
    const anyAtAll = found.letters.length > 0 || (await isAnyLetter());
    const text = JSON.stringify([found, anyAtAll]);
    if (all === again && text !== drawn && !isReading(list)) {
      drawn = text;
      ({ letters, more } = found);
      any = anyAtAll;
      unfolded.add(linked?.reason);
      show();
    }
  }

  function show() {
    const there = new Set(letters.map((letter) => letter.id));
    [...chosen].filter((id) => !there.has(id) && letters.length > 0).forEach((id) => chosen.delete(id));
    redraw(
      list,
      any &&
        h(
          'label',
          { class: 'row' },
          h('input', {
            type: 'checkbox',
            checked: again,
            'data-focus': 'again',
            onchange: (event) => {
              again = event.currentTarget.checked;
              drawn = '';
              element.dispatchEvent(new CustomEvent('wants-refresh', { bubbles: true }));
            }
          }),
          'Show replayed ones too'
        ),
      letters.length === 0
        ? h('div', { class: 'panel flush' }, nothing(any))
        : groupsOf(letters).map((group) => letterGroup(group, { chosen, unfolded, changed: show, replayAll })),
      more &&
        h(
          'p',
          { class: 'notice' },
          `There are more; these are the oldest ${number(letters.length)}. Replay all of a reason, or a whole time range: docs/operations.md says how.`
        )
    );
    showBar();
    if (deepLink) {
      list.querySelector(`[data-letter="${CSS.escape(deepLink)}"]`)?.scrollIntoView({ block: 'center' });
      deepLink = '';
    }
  }

  function showBar() {
    bar.hidden = letters.length === 0;
    redraw(
      bar,
      h('p', { role: 'status' }, chosen.size === 0 ? 'Choose what to replay.' : `${plural(chosen.size, 'event')} chosen.`),
      h(
        'div',
        { class: 'row' },
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            disabled: chosen.size === 0,
            'data-focus': 'none',
            onclick: () => {
              chosen.clear();
              show();
            }
          },
          'Choose none'
        ),
        h(
          'button',
          { type: 'button', class: 'main', disabled: chosen.size === 0, 'data-focus': 'preview', onclick: preview },
          'Preview the replay'
        )
      )
    );
  }

  function replayAll(reason) {
    askReplayAll(reason, () => {
      chosen.clear();
      drawn = '';
      element.dispatchEvent(new CustomEvent('wants-refresh', { bubbles: true }));
    });
  }

  function preview() {
    askReplay([...chosen], {
      again,
      done: () => {
        chosen.clear();
        drawn = '';
        element.dispatchEvent(new CustomEvent('wants-refresh', { bubbles: true }));
      }
    });
  }

  return { title: 'Dead letters', element, refresh };
}

function nothing(any) {
  return any
    ? empty('Nothing waits for you', 'Every dead letter has been replayed.')
    : empty(
        'No dead letters',
        'An event ends up here when Spotify refuses it for good, when it is older than Delivery__MaxAge, or when the app crashed over it ' +
          'too often. There are none, and there is nothing to do.'
      );
}
