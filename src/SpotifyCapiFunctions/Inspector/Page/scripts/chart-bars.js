// From the ground up. Each has a pattern of its own beside its colour.
export const layers = [
  { name: 'delivered', label: 'Delivered' },
  { name: 'retried', label: 'Put off' },
  { name: 'dead', label: 'Dead letters' }
];

const factors = [1, 2, 3, 4, 6, 12, 24];

// Neighbouring slots are added up until a bar is wide enough to be seen.
export function mergeSlots({ bucket_seconds: seconds, points }, most) {
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
export function scaleOf(bars) {
  const highest = Math.max(1, ...bars.map((bar) => Math.max(bar.received, bar.delivered + bar.retried + bar.dead)));
  const size = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 4, 5, 10].map((factor) => factor * size).find((candidate) => candidate >= highest);
}
