import { get } from './api.js';
import { attentionList, attentionOf } from './attention.js';
import { drawChart } from './chart.js';
import { layers } from './chart-bars.js';
import { destinationCards, queuePanel } from './destinations.js';
import { diagnostics } from './diagnostics.js';
import { h, isReading, redraw } from './dom.js';
import { empty, firstEvent, loading } from './empty.js';
import { ledger } from './ledger.js';
import { linesTable } from './lines.js';
import { openLetters } from './open-letters.js';
import { currentRoute, linkTo, replaceRoute } from './route.js';
import { verdict } from './verdict.js';

const spans = { '1h': ['Last hour', 3600], '24h': ['24 hours', 86_400], '7d': ['7 days', 604_800] };

export function nowView() {
  let span = currentRoute().query.span in spans ? currentRoute().query.span : undefined;
  const body = h('div', { class: 'view' }, loading());
  const chart = h('div', { class: 'chart-box' });
  const spotify = diagnostics();
  let last;
  let drawn = '';
  const resized = new ResizeObserver(() => last && drawChart(chart, last.series));
  resized.observe(chart);

  async function refresh() {
    span ??= await fitting();
    last = await ask(span);
    spotify.refresh();
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
        ? [first(), destinationCards(last.destinations, last.as_of)]
        : [
            attentionList(items),
            ledger(last.totals),
            chartPanel(chart),
            h('div', { class: 'pair' }, queuePanel(last.queue ?? {}), destinationCards(last.destinations, last.as_of)),
            linesTable(last.lines),
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
        Object.entries(spans).map(([name, [label]]) =>
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

function first() {
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
  return get('summary', { from: new Date(to - spans[span][1] * 1000).toISOString(), to: to.toISOString() });
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
