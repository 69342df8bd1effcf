import { currentRoute, linkTo, replaceRoute } from './address.js';
import { get } from './api.js';
import { attentionList, attentionOf } from './attention.js';
import { drawChart, layers } from './chart.js';
import { destinationCards, diagnostics, queuePanel } from './destinations.js';
import { empty, firstEvent, h, isReading, loading, redraw } from './dom.js';
import { ledger, linesTable } from './ledger.js';
import { openLetters } from './letters.js';
import { matchPanel } from './match.js';
import { unmeant } from './unmeant.js';
import { mark, number, plural } from './words.js';

const windows = { '1h': ['Last hour', 3600], '24h': ['24 hours', 86_400], '7d': ['7 days', 604_800] };

export function nowView() {
  let span = currentRoute().query.span in windows ? currentRoute().query.span : undefined;
  const body = h('div', { class: 'view' }, loading());
  const chart = h('div', { class: 'chart-box' });
  const spotify = diagnostics();
  const orders = unmeant((from, to) => get('summary', { from: from.toISOString(), to: to.toISOString() }));
  let last;
  let drawn = '';
  const resized = new ResizeObserver(() => last && drawChart(chart, last.series));
  resized.observe(chart);

  async function refresh() {
    span ??= await fitting();
    last = await ask(span);
    spotify.refresh();
    orders.refresh();
    if (!isReading(body)) {
      show();
    }
  }

  function show() {
    const items = attentionOf(last, openLetters());
    const nothing = items.length === 0 && last.totals.received === 0 && last.totals.replayed === 0 && last.totals.retried === 0;
    const text = contentOf(nothing);
    if (text === drawn) {
      return;
    }
    drawn = text;
    redraw(
      body,
      verdict(last.totals, items),
      choice(),
      nothing
        ? [sendFirst(), destinationCards(last.destinations, last.as_of)]
        : [
            attentionList(items),
            orders.element,
            ledger(last.totals),
            chartPanel(chart),
            h('div', { class: 'pair' }, queuePanel(last.queue ?? {}), destinationCards(last.destinations, last.as_of)),
            linesTable(last.lines),
            matchPanel(last.lines, last.series),
            spotify.element
          ]
    );
    drawChart(chart, last.series);
  }

  // What is drawn, as text. The time of the answer counts only where something is told relative to it.
  function contentOf(nothing) {
    const { as_of: now, totals, lines, series, queue, destinations } = last;
    const shown = nothing ? {} : { totals, lines, series, queue, letters: openLetters() };
    return JSON.stringify([span, destinations, destinations.some((one) => one.until) && now, shown]);
  }

  function choice() {
    return h(
      'fieldset',
      {},
      h('legend', { class: 'sr' }, 'Time'),
      h(
        'div',
        { class: 'choice' },
        Object.entries(windows).map(([name, [label]]) =>
          h(
            'label',
            {},
            h('input', {
              type: 'radio',
              name: 'span',
              value: name,
              checked: name === span,
              'data-focus': `span-${name}`,
              onchange: () => change(name)
            }),
            h('span', {}, label)
          )
        )
      )
    );
  }

  function change(name) {
    span = name;
    replaceRoute(linkTo('now', '', { span: name }));
    element.dispatchEvent(new CustomEvent('wants-refresh', { bubbles: true }));
  }

  const element = body;
  return { title: 'Now', element, refresh, leave: () => resized.disconnect() };
}

function sendFirst() {
  return h(
    'section',
    { class: 'panel flush' },
    empty(
      'Send the first one',
      'It appears here within seconds, with every stage that it goes through.',
      firstEvent(),
      h('p', {}, 'No event at hand? ', h('a', { href: linkTo('try') }, 'Try one without sending it'), '.')
    )
  );
}

function ask(span) {
  const to = new Date();
  return get('summary', { from: new Date(to - windows[span][1] * 1000).toISOString(), to: to.toISOString() });
}

// A day, unless everything of that day happened in its last hour: then there is more to see in that.
async function fitting() {
  const { series } = await ask('24h');
  const first = series.points.find((point) => point.received + point.delivered + point.retried + point.dead > 0);
  return first && Date.now() - new Date(first.at) < 3_600_000 ? '1h' : '24h';
}

function chartPanel(chart) {
  return h(
    'section',
    { class: 'panel', 'aria-labelledby': 'chart-title' },
    h(
      'header',
      { class: 'spread' },
      h('h2', { id: 'chart-title' }, 'Over time'),
      h(
        'ul',
        { class: 'chart-legend' },
        h('li', {}, h('span', { class: 'swatch incoming' }), 'Received'),
        layers.map((layer) => h('li', {}, h('span', { class: `swatch ${layer.name}` }), layer.label))
      )
    ),
    chart
  );
}

const shapes = { bad: 'cross', wait: 'alert', good: 'check', note: 'dots' };

// The answer in one sentence, before any figure.
function verdict(totals, items) {
  const worst = items.some((item) => item.tone === 'bad') ? 'bad' : items.length > 0 ? 'wait' : totals.received > 0 ? 'good' : 'note';
  return h(
    'div',
    { class: 'verdict' },
    mark(worst, shapes[worst], 36),
    h('div', {}, h('h1', {}, sentence(totals, items)), h('p', { class: 'soft' }, detail(totals)))
  );
}

function sentence(totals, items) {
  if (items.length > 0) {
    const count = items.reduce((sum, item) => sum + (item.count ?? 0), 0);
    const least = items.some((item) => item.more) ? 'At least ' : '';
    return count > 0 ? `${least}${plural(count, 'event')} ${count === 1 ? 'needs' : 'need'} you.` : `${items[0].title}.`;
  }
  if (totals.received === 0) {
    return 'Nothing has come in yet.';
  }
  return totals.waiting > 0 ? `All is well. ${plural(totals.waiting, 'event')} on the way.` : 'Every accepted event is delivered.';
}

function detail({ received, accepted, delivered, retried }) {
  if (received === 0) {
    return 'The app is up and takes events.';
  }
  const deferred = retried > 0 ? ` ${plural(retried, 'time', 'times')} deferred and tried again.` : '';
  return `${plural(received, 'event')} received, ${number(accepted)} accepted, ${number(delivered)} delivered.${deferred}`;
}
