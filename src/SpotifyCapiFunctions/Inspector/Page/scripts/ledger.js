import { linkTo } from './address.js';
import { h, svg } from './dom.js';
import { mark, number, stateOf, stillOpen } from './words.js';

const ins = ['accepted', 'duplicate', 'ignored', 'rejected', 'unstored'];
const outs = ['delivered', 'waiting', 'dead'];

// The promise as arithmetic: every received event was accepted or not, and every accepted event is somewhere.
export function ledger(figures) {
  return h(
    'section',
    { class: 'panel ledger', 'aria-labelledby': 'ledger-title' },
    h('header', {}, h('h2', { id: 'ledger-title' }, 'Every event accounted for')),
    sum('Received', figures.received, ins, figures),
    sum(figures.replayed > 0 ? 'Accepted and replayed' : 'Accepted', figures.accepted + figures.replayed, outs, figures),
    figures.unlisted > 0 &&
      h(
        'p',
        { class: 'small soft' },
        `${number(figures.unlisted)} came as rows of files, or too many at once: they are counted here, and the accepted ones are listed ` +
          'among the events from their first attempt on.'
      ),
    figures.unaccounted === 0 ? undefined : h('p', { class: 'notice small' }, difference(figures.unaccounted))
  );
}

function difference(unaccounted) {
  return unaccounted > 0
    ? `${number(unaccounted)} cannot be accounted for: the last figures before a crash are missing.`
    : `${number(-unaccounted)} more left than came in: they were sent twice after a crash (Spotify removes those by their ids), ` +
        'or their arrival was not recorded before the crash.';
}

function sum(title, total, names, figures) {
  const parts = names
    .map((name) => ({ name, value: figures[name] ?? 0 }))
    .filter((part) => part.value > 0 || part.name === names[0] || names === outs);
  return h(
    'div',
    { class: 'sum' },
    h('p', { class: 'sum-title' }, h('span', {}, title), h('strong', {}, number(total))),
    bar(parts, total),
    h(
      'ul',
      { class: 'legend' },
      parts.map((part) => h('li', {}, legend(part)))
    )
  );
}

function bar(parts, total) {
  let x = 0;
  const shown = parts.filter((part) => part.value > 0);
  // A part too small to be seen is still there: it gets a hundredth.
  const widths = shown.map((part) => Math.max(1, (part.value / Math.max(total, 1)) * 100));
  const scale =
    100 /
    Math.max(
      100,
      widths.reduce((sum, width) => sum + width, 0)
    );
  return svg(
    'svg',
    { class: 'proportion', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'ground', width: 100, height: 4 }),
    shown.map((part, index) => {
      const rect = svg('rect', {
        class: `part ${stateOf(part.name).tone} ${part.name}`,
        x,
        width: Math.max(0.2, widths[index] * scale - 0.25),
        height: 4
      });
      x += widths[index] * scale;
      return rect;
    })
  );
}

function legend({ name, value }) {
  const { label, tone, shape } = stateOf(name);
  const text = [mark(tone, shape), h('span', {}, name === 'dead' ? 'Dead letters' : label), h('strong', {}, number(value))];
  return value > 0 && name !== 'accepted'
    ? h(
        'a',
        {
          href: name === 'dead' ? linkTo('dead-letters') : linkTo('events', '', { outcome: name === 'waiting' ? stillOpen : name }),
          'data-focus': `ledger-${name}`
        },
        text
      )
    : h('span', {}, text);
}

const columns = [
  ['received', 'Received'],
  ['accepted', 'Accepted', 'minor'],
  ['delivered', 'Delivered'],
  ['waiting', 'Waiting'],
  ['dead', 'Dead'],
  ['rejected', 'Rejected', 'minor'],
  ['ignored', 'Ignored', 'minor'],
  ['duplicate', 'Duplicate', 'minor'],
  ['unstored', 'Not stored', 'minor']
];

export function linesTable(lines) {
  return lines.length === 0
    ? undefined
    : h(
        'section',
        { class: 'panel', 'aria-labelledby': 'lines-title' },
        h('header', {}, h('h2', { id: 'lines-title' }, 'By source and destination')),
        h(
          'div',
          {
            class: 'scroll',
            'data-scroll': 'lines',
            'data-focus': 'lines',
            tabindex: '0',
            role: 'region',
            'aria-labelledby': 'lines-title'
          },
          h(
            'table',
            { class: 'list' },
            h(
              'thead',
              {},
              h(
                'tr',
                {},
                h('th', { scope: 'col' }, 'Route'),
                columns.map(([, label, look]) => h('th', { scope: 'col', class: `number ${look ?? ''}` }, label))
              )
            ),
            h(
              'tbody',
              {},
              lines.map((line) =>
                h(
                  'tr',
                  {},
                  h(
                    'th',
                    { scope: 'row' },
                    h(
                      'a',
                      {
                        href: linkTo('events', '', { source: line.source, destination: line.destination }),
                        'data-focus': `line-${line.source}-${line.destination}`
                      },
                      `${line.source} \u2192 ${line.destination}`
                    )
                  ),
                  columns.map(([name, , look]) =>
                    h('td', { class: `number ${look ?? ''}` }, line[name] ? number(line[name]) : h('span', { class: 'soft' }, '0'))
                  )
                )
              )
            )
          )
        )
      );
}
