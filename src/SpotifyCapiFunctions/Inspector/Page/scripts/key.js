// The function key lives in the tab only. It arrives as ?code= and leaves the address bar, the history and every referrer at once.
const slot = 'inspector.key';
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
    sessionStorage.setItem(slot, key);
  } catch {
    // Storage is switched off: the key lasts until the page is left.
  }
}

export function currentKey() {
  try {
    return sessionStorage.getItem(slot) ?? inMemory;
  } catch {
    return inMemory;
  }
}
