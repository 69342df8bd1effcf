import { h, svg } from './dom.js';
import { advice, plural } from './words.js';

// In the order that Spotify names them. Each has a line pattern of its own beside its colour.
const kinds = [
  ['ip_address', 'IP address'],
  ['email', 'E-mail'],
  ['phone', 'Phone'],
  ['device_id', 'Device id']
];
const mostDropped = 4;

// What accepted events carry for Spotify to match a person by, for each source and destination and over time.
export function matchPanel(lines, series) {
  const known = lines.filter((line) => line.match?.events > 0);
  return known.length === 0
    ? undefined
    : h(
        'section',
        { class: 'panel match', 'aria-labelledby': 'match-title' },
        h(
          'header',
          { class: 'spread' },
          h('h2', { id: 'match-title' }, 'Match quality'),
          h(
            'ul',
            { class: 'chart-legend' },
            kinds.map(([name, label]) => h('li', {}, legendLine(name), label))
          )
        ),
        overTime(series.points.filter((point) => point.match?.events > 0)),
        h('ul', { class: 'cards' }, known.map(matchCard))
      );
}

function matchCard({ source, destination, match }) {
  const dropped = Object.entries(match.dropped_by_code).slice(0, mostDropped);
  return h(
    'li',
    { class: 'card' },
    h('h3', {}, `${source} \u2192 ${destination}`),
    h('p', { class: 'small soft' }, plural(match.events, 'accepted event')),
    h(
      'dl',
      { class: 'facts' },
      kinds.map(([name, label]) => [h('dt', {}, label), h('dd', {}, share(match, name))])
    ),
    h('p', { class: match.advice ? 'notice small' : 'small soft' }, match.advice ?? 'Nothing stands out.'),
    dropped.length > 0 && h('h4', {}, 'Left out'),
    dropped.map(([code, count]) => h('div', {}, h('p', { class: 'small' }, h('code', {}, code), ` ${plural(count, 'time')}`), advice(code, 'note')))
  );
}

function share(match, name) {
  const part = (match.identifiers[name] ?? 0) / match.events;
  return [
    h('strong', {}, percent(part)),
    svg(
      'svg',
      { class: 'proportion', viewBox: '0 0 100 4', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { class: 'ground', width: 100, height: 4 }),
      svg('rect', { class: `part match-${name}`, width: part * 100, height: 4 })
    )
  ];
}

function overTime(points) {
  if (points.length < 2) {
    return undefined;
  }
  const [from, to] = [new Date(points[0].at), new Date(points.at(-1).at)];
  const x = (point) => (100 * (new Date(point.at) - from)) / (to - from);
  const y = (point, name) => 2 + 36 * (1 - (point.match.identifiers[name] ?? 0) / point.match.events);
  const label = kinds.map(([name, words]) => `${words} ${percent(average(points, name))}`).join(', ');
  return h(
    'div',
    {},
    svg(
      'svg',
      { class: 'match-chart', viewBox: '0 0 100 40', preserveAspectRatio: 'none', role: 'img', 'aria-label': `Share of accepted events with ${label}.` },
      [2, 20, 38].map((at) => svg('line', { class: 'rule', x1: 0, x2: 100, y1: at, y2: at })),
      kinds.map(([name]) =>
        svg('path', {
          class: `match-line match-${name}`,
          d: points.map((point, index) => `${index ? 'L' : 'M'}${x(point).toFixed(2)} ${y(point, name).toFixed(2)}`).join('')
        })
      )
    ),
    h('p', { class: 'small soft' }, 'Share of accepted events that carry each identifier, from none below to all above.')
  );
}

function average(points, name) {
  const sum = (of) => points.reduce((total, point) => total + of(point), 0);
  return sum((point) => point.match.identifiers[name] ?? 0) / sum((point) => point.match.events);
}

function legendLine(name) {
  return svg(
    'svg',
    { class: 'match-swatch', viewBox: '0 0 24 4', 'aria-hidden': 'true' },
    svg('path', { class: `match-line match-${name}`, d: 'M0 2H24' })
  );
}

function percent(part) {
  return `${Math.round(part * 100)}\u202f%`;
}
