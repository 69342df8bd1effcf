import { get } from './api.js';
import { h, isReading, redraw } from './dom.js';
import { empty, loading } from './empty.js';
import { groupsOf, letterGroup } from './letter-group.js';
import { noteLetters } from './open-letters.js';
import { askReplay } from './replay.js';
import { number, plural } from './words.js';

const most = 1000;

export function deadLettersView(route) {
  let letters = [];
  let next;
  let drawn = '';
  let again = false;
  let deepLink = route.thing;
  const chosen = new Set(deepLink ? [deepLink] : []);
  const unfolded = new Set();
  const list = h('div', { class: 'stack' }, loading());
  const bar = h('div', { class: 'panel selection', hidden: true });
  const element = h(
    'div',
    { class: 'view' },
    h(
      'div',
      {},
      h('h1', {}, 'Dead letters'),
      h('p', { class: 'soft' }, 'Events that were given up. Nothing is lost: each can be replayed with the same id, time and digests.')
    ),
    list,
    bar
  );

  async function refresh() {
    const page = await get('dead-letters', { limit: most });
    noteLetters(page);
    const text = JSON.stringify(page);
    if (text !== drawn && !isReading(list)) {
      drawn = text;
      letters = page.dead_letters;
      next = page.next;
      // A letter that is linked to may have been replayed before; the one who follows the link still wants to see it.
      const linked = letters.find((letter) => letter.id === deepLink);
      again ||= linked?.replays > 0;
      unfolded.add(linked?.reason);
      show();
    }
  }

  function show() {
    const shown = letters.filter((letter) => again || letter.replays === 0);
    const there = new Set(shown.map((letter) => letter.id));
    [...chosen].filter((id) => !there.has(id) && letters.length > 0).forEach((id) => chosen.delete(id));
    const replayed = letters.length - letters.filter((letter) => letter.replays === 0).length;
    redraw(
      list,
      replayed > 0 &&
        h(
          'label',
          { class: 'row' },
          h('input', {
            type: 'checkbox',
            checked: again,
            'data-focus': 'again',
            onchange: (event) => {
              again = event.currentTarget.checked;
              show();
            }
          }),
          `Show what was replayed before, too (${number(replayed)})`
        ),
      shown.length === 0
        ? h('div', { class: 'panel flush' }, nothing(replayed))
        : groupsOf(shown).map((group) => letterGroup(group, { chosen, unfolded, changed: show })),
      next &&
        h(
          'p',
          { class: 'notice' },
          `These are the oldest ${number(most)}. Replay or look through them first, or replay a whole time range: docs/operations.md says how.`
        )
    );
    showBar(shown);
    if (deepLink) {
      list.querySelector(`[data-letter="${CSS.escape(deepLink)}"]`)?.scrollIntoView({ block: 'center' });
      deepLink = '';
    }
  }

  function showBar(shown) {
    bar.hidden = shown.length === 0;
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

function nothing(replayed) {
  return replayed > 0
    ? empty('Nothing waits for you', 'Every dead letter has been replayed.')
    : empty(
        'No dead letters',
        'An event comes here when Spotify refuses it for good, when it is older than Delivery__MaxAge, or when the app crashed over it ' +
          'too often. There is none, and nothing to do.'
      );
}
