// Elements are made, never parsed: whatever an event says stays text.
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

const svgNamespace = 'http://www.w3.org/2000/svg';

export function svg(tag, props, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'value' || name === 'checked' || name === 'max') {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...parts(children));
  return element;
}

function parts(children) {
  return children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);
}

// Puts new content in place without taking the focus or the scroll position away from the person who is reading.
export function redraw(container, ...children) {
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  const scrolled = new Map([...container.querySelectorAll('[data-scroll]')].map((region) => [region.dataset.scroll, region.scrollLeft]));
  container.replaceChildren(...parts(children));
  for (const region of container.querySelectorAll('[data-scroll]')) {
    region.scrollLeft = scrolled.get(region.dataset.scroll) ?? 0;
  }
  if (focused) {
    container.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

export function isReading(container) {
  const selection = document.getSelection();
  return Boolean(selection) && !selection.isCollapsed && container.contains(selection.anchorNode);
}

export function announce(text) {
  const announcer = document.getElementById('announcer');
  if (announcer.textContent !== text) {
    announcer.textContent = text;
  }
}

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

export function copyButton(text, label, look = 'quiet') {
  const button = h('button', { type: 'button', class: look, 'data-focus': `copy-${label}`, onclick: copy }, label);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
      announce('Copied.');
    } catch {
      button.textContent = 'Select and copy it by hand';
    }
  }
  return button;
}

function snippet(text) {
  return h('div', { class: 'snippet' }, h('pre', { tabindex: '0', 'data-focus': 'snippet' }, text), copyButton(text, 'Copy the command', ''));
}

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
