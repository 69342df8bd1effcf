import { announce, h, redraw, svg } from './dom.js';
import { number, slotTime } from './words.js';

const height = 190;
const margin = { top: 12, right: 4, bottom: 24, left: 52 };
const narrowest = 10;

// Events over time: a stack of their outcomes, and a line of those received.
export function drawChart(container, series) {
  const width = Math.max(container.clientWidth, 260);
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const { bars, seconds } = mergeSlots(series, Math.max(8, Math.floor(inner.width / narrowest)));
  const top = scaleOf(bars);
  const step = inner.width / Math.max(bars.length, 1);
  const y = (value) => margin.top + inner.height * (1 - value / top);
  const span = seconds * bars.length;
  const hint = `Each bar is ${barLength(seconds)}. Point at one to read it, or go from one to the next with the arrow keys.`;
  const caption = h('p', { class: 'small soft' }, hint);
  const columns = new Map(bars.map((bar, index) => [bar, column(bar, margin.left + index * step, step, y, show)]));
  const isFocused = container.contains(document.activeElement);

  function show(bar) {
    caption.textContent = bar ? reading(bar, span) : hint;
    columns.forEach((element, other) => element.classList.toggle('read', other === bar));
  }

  function read(bar) {
    show(bar);
    announce(reading(bar, span));
  }

  redraw(
    container,
    svg(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: 'img',
        'aria-label': summary(bars, span),
        class: 'chart',
        tabindex: '0',
        'data-focus': 'chart',
        onkeydown: barKeys(bars, read),
        onblur: () => show()
      },
      patterns(),
      [0, top / 2, top].map((value) => rule(value, y(value), width)),
      [...columns.values()],
      svg('path', { class: 'incoming', d: line(bars, step, y) }),
      timeLabels(bars, step, span)
    ),
    caption
  );
  if (isFocused) {
    show(barAtPlace(bars));
  }
}

function patterns() {
  return svg(
    'defs',
    {},
    svg(
      'pattern',
      { id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      svg('rect', { width: 5, height: 5, class: 'ground' }),
      svg('rect', { width: 2.4, height: 5, class: 'figure' })
    )
  );
}

function rule(value, at, width) {
  return [
    svg('line', { class: 'rule', x1: margin.left, x2: width - margin.right, y1: at, y2: at }),
    svg('text', { class: 'tick', x: margin.left - 8, y: at + 4, 'text-anchor': 'end' }, Number.isInteger(value) ? number(value) : '')
  ];
}

function column(bar, x, step, y, show) {
  let below = 0;
  const stack = layers
    .filter((layer) => bar[layer.name] > 0)
    .map((layer) => {
      const [from, to] = [y(below), y((below += bar[layer.name]))];
      return svg('rect', {
        class: `bar ${layer.name}`,
        x: x + step * 0.12,
        y: to,
        width: step * 0.76,
        height: Math.max(1.5, from - to)
      });
    });
  return svg(
    'g',
    { class: 'column', onpointerenter: () => show(bar), onpointerleave: () => show() },
    svg('rect', { class: 'target', x, y: margin.top, width: step, height: height - margin.top - margin.bottom }),
    stack
  );
}

// Steps, because what came in within a bar came in somewhere within it.
function line(bars, step, y) {
  return bars
    .map(
      (bar, index) => `${index ? 'V' : `M${margin.left} `}${y(bar.received).toFixed(1)}H${(margin.left + (index + 1) * step).toFixed(1)}`
    )
    .join('');
}

function timeLabels(bars, step, span) {
  const every = Math.max(1, Math.ceil((span > 172_800 ? 110 : 70) / step));
  return bars.map((bar, index) =>
    (index % every === 0 && index + every * 0.7 < bars.length) || index === 0
      ? svg('text', { class: 'tick', x: margin.left + index * step, y: height - 6 }, slotTime(bar.at, span))
      : undefined
  );
}

// From the ground up. Each has a pattern of its own beside its colour.
export const layers = [
  { name: 'delivered', label: 'Delivered' },
  { name: 'retried', label: 'Deferred' },
  { name: 'dead', label: 'Dead letters' }
];

const factors = [1, 2, 3, 4, 6, 12, 24];

// Neighbouring slots are added up until a bar is wide enough to be seen.
function mergeSlots({ bucket_seconds: seconds, points }, most) {
  const least = Math.max(1, points.length / most);
  const factor = factors.find((candidate) => candidate >= least) ?? Math.ceil(least);
  const bars = [];
  for (let start = 0; start < points.length; start += factor) {
    const group = points.slice(start, start + factor);
    const sum = (name) => group.reduce((total, point) => total + (point[name] ?? 0), 0);
    bars.push({ at: group[0].at, received: sum('received'), delivered: sum('delivered'), retried: sum('retried'), dead: sum('dead') });
  }
  return { bars, seconds: seconds * factor };
}

// The end of the scale: the next of 1, 2, 4, 5, 10, 20, 40 ... above everything.
function scaleOf(bars) {
  const highest = Math.max(1, ...bars.map((bar) => Math.max(bar.received, bar.delivered + bar.retried + bar.dead)));
  const size = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 4, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= highest);
}

// The time of the bar that was read last, so that a chart that is drawn anew stays at it.
let place;

function barAtPlace(bars) {
  return bars.find((bar) => bar.at === place);
}

// Left and right go from bar to bar, Home and End to the ends.
function barKeys(bars, show) {
  return (press) => {
    const at = bars.findIndex((bar) => bar.at === place);
    const before = at < 0 ? bars.length - 1 : at - 1;
    const bar = bars[{ ArrowRight: at + 1, ArrowLeft: before, Home: 0, End: bars.length - 1 }[press.key]];
    if (bar) {
      press.preventDefault();
      place = bar.at;
      show(bar);
    }
  };
}

function reading(bar, span) {
  const parts = layers.map((layer) => `${layer.label.toLowerCase()} ${number(bar[layer.name])}`);
  return `${slotTime(bar.at, span)}: received ${number(bar.received)}, ${parts.join(', ')}`;
}

// The chart for those who cannot see it.
function summary(bars, span) {
  const sum = (name) => number(bars.reduce((total, bar) => total + bar[name], 0));
  const from = bars.length > 0 ? slotTime(bars[0].at, span) : '';
  return `Events since ${from}: received ${sum('received')}, delivered ${sum('delivered')}, deferred ${sum('retried')}, dead letters ${sum('dead')}.`;
}

function barLength(seconds) {
  if (seconds % 86_400 === 0) {
    return seconds === 86_400 ? 'one day' : `${seconds / 86_400} days`;
  }
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${Math.round(seconds / 60)} min`;
}
