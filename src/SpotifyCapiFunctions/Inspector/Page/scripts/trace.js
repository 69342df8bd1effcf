import { Refused, get } from './api.js';
import { copyButton } from './copy.js';
import { h, isReading, redraw } from './dom.js';
import { currentRoute, linkTo } from './route.js';
import { stepItem } from './trace-step.js';
import { badge } from './words.js';

// The drawer with everything that happened to one event. Its address is the event's, so that a link to it can be passed on.
export function openTrace(queryOf) {
  let id = '';
  let shown = '';
  let before;
  const body = h('div', { class: 'trace-body' });
  const element = h(
    'dialog',
    { class: 'trace', 'aria-labelledby': 'trace-title', oncancel: close, onclose: () => id && close(), onclick: outside },
    body
  );

  function show(eventId) {
    id = eventId;
    if (!id) {
      element.close();
      document.querySelector(`[data-focus="${CSS.escape(before ?? '')}"]`)?.focus();
      return;
    }
    shown = '';
    if (!element.open) {
      // The row itself may be drawn anew while the drawer is open.
      before = document.activeElement.dataset.focus;
      redraw(body, head(), h('p', { class: 'soft' }, 'Looking it up \u2026'));
      element.showModal();
    }
  }

  async function refresh() {
    if (!id) {
      return;
    }
    const wanted = id;
    const found = await find(wanted);
    const text = JSON.stringify(found);
    if (wanted !== id || text === shown || isReading(body)) {
      return;
    }
    shown = text;
    redraw(body, head(found), found.steps ? [story(found), actions(found)] : h('p', { class: 'notice' }, found.message));
  }

  function head(found) {
    return h(
      'header',
      {},
      h(
        'div',
        { class: 'spread' },
        h('h2', { id: 'trace-title', class: 'code' }, id),
        h('button', { type: 'button', class: 'quiet', 'data-focus': 'close', onclick: close }, 'Close')
      ),
      found?.outcome && h('p', { class: 'row' }, badge(found.outcome), found.reason && h('code', { class: 'small' }, found.reason))
    );
  }

  function close(event) {
    event?.preventDefault();
    location.hash = linkTo('events', '', queryOf());
  }

  function outside(click) {
    if (click.target === element) {
      close();
    }
  }

  return { element, show, refresh };
}

async function find(id) {
  try {
    return await get(`deliveries/${encodeURIComponent(id)}`);
  } catch (failure) {
    if (failure instanceof Refused && failure.status === 404) {
      return { message: failure.message };
    }
    throw failure;
  }
}

function story(found) {
  return h('ol', { class: 'steps' }, found.steps.map(stepItem));
}

function actions(found) {
  const address = location.href.replace(/#.*/, linkTo('events', currentRoute().thing));
  return h(
    'footer',
    { class: 'row' },
    found.dead_letter &&
      h(
        'a',
        { class: 'button main', href: linkTo('dead-letters', found.dead_letter.id), 'data-focus': 'replay' },
        found.dead_letter.replays > 0 ? 'Replay it again' : 'Replay it'
      ),
    copyButton(address, 'Copy link'),
    copyButton(found.event_id, 'Copy id')
  );
}
