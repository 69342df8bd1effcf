import { svg } from './dom.js';

// Every state has a shape of its own, so that it can be told without its colour.
const paths = {
  check: 'M3 8.5l3.2 3.2L13 5',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5.2V8l2 1.4',
  again: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.6h-2.6',
  cross: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2.5L14.3 13H1.7zM8 6.6v2.8M8 11.4v.1',
  dash: 'M3.5 8h9',
  twin: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  gap: 'M2 8h3.5M10.5 8H14M6 10.5l4-5',
  dots: 'M3.5 8v.1M8 8v.1M12.5 8v.1',
  dot: 'M8 8v.1',
  away: 'M2.5 2.5l11 11M5 6.5a5 5 0 0 0-.5 6h7M7 4a5 5 0 0 1 5 4 2.5 2.5 0 0 1 1.5 3',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7',
  moon: 'M13 9.8A5.5 5.5 0 0 1 6.2 3a5.5 5.5 0 1 0 6.8 6.8z',
  half: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11'
};

export function icon(name, size = 16) {
  return svg('svg', { viewBox: '0 0 16 16', width: size, height: size, 'aria-hidden': 'true' }, svg('path', { d: paths[name] }));
}
