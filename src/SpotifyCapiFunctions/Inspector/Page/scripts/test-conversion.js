import { linkTo } from './address.js';
import { get, post, Unreachable } from './api.js';
import { announce, h, redraw } from './dom.js';
import { advice, mark } from './words.js';

const testNames = ['VIEW', 'LEAD', 'SIGN_UP'];
const onTheWay = ['waiting', 'deferred'];
const mayTellLater = ['ok', 'not_in_dataset', 'timeout', 'unavailable', 'rate_limited'];
const longestWay = 5 * 60_000;
const longestCount = 30 * 60_000;
const testShapes = { good: 'check', wait: 'clock', bad: 'cross', note: 'dash' };

// One event of the operator's own, really sent and followed: what ./run test-conversion does, over the same routes.
export function testConversion() {
  let profiles = {};
  const destination = h('select', { id: 'test-destination', onchange: fit });
  const name = h(
    'select',
    { id: 'test-name' },
    testNames.map((one) => h('option', { value: one }, one))
  );
  const email = h('input', { id: 'test-email', type: 'email', autocomplete: 'email', required: true, oninput: need });
  const ip = h('input', { id: 'test-ip', type: 'text', autocomplete: 'off', spellcheck: 'false', oninput: need });
  const button = h('button', { type: 'submit' }, 'Send a test conversion');
  const steps = h('ol', { class: 'steps', 'aria-label': 'Progress of the test conversion' });
  const element = h(
    'form',
    {
      class: 'panel stack',
      'aria-labelledby': 'test-title',
      onsubmit: (event) => {
        event.preventDefault();
        confirmTest(`${name.value} to ${destination.value}`, send);
      }
    },
    h('h2', { id: 'test-title' }, 'Send one of your own'),
    h(
      'p',
      { class: 'soft' },
      'A test conversion with your own e-mail or IP address goes the whole way to Spotify and counts there like any other. A VIEW counts for no revenue.'
    ),
    h(
      'div',
      { class: 'try-fields' },
      h('label', { class: 'field' }, 'Destination of the test', destination),
      h('label', { class: 'field' }, 'Event', name),
      h('label', { class: 'field' }, 'Your e-mail', email),
      h('label', { class: 'field' }, 'Your public IP address', ip)
    ),
    h('div', { class: 'row' }, button),
    steps
  );

  function choices({ destinations, default_destination: usual }) {
    profiles = Object.fromEntries(destinations.map((one) => [one.name, one.profile]));
    redraw(
      destination,
      destinations.map((one) => h('option', { value: one.name, selected: one.name === usual }, one.name))
    );
    fit();
  }

  // The partner API has no views.
  function fit() {
    name.value = profiles[destination.value] === 'PartnerConversions' ? 'LEAD' : 'VIEW';
  }

  function need() {
    email.required = !ip.value.trim();
  }

  async function send() {
    const story = [];
    const say = (place, tone, title, ...text) => {
      story[place] = testStep(tone, title, text);
      redraw(steps, story);
      announce(title);
    };
    button.disabled = true;
    try {
      say(0, 'wait', 'Sending \u2026');
      const before = await get('diagnostics').catch(() => ({ destinations: [] }));
      const id = `test-conversion-${new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15)}`;
      const { results } = await post('events', bodyOf(id), {}, { destination: destination.value });
      if (results[0].status !== 'accepted') {
        say(0, 'bad', `It was ${results[0].status}: ${results[0].reason ?? 'seen before'}`, advice(results[0].reason ?? 'duplicate', 'wait'));
        return;
      }
      say(0, 'good', 'Accepted', h('a', { href: linkTo('events', id) }, id));
      say(1, 'wait', 'On its way to Spotify');
      const found = await followed(id);
      if (found?.outcome !== 'delivered') {
        say(1, 'bad', `It is ${found?.outcome ?? 'waiting'}${found?.reason ? `: ${found.reason}` : ''}`, found?.reason && advice(found.reason, 'wait'));
        return;
      }
      say(1, 'good', 'Delivered', 'Spotify took it.');
      button.disabled = false;
      await counted(before, found.received.at(-1) ?? { destination: destination.value, event_name: name.value }, say);
    } catch (failure) {
      const errors = (failure.problem?.errors ?? []).map((error) => error.message).join(' ');
      say(story.length - 1, 'bad', failure instanceof Unreachable ? 'The app does not answer' : 'It was refused', errors || failure.message);
    } finally {
      button.disabled = false;
    }
  }

  function bodyOf(id) {
    return JSON.stringify({
      event_name: name.value,
      event_id: id,
      event_time: `${new Date().toISOString().slice(0, 19)}Z`,
      action_source: 'WEB',
      content_name: 'Test conversion',
      user: { email: email.value.trim() || undefined, ip_address: ip.value.trim() || undefined }
    });
  }

  async function followed(id) {
    let found;
    for (const end = Date.now() + longestWay; Date.now() < end && element.isConnected; ) {
      await pauseOf(1000);
      // Until its lines are written, there are none; that of its arrival may be the later one.
      found = await get(`deliveries/${id}`).catch(() => found);
      if (found?.received.length > 0 && !onTheWay.includes(found.outcome)) {
        break;
      }
    }
    return found;
  }

  // Spotify tells counts only: it has the event once it counts one more of this name than before.
  async function counted(before, { destination: to, event_name: sent }, say) {
    const of = (answer) => answer?.destinations.find((one) => one.destination === to);
    const count = (one) => (one?.rows ?? []).filter((row) => row.event_name === sent).reduce((sum, row) => sum + (row.received_by_spotify ?? 0), 0);
    const known = count(of(before));
    for (const end = Date.now() + longestCount; Date.now() < end && element.isConnected; await pauseOf(60_000)) {
      const now = of(await get('diagnostics').catch(() => undefined));
      if (count(now) > known) {
        say(2, 'good', 'Seen', `Spotify counts ${count(now)} ${sent} in the last days; before, it was ${known}.`);
        return;
      }
      if (now && !mayTellLater.includes(now.status)) {
        say(2, 'note', 'Spotify\u2019s own figures are not available', now.message);
        return;
      }
      say(2, 'wait', 'Waiting for Spotify\u2019s own figures', 'They lag by some 20 minutes. This page looks once a minute while it is open.');
    }
    say(2, 'bad', 'Not seen after 30 minutes', 'Spotify took it and does not count it: ', h('code', {}, './run doctor'), ' says why.');
  }

  return { element, choices };
}

function pauseOf(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function testStep(tone, title, text) {
  return h(
    'li',
    { class: `step ${tone}` },
    mark(tone, testShapes[tone]),
    h('div', { class: 'stack' }, h('p', {}, h('strong', {}, title)), text.length > 0 && h('div', { class: 'small' }, text))
  );
}

function confirmTest(what, send) {
  const dialog = h(
    'dialog',
    { class: 'ask', 'aria-labelledby': 'confirm-title', onclose: () => dialog.remove() },
    h(
      'div',
      { class: 'stack' },
      h('h2', { id: 'confirm-title' }, `Send a ${what}?`),
      h('p', {}, 'It is a real event with your own data: Spotify counts it like any other, and it cannot be taken back.'),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
        h(
          'button',
          {
            type: 'button',
            class: 'main',
            onclick: () => {
              dialog.close();
              send();
            }
          },
          'Send it'
        )
      )
    )
  );
  document.body.append(dialog);
  dialog.showModal();
}
