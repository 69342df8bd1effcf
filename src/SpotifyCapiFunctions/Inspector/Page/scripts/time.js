import { h } from './dom.js';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const short = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

export function clockTime(moment) {
  return clock.format(new Date(moment));
}

export function slotTime(moment, spanSeconds) {
  const date = new Date(moment);
  return spanSeconds > 86_400 * 2 ? `${day.format(date)} ${short.format(date)}` : short.format(date);
}

// Local time to read; the exact UTC moment when it is pointed at.
export function when(iso) {
  if (!iso) {
    return h('span', { class: 'soft' }, 'unknown');
  }
  const date = new Date(iso);
  const today = new Date().toDateString() === date.toDateString();
  return h(
    'time',
    { datetime: iso, title: `${date.toISOString()} (UTC)`, class: 'nowrap' },
    today ? clock.format(date) : `${day.format(date)}, ${short.format(date)}`
  );
}

export function duration(seconds) {
  const units = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's']
  ];
  const [size, unit] = units.find(([size]) => seconds >= size) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${unit}`;
}

export function milliseconds(value) {
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${Math.round(value)} ms`;
}
