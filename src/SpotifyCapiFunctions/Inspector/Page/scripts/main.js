import { currentKey, currentRoute, keepKey, takeKeyFromAddress } from './address.js';
import { deadLettersView } from './dead-letters.js';
import { h, icon, redraw } from './dom.js';
import { eventsView } from './events.js';
import { refreshOpenLetters } from './letters.js';
import { showConnection, startLive } from './live.js';
import { nowView } from './now.js';
import { tryView } from './try.js';

const themeSlot = 'inspector.theme';
const themes = { auto: 'half', light: 'sun', dark: 'moon' };

function startTheme() {
  const button = document.getElementById('theme');
  const apply = (name) => {
    if (name === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = name;
    }
    redraw(button, h('span', { class: 'mark' }, icon(themes[name])), h('span', { class: 'sr' }, `Theme: ${name}. Change`));
    button.title = `Theme: ${name}`;
  };
  const names = Object.keys(themes);
  let current = stored();
  apply(current);
  button.addEventListener('click', () => {
    current = names[(names.indexOf(current) + 1) % names.length];
    store(current);
    apply(current);
  });
}

function stored() {
  try {
    const name = localStorage.getItem(themeSlot);
    return name in themes ? name : 'auto';
  } catch {
    return 'auto';
  }
}

function store(name) {
  try {
    localStorage.setItem(themeSlot, name);
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
  }
}

// The app wants a key, and this tab has none that it takes.
function lockView(unlocked) {
  const field = h('input', { type: 'password', id: 'key', autocomplete: 'off', required: true, spellcheck: 'false' });
  const had = currentKey() !== '';
  return {
    title: 'Function key',
    element: h(
      'form',
      {
        class: 'panel lock stack',
        onsubmit: (event) => {
          event.preventDefault();
          keepKey(field.value.trim());
          unlocked();
        }
      },
      h('h1', {}, 'Function key'),
      h(
        'p',
        { class: 'soft' },
        had
          ? 'The app does not accept this tab\u2019s key. It may have been renewed.'
          : 'The app asks for a function key. It stays in this tab and goes nowhere but to the app.'
      ),
      h('label', { class: 'field' }, 'Key', field),
      h('p', { class: 'small soft' }, 'Azure portal: the function app, App keys, or ', h('code', {}, 'az functionapp keys list'), '.'),
      h('div', {}, h('button', { type: 'submit', class: 'main' }, 'Open'))
    ),
    refresh: async () => {},
    focus: () => field.focus()
  };
}

const views = { now: nowView, events: eventsView, 'dead-letters': deadLettersView, try: tryView };
const main = document.getElementById('main');
let view;
let name;

function openView(made) {
  view?.leave?.();
  view = made;
  document.title = `${view.title} \u00b7 Inspector`;
  redraw(main, view.element);
}

function follow() {
  const route = currentRoute();
  const wanted = route.view in views ? route.view : 'now';
  // A filter or a drawer within the view is the view's own business.
  if (wanted !== name || (wanted === 'dead-letters' && route.thing)) {
    name = wanted;
    openView(views[wanted](route));
    for (const link of document.querySelectorAll('.views a')) {
      link.toggleAttribute('aria-current', false);
      if (link.hash === `#/${wanted}`) {
        link.setAttribute('aria-current', 'page');
      }
    }
    scrollTo(0, 0);
  }
  view.routed?.(route);
  run();
}

async function refresh() {
  await refreshOpenLetters();
  await view.refresh();
}

function connection(state) {
  showConnection(state, run);
  if (state.kind === 'locked' && name !== 'lock') {
    name = 'lock';
    openView(lockView(follow));
    view.focus();
  }
}

takeKeyFromAddress();
startTheme();
const run = startLive(refresh, connection);
addEventListener('hashchange', () => {
  const before = name;
  follow();
  if (before !== name) {
    main.focus();
  }
});
main.addEventListener('wants-refresh', run);
follow();
