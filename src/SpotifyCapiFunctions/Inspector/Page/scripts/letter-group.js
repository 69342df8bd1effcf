import { h } from './dom.js';
import { advice } from './glossary.js';
import { letterItem } from './letter-item.js';
import { number, plural } from './words.js';

const first = 5;

export function groupsOf(letters) {
  return [...Map.groupBy(letters, (letter) => letter.reason)]
    .map(([reason, members]) => ({ reason, members }))
    .sort((a, b) => b.members.length - a.members.length);
}

// All letters of one reason, with what that reason means and what to do before they are replayed.
export function letterGroup({ reason, members }, { chosen, unfolded, changed }) {
  const selectable = members.filter((letter) => reason !== 'unreadable');
  const count = selectable.filter((letter) => chosen.has(letter.id)).length;
  const shown = unfolded.has(reason) ? members : members.slice(0, first);
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
        h('span', { class: 'soft' }, plural(members.length, 'event'))
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
