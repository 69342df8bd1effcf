import { h } from './dom.js';
import { linkTo } from './route.js';
import { when } from './time.js';
import { badge, plural } from './words.js';

export function letterItem(letter, checked, toggle) {
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
