// The function key lives in the tab only. It arrives as ?code= and leaves the address bar, the history and every referrer at once.
const keySlot = 'inspector.key';
let inMemory = '';

export function takeKeyFromAddress() {
  const address = new URL(location.href);
  const code = address.searchParams.get('code');
  if (code !== null) {
    keepKey(code);
    address.searchParams.delete('code');
  }
  // The same page without a key, so that a reload finds it.
  if (!address.pathname.endsWith('/page')) {
    address.pathname = `${address.pathname.replace(/\/$/, '')}/page`;
  }
  if (address.href !== location.href) {
    history.replaceState(history.state, '', address);
  }
}

export function keepKey(key) {
  inMemory = key;
  try {
    sessionStorage.setItem(keySlot, key);
  } catch {
    // Storage is switched off: the key lasts until the page is left.
  }
}

export function currentKey() {
  try {
    return sessionStorage.getItem(keySlot) ?? inMemory;
  } catch {
    return inMemory;
  }
}

// The address after # says what is shown: view, thing, and filters. A link to it shows the same to somebody else.
export function currentRoute() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [view = '', ...rest] = path.split('/');
  return { view: view || 'now', thing: decode(rest.join('/')), query: Object.fromEntries(new URLSearchParams(query)) };
}

export function linkTo(view, thing = '', query = {}) {
  const values = Object.entries(query).filter(([, value]) => value);
  const path = thing ? `${view}/${encodeURIComponent(thing)}` : view;
  return `#/${path}${values.length > 0 ? `?${new URLSearchParams(values)}` : ''}`;
}

// Typing in a filter changes the address, but is no step to go back to.
export function replaceRoute(link) {
  history.replaceState(history.state, '', link);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
