import { layers } from './chart-bars.js';
import { number } from './words.js';
import { slotTime } from './time.js';

export function reading(bar, span) {
  const parts = layers.map((layer) => `${layer.label.toLowerCase()} ${number(bar[layer.name])}`);
  return `${slotTime(bar.at, span)}: received ${number(bar.received)}, ${parts.join(', ')}`;
}

// The chart for those who cannot see it.
export function summary(bars, span) {
  const sum = (name) => number(bars.reduce((total, bar) => total + bar[name], 0));
  const from = bars.length > 0 ? slotTime(bars[0].at, span) : '';
  return `Events since ${from}: received ${sum('received')}, delivered ${sum('delivered')}, put off ${sum('retried')}, dead letters ${sum('dead')}.`;
}

export function barLength(seconds) {
  if (seconds % 86_400 === 0) {
    return seconds === 86_400 ? 'one day' : `${seconds / 86_400} days`;
  }
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${Math.round(seconds / 60)} min`;
}
