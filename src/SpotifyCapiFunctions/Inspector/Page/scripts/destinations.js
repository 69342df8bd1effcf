import { h } from './dom.js';
import { badge, number, stateOf } from './words.js';
import { duration, when } from './time.js';

export function destinationCards(destinations, asOf) {
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': 'destinations-title' },
    h('header', {}, h('h2', { id: 'destinations-title' }, 'Destinations')),
    h(
      'ul',
      { class: 'cards' },
      destinations.map((one) => card(one, asOf))
    )
  );
}

function card({ name, profile, endpoint, scope, status, reason, since, until }, asOf) {
  const state = status === 'paused' ? 'stopped' : status;
  const left = until ? (new Date(until) - new Date(asOf)) / 1000 : 0;
  return h(
    'li',
    { class: `card ${stateOf(state).tone}` },
    h('div', { class: 'spread' }, h('h3', {}, name), badge(state)),
    h(
      'dl',
      { class: 'facts' },
      reason && [h('dt', {}, 'Why'), h('dd', {}, h('code', {}, reason))],
      since && status !== 'ok' && [h('dt', {}, 'Since'), h('dd', {}, when(since))],
      left > 0 && [h('dt', {}, 'Next try'), h('dd', {}, `in ${duration(left)}`)],
      h('dt', {}, 'Profile'),
      h('dd', {}, profile),
      h('dt', {}, 'Endpoint'),
      h('dd', {}, endpoint),
      h('dt', {}, 'Scope'),
      h('dd', {}, scope)
    )
  );
}

export function queuePanel(queue) {
  const figure = (value, label) => h('div', { class: 'figure' }, h('strong', {}, value), h('span', {}, label));
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': 'queue-title' },
    h('header', {}, h('h2', { id: 'queue-title' }, 'Queue')),
    queue.messages === undefined
      ? h(
          'p',
          { class: 'notice bad' },
          'The queue does not answer. What comes in gets 503 with Retry-After and is sent again by its sender.'
        )
      : h(
          'div',
          { class: 'figures' },
          figure(number(queue.messages), queue.messages === 1 ? 'message waits' : 'messages wait'),
          figure(duration(queue.oldest_age_seconds ?? 0), 'age of the oldest'),
          figure(number(queue.poison ?? 0), 'in poison')
        ),
    h('p', { class: 'small soft' }, 'A message holds many events. The number is Azure Storage\u2019s own estimate.')
  );
}
