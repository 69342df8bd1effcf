import { h } from './dom.js';
import { mark, number, plural } from './words.js';

const shapes = { bad: 'cross', wait: 'alert', good: 'check', note: 'dots' };

// The answer in one sentence, before any figure.
export function verdict(totals, items) {
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
  const putOff = retried > 0 ? ` ${plural(retried, 'time', 'times')} put off and tried again.` : '';
  return `${plural(received, 'event')} received, ${number(accepted)} accepted, ${number(delivered)} delivered.${putOff}`;
}
