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
