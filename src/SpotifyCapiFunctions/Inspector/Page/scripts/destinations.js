import { get, Refused } from './api.js';
import { h, redraw } from './dom.js';
import { badge, duration, number, stateOf, when } from './words.js';

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
          'The queue does not answer. Senders get 503 with Retry-After and send again.'
        )
      : h(
          'div',
          { class: 'figures' },
          figure(number(queue.messages), queue.messages === 1 ? 'message waiting' : 'messages waiting'),
          figure(duration(queue.oldest_age_seconds ?? 0), 'age of the oldest'),
          figure(number(queue.poison ?? 0), 'in the poison queue')
        ),
    h('p', { class: 'small soft' }, 'A message holds many events. The number is Azure Storage\u2019s own estimate.')
  );
}

const diagnosticsPause = 5 * 60_000;
const pauseAfterFailure = 60_000;

// What Spotify says to have received, beside what was sent. Asked for rarely: its figures are late by twenty minutes anyway.
export function diagnostics() {
  const element = h('div', {});
  let next = 0;
  let known = false;

  // Nobody waits for it: Spotify may be slow to answer, and the app's own figures are not to be late for that.
  async function refresh() {
    if (Date.now() < next) {
      return;
    }
    next = Number.POSITIVE_INFINITY;
    try {
      const { destinations } = await get('diagnostics');
      redraw(element, destinations.filter((one) => one.status !== 'not_configured').map(panel));
      known = true;
      next = Date.now() + diagnosticsPause;
    } catch (failure) {
      next = Date.now() + pauseAfterFailure;
      if (!known && failure instanceof Refused) {
        redraw(element, failed(failure));
      }
    }
  }

  return { element, refresh };
}

function failed({ message }) {
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': 'spotify-failed' },
    h('header', {}, h('h2', { id: 'spotify-failed' }, 'What Spotify says')),
    h('p', { class: 'notice bad' }, `It cannot be shown now: ${message}`)
  );
}

function panel({ destination, status, message, rows }) {
  const id = `spotify-${destination}`;
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': id },
    h(
      'header',
      {},
      h('h2', { id }, `What Spotify says about ${destination}`),
      h('p', { class: 'small soft' }, 'Received by Spotify, beside what was sent. Its figures are some twenty minutes late.')
    ),
    status === 'ok' ? undefined : h('p', { class: 'notice bad' }, message),
    rows.length === 0
      ? h('p', { class: 'soft' }, 'No day with events yet.')
      : h(
          'div',
          { class: 'scroll', 'data-scroll': id, 'data-focus': id, tabindex: '0', role: 'region', 'aria-labelledby': id },
          h(
            'table',
            { class: 'list' },
            h(
              'thead',
              {},
              h(
                'tr',
                {},
                h('th', { scope: 'col' }, 'Day'),
                h('th', { scope: 'col' }, 'Event'),
                ['Sent', 'Received', 'Difference'].map((label) => h('th', { scope: 'col', class: 'number' }, label))
              )
            ),
            h(
              'tbody',
              {},
              rows.map((row) =>
                h(
                  'tr',
                  {},
                  h('td', {}, row.day),
                  h('td', {}, row.event_name),
                  [row.sent, row.received_by_spotify, row.difference].map((value) =>
                    h('td', { class: 'number' }, value === undefined ? '\u2013' : number(value))
                  )
                )
              )
            )
          )
        )
  );
}
