import { h } from './dom.js';
import { when } from './time.js';
import { badge } from './words.js';

export function eventRow(event, link, choose) {
  const id = event.event_id
    ? h('a', { href: link, class: 'row-link code', 'data-focus': `event-${event.key}`, 'data-row': '', onclick: choose }, event.event_id)
    : h('span', { class: 'soft' }, 'without an id');
  const spelled = event.source_event_name && event.source_event_name !== event.event_name ? event.source_event_name : event.topic;
  return h(
    'tr',
    {},
    h('td', { class: 'id' }, id),
    h(
      'td',
      { class: 'name' },
      event.event_name ?? h('span', { class: 'soft' }, 'none'),
      spelled && h('span', { class: 'small soft' }, spelled)
    ),
    h('td', { class: 'way' }, `${event.source} \u2192 ${event.destination}`),
    h(
      'td',
      { class: 'outcome' },
      badge(event.outcome),
      event.replayed && badge('deferred', 'Replayed'),
      event.reason && h('code', { class: 'small soft' }, event.reason)
    ),
    h(
      'td',
      { class: 'tries' },
      event.attempts > 0 ? [String(event.attempts), h('span', { class: 'unit' }, event.attempts === 1 ? ' try' : ' tries')] : ''
    ),
    h('td', { class: 'at' }, when(event.at))
  );
}
