import { Refused, get } from './api.js';
import { h, redraw } from './dom.js';
import { number } from './words.js';

const pause = 5 * 60_000;

// What Spotify says to have received, beside what was sent. Asked for rarely: its figures are late by twenty minutes anyway.
export function diagnostics() {
  const element = h('div', {});
  let asked = 0;
  return {
    element,
    async refresh() {
      if (Date.now() - asked < pause) {
        return;
      }
      const answer = await ask();
      asked = Date.now();
      redraw(element, answer.destinations.filter((one) => one.status !== 'not_configured').map(panel));
    }
  };
}

async function ask() {
  try {
    return await get('diagnostics');
  } catch (failure) {
    if (failure instanceof Refused) {
      return { destinations: [] };
    }
    throw failure;
  }
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
