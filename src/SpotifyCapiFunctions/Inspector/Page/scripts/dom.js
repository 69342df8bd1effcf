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
