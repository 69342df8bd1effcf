import { showConnection } from './connection.js';
import { deadLettersView } from './dead-letters.js';
import { redraw } from './dom.js';
import { eventsView } from './events.js';
import { takeKeyFromAddress } from './key.js';
import { startLive } from './live.js';
import { lockView } from './lock.js';
import { nowView } from './now.js';
import { refreshOpenLetters } from './open-letters.js';
import { currentRoute } from './route.js';
import { startTheme } from './theme.js';
import { tryView } from './try.js';

const views = { now: nowView, events: eventsView, 'dead-letters': deadLettersView, try: tryView };
const main = document.getElementById('main');
let view;
let name;

function open(made) {
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
    open(views[wanted](route));
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
    open(lockView(follow));
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
