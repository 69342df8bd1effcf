import { currentRoute, linkTo } from './address.js';
import { get, Refused } from './api.js';
import { copyButton, h, isReading, redraw } from './dom.js';
import { badge, mark, remedy, when } from './words.js';

// Each look reads the logs of the event's time again.
const tracePause = 15_000;
const unfinished = ['waiting', 'deferred'];

// The drawer with everything that happened to one event. Its address is the event's, so that a link to it can be passed on.
// Row: what the list knows about the event that was chosen; the same id may stand for others.
export function openTrace(queryOf, rowOf) {
  let id = '';
  let shown = '';
  let before;
  let asked = 0;
  let listed = '';
  let final = false;
  const body = h('div', { class: 'trace-body' });
  const element = h(
    'dialog',
    { class: 'trace', 'aria-labelledby': 'trace-title', oncancel: close, onclose: () => id && close(), onclick: outside },
    body
  );

  function show(eventId) {
    if (eventId !== id) {
      [asked, listed, final] = [0, '', false];
    }
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
    const row = id ? rowOf(id) : undefined;
    const news = JSON.stringify([row?.key, row?.outcome, row?.attempts]);
    if (!id || isReading(body) || (news === listed && (final || Date.now() - asked < tracePause))) {
      return;
    }
    const wanted = id;
    const way = wayOf(row, queryOf());

    // Noted before the answer is there: the list's own look, which may fall in between, must not ask the same again.
    [asked, listed, final] = [Date.now(), news, false];
    const found = await findDelivery(wanted, way).catch((failure) => {
      listed = '';
      throw failure;
    });
    if (wanted !== id) {
      return;
    }
    final = Boolean(found.outcome) && !unfinished.includes(found.outcome);
    const text = JSON.stringify(found);
    if (text === shown) {
      return;
    }
    shown = text;
    redraw(body, head(found), found.steps ? [story(found), traceActions(found, way)] : h('p', { class: 'notice' }, found.message));
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

// One id may stand for events of several names and destinations. A replay and a duplicate have a story that began before them.
function wayOf(row, { destination, event_name: name }) {
  return row
    ? {
        destination: row.destination,
        event_name: row.event_name ?? row.source_event_name,
        from: row.replayed || row.outcome === 'duplicate' ? undefined : row.at
      }
    : { destination, event_name: name };
}

async function findDelivery(id, way) {
  try {
    return await get(`deliveries/${encodeURIComponent(id)}`, way);
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

function traceActions(found, { destination, event_name: name }) {
  const address = location.href.replace(/#.*/, linkTo('events', currentRoute().thing, { destination, event_name: name }));
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

const names = {
  received: 'Received',
  validated: 'Validated',
  mapped: 'Mapped',
  identified: 'Identified',
  consent: 'Consent',
  addressed: 'Addressed',
  attempt: 'Attempt',
  outcome: 'Outcome'
};
const looks = {
  done: ['good', 'check', 'done'],
  warning: ['wait', 'alert', 'with a warning'],
  failed: ['bad', 'cross', 'failed'],
  waiting: ['wait', 'clock', 'waiting']
};

function stepItem({ step, state, at, title, facts = [], findings = [] }) {
  const [tone, shape, word] = looks[state] ?? ['note', 'dot', state];
  return h(
    'li',
    { class: `step ${tone}` },
    mark(tone, shape),
    h(
      'div',
      { class: 'stack' },
      h(
        'p',
        { class: 'step-head' },
        h('span', { class: 'step-name' }, names[step] ?? step, h('span', { class: 'sr' }, `, ${word}: `)),
        at && h('span', { class: 'small soft' }, when(at))
      ),
      h('h3', {}, title),
      facts.length > 0 &&
        h(
          'dl',
          { class: 'facts' },
          facts.map(({ name, value }) => [h('dt', {}, name), h('dd', { class: 'code' }, value)])
        ),
      findings.length > 0 && h('ul', { class: 'findings' }, findings.map(finding))
    )
  );
}

// One field that was left out, or is wrong: which, why, and what to do about it.
export function finding({ field, code, message }) {
  const todo = remedy(code);
  return h(
    'li',
    {},
    h('p', {}, field && h('strong', { class: 'code' }, field), ' ', h('code', { class: 'small soft' }, code)),
    h('p', { class: 'small' }, message),
    todo && h('p', { class: 'small soft' }, h('strong', {}, 'Do: '), todo)
  );
}
