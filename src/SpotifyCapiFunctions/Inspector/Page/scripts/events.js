import { linkTo, replaceRoute } from './address.js';
import { get } from './api.js';
import { announce, empty, firstEvent, h, isReading, loading, redraw } from './dom.js';
import { filterBar, spans } from './filters.js';
import { openTrace } from './trace.js';
import { badge, plural, when } from './words.js';

const pageSize = 100;

export function eventsView(route) {
  let query = route.query;
  let rows = [];
  let next;
  let older = [];
  const gaps = new Set();
  let turn = 0;
  let drawn = '';
  const list = h('div', { class: 'panel flush events', 'aria-busy': 'true' }, loading());
  let chosen;
  const trace = openTrace(() => query, rowOf);
  const element = h('div', { class: 'view' }, h('h1', { class: 'sr' }, 'Events'), filterBar(query, filter), list, trace.element);

  async function refresh() {
    const mine = ++turn;
    const page = await get('deliveries', { view: 'events', ...filters(), limit: pageSize });
    if (mine !== turn) {
      return;
    }
    if (older.length === 0) {
      next = page.next;
    } else {
      older = joined(rows, older);
      const known = new Set(older.map((row) => row.key));
      if (page.next && !page.events.some((row) => known.has(row.key))) {
        gaps.add(page.events.at(-1).key);
      }
    }
    rows = page.events;
    if (!isReading(list)) {
      show();
    }
    await trace.refresh();
  }

  function show() {
    list.removeAttribute('aria-busy');
    const all = joined(rows, older);
    const text = JSON.stringify([all, next]);
    if (text !== drawn) {
      drawn = text;
      redraw(list, all.length === 0 ? nothing() : [table(all), footer(all.length)]);
    }
  }

  function table(all) {
    return h(
      'table',
      { class: 'event-table', onkeydown: arrowKeys },
      h('caption', { class: 'sr' }, 'Events, latest first. Choose one to see every stage that it went through.'),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['Event', 'Name', 'Route', 'Outcome', 'Tries', 'Time'].map((label) => h('th', { scope: 'col' }, label))
        )
      ),
      h(
        'tbody',
        {},
        all.map((row) => [eventRow(row, linkTo('events', row.event_id, query), () => (chosen = row.key)), gaps.has(row.key) && gap()])
      )
    );
  }

  function gap() {
    const text = 'More than a page of events arrived here at once; they are not shown.';
    const anew = h('button', { type: 'button', class: 'link', 'data-focus': 'start-again', onclick: startAgain }, 'Start again from the latest');
    return h('tr', {}, h('td', { colspan: 6 }, h('p', { class: 'notice' }, text, ' ', anew)));
  }

  function startAgain() {
    older = [];
    gaps.clear();
    element.dispatchEvent(new CustomEvent('wants-refresh', { bubbles: true }));
  }

  function footer(count) {
    return h(
      'div',
      { class: 'spread foot' },
      h('p', { class: 'small soft' }, `${plural(count, 'event')} shown, latest first.`),
      next && h('button', { type: 'button', onclick: more, 'data-focus': 'older' }, 'Show older ones')
    );
  }

  function nothing() {
    return Object.values(query).some(Boolean)
      ? empty('No event matches', 'Nothing in this time fits all filters. Clear one, or look further back. Rejected rows of a file are listed in its report.')
      : empty('No events yet', 'Send one, and it appears here with every stage that it goes through.', firstEvent());
  }

  async function more(press) {
    const button = press.currentTarget;
    const asked = query;
    button.disabled = true;
    try {
      const page = await get('deliveries', { view: 'events', ...filters(), limit: pageSize, next });
      if (asked !== query) {
        return;
      }
      older = [...(older.length === 0 ? rows : older), ...page.events];
      next = page.next;
      announce(`${plural(page.events.length, 'older event')} added.`);
    } catch {
      button.disabled = false;
      element.dispatchEvent(new CustomEvent('wants-refresh', { bubbles: true }));
    }
    show();
  }

  function filter(values) {
    drawn = '';
    query = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
    older = [];
    gaps.clear();
    replaceRoute(linkTo('events', '', query));
    element.dispatchEvent(new CustomEvent('wants-refresh', { bubbles: true }));
  }

  function filters() {
    const { span, ...rest } = query;
    return span in spans ? { ...rest, from: new Date(Date.now() - spans[span][1] * 1000).toISOString() } : rest;
  }

  function rowOf(id) {
    const same = [...rows, ...older].filter((row) => row.event_id === id);
    return same.find((row) => row.key === chosen) ?? (same.length === 1 ? same[0] : undefined);
  }

  function routed(to) {
    trace.show(to.thing);
  }

  return { title: 'Events', element, refresh, routed };
}

function joined(rows, older) {
  const seen = new Set(rows.map((row) => row.key));
  return [...rows, ...older.filter((row) => !seen.has(row.key))];
}

function eventRow(event, link, choose) {
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

// Up and down go from row to row, Home and End to the ends; Tab goes on to the next part of the page as ever.
function arrowKeys(press) {
  const rows = [...press.currentTarget.querySelectorAll('[data-row]')];
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[press.key];
  if (at >= 0 && to !== undefined && rows[to]) {
    press.preventDefault();
    rows[to].focus();
  }
}
