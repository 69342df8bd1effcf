import { linkTo } from './address.js';
import { get } from './api.js';
import { h } from './dom.js';
import { advice, badge, number, plural, when } from './words.js';

const letterPageSize = 1000;
const mostPages = 5;

// Dead letters, oldest first, page after page. More than a person can look through are told about, not read.
export async function readLetters(query) {
  const letters = [];
  let next;
  let pages = 0;
  do {
    const page = await get('dead-letters', { ...query, limit: letterPageSize, next });
    letters.push(...page.dead_letters);
    next = page.next;
    pages++;
  } while (next && pages < mostPages);
  return { letters, more: Boolean(next) };
}

export async function isAnyLetter() {
  const { dead_letters: letters, next } = await get('dead-letters', { limit: 1 });
  return letters.length > 0 || Boolean(next);
}

const openLettersPause = 15_000;
const longPause = 60_000;
let asked = 0;
let known = { count: 0, byReason: {}, more: false };

// The dead letters that are not replayed yet, whatever view is open: they are the work that is left to do.
export async function refreshOpenLetters() {
  if (Date.now() - asked < (known.more ? longPause : openLettersPause)) {
    return;
  }
  noteOpenLetters(await readLetters({ open: true }));
}

export function noteOpenLetters({ letters, more }) {
  const byReason = Map.groupBy(letters, (letter) => letter.reason);
  asked = Date.now();
  known = {
    count: letters.length,
    byReason: Object.fromEntries([...byReason].map(([reason, members]) => [reason, members.length])),
    more
  };
  const badge = document.getElementById('dead-count');
  badge.textContent = `${number(known.count)}${more ? '+' : ''}`;
  badge.hidden = known.count === 0 && !more;
}

export function openLetters() {
  return known;
}

const unfoldedLetters = 5;

export function groupsOf(letters) {
  return [...Map.groupBy(letters, (letter) => letter.reason)]
    .map(([reason, members]) => ({ reason, members }))
    .sort((a, b) => b.members.length - a.members.length);
}

// All letters of one reason, with what that reason means and what to do before they are replayed.
export function letterGroup({ reason, members }, { chosen, unfolded, changed, replayAll }) {
  const selectable = members.filter((letter) => reason !== 'unreadable');
  const count = selectable.filter((letter) => chosen.has(letter.id)).length;
  const shown = unfolded.has(reason) ? members : members.slice(0, unfoldedLetters);
  const all = h('input', {
    type: 'checkbox',
    checked: count > 0 && count === selectable.length,
    disabled: selectable.length === 0,
    'data-focus': `all-${reason}`,
    onchange: toggleAll
  });
  all.indeterminate = count > 0 && count < selectable.length;

  function toggleAll(event) {
    selectable.forEach((letter) => (event.currentTarget.checked ? chosen.add(letter.id) : chosen.delete(letter.id)));
    changed();
  }

  function toggle(id, on) {
    on ? chosen.add(id) : chosen.delete(id);
    changed();
  }

  return h(
    'section',
    { class: 'panel letters', 'aria-label': reason },
    h(
      'header',
      {},
      h(
        'div',
        { class: 'spread' },
        h('label', { class: 'row' }, all, h('h2', { class: 'code' }, reason)),
        h(
          'span',
          { class: 'row' },
          h('span', { class: 'soft' }, plural(members.length, 'event')),
          selectable.length > 0 &&
            h('button', { type: 'button', class: 'quiet', 'data-focus': `replay-${reason}`, onclick: () => replayAll(reason) }, 'Replay all')
        )
      ),
      advice(reason, 'bad', 'What a reason means and what to do')
    ),
    h(
      'ul',
      { class: 'letter-list' },
      shown.map((letter) => letterItem(letter, chosen.has(letter.id), toggle))
    ),
    shown.length < members.length &&
      h(
        'button',
        {
          type: 'button',
          class: 'link',
          'data-focus': `more-${reason}`,
          onclick: () => {
            unfolded.add(reason);
            changed();
          }
        },
        `Show all ${number(members.length)}`
      )
  );
}

function letterItem(letter, checked, toggle) {
  const name = letter.event_id ?? letter.id;
  return h(
    'li',
    { 'data-letter': letter.id },
    h('input', {
      type: 'checkbox',
      checked,
      disabled: letter.reason === 'unreadable',
      'aria-label': `Choose ${name}`,
      'data-focus': `letter-${letter.id}`,
      onchange: (event) => toggle(letter.id, event.currentTarget.checked)
    }),
    h(
      'div',
      { class: 'letter' },
      h(
        'p',
        { class: 'spread' },
        letter.event_id
          ? h('a', { class: 'code', href: linkTo('events', letter.event_id), 'data-focus': `trace-${letter.id}` }, name)
          : h('span', { class: 'code' }, name),
        h('span', { class: 'small soft' }, when(letter.died_at))
      ),
      h(
        'p',
        { class: 'small soft' },
        [
          letter.event_name,
          letter.source && `${letter.source} \u2192 ${letter.destination}`,
          letter.attempts > 0 && plural(letter.attempts, 'try', 'tries'),
          letter.status && `status ${letter.status}`
        ]
          .filter(Boolean)
          .join(', ')
      ),
      letter.message && h('p', { class: 'small' }, letter.message),
      letter.trace_id && h('p', { class: 'small soft' }, 'Trace id ', h('code', {}, letter.trace_id)),
      letter.replays > 0 &&
        h(
          'p',
          { class: 'row small' },
          badge('deferred', letter.replays === 1 ? 'Replayed' : `Replayed ${letter.replays} times`),
          when(letter.replayed_at)
        )
    )
  );
}
