import { get } from './api.js';
import { announce, h, isReading, redraw } from './dom.js';
import { empty, firstEvent, loading } from './empty.js';
import { eventRow } from './event-row.js';
import { filterBar, spans } from './filters.js';
import { arrowKeys } from './keyboard.js';
import { linkTo, replaceRoute } from './route.js';
import { openTrace } from './trace.js';
import { plural } from './words.js';

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
          ['Event', 'Name', 'Way', 'Outcome', 'Tries', 'Time'].map((label) => h('th', { scope: 'col' }, label))
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
    const text = 'More than a page came in here at once; they are not shown.';
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
      ? empty('No event matches', 'Nothing in this time fits all filters. Loosen one, or look further back.')
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
