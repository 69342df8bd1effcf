import { h } from './dom.js';
import { snippet } from './copy.js';

export function empty(title, text, ...more) {
  return h('div', { class: 'empty' }, h('h2', {}, title), h('p', {}, text), more);
}

export function loading() {
  return h('p', { class: 'soft loading' }, 'Asking the app \u2026');
}

// What to type when nothing has come in yet. The time is now, because Spotify takes no future and little past.
export function firstEvent() {
  const url = location.origin + location.pathname.replace(/\/inspector(\/page)?\/?$/, '/events');
  const body = JSON.stringify({
    event_name: 'Order Completed',
    event_id: 'order-1001',
    event_time: `${new Date().toISOString().slice(0, 19)}Z`,
    consent: { marketing: true },
    user: { email: 'jane@example.com' },
    value: 49.99,
    currency: 'USD',
    order_id: '1001'
  });
  return snippet(`curl -s '${url}' \\\n  -H "x-functions-key: $KEY" -H 'Content-Type: application/json' \\\n  -d '${body}'`);
}
