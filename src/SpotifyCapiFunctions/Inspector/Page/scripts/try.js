import { get, Locked, post, Unreachable } from './api.js';
import { h, redraw } from './dom.js';
import { sampleOf } from './samples.js';
import { testConversion } from './test-conversion.js';
import { finding } from './trace.js';
import { advice, badge, plural } from './words.js';

// A body, and the outcome that it would have. Nothing is queued and nothing is sent.
export function tryView() {
  let known;
  const test = testConversion();
  const what = h('select', { id: 'try-what', onchange: fill });
  const destination = h('select', { id: 'try-destination' });
  const headers = h('textarea', { id: 'try-headers', rows: '2', spellcheck: 'false', autocomplete: 'off' });
  const body = h('textarea', { id: 'try-body', rows: '22', spellcheck: 'false', autocomplete: 'off', onkeydown: shortcut });
  const result = h('section', { class: 'try-result', 'aria-label': 'Result', role: 'status' }, hint());
  const destinationField = h('label', { class: 'field' }, 'Destination', destination);
  const headersField = h('label', { class: 'field' }, 'Headers', headers);
  const button = h('button', { type: 'submit', class: 'main' }, 'Preview');
  const element = h(
    'div',
    { class: 'view' },
    h(
      'div',
      {},
      h('h1', {}, 'Try it'),
      h(
        'p',
        { class: 'soft' },
        'Paste an event or a webhook and see what Spotify would get, and why each field was left out. Nothing is queued and nothing is sent.'
      )
    ),
    h(
      'div',
      { class: 'try' },
      h(
        'form',
        {
          class: 'panel stack',
          'aria-label': 'Body to try',
          onsubmit: (event) => {
            event.preventDefault();
            run();
          }
        },
        h('div', { class: 'try-fields' }, h('label', { class: 'field' }, 'Arrives as', what), destinationField),
        headersField,
        h('label', { class: 'field' }, 'Body', body),
        h(
          'div',
          { class: 'row' },
          button,
          h('button', { type: 'button', class: 'quiet', onclick: fill }, 'Start over'),
          h('span', { class: 'small soft' }, 'Ctrl + Enter')
        )
      ),
      result
    ),
    test.element
  );

  async function refresh() {
    if (known) {
      // Nothing here changes by itself; this only finds out whether the app is there.
      await get('preview');
      return;
    }
    // Before the answer, which may come when somebody has begun to type.
    if (body.value === '') fill();
    known = await get('preview');
    test.choices(known);
    redraw(
      what,
      h('option', { value: '' }, 'Event (POST /api/events)'),
      known.sources.map((source) => h('option', { value: source.name }, `Webhook of ${source.name} (${source.kind})`))
    );
    redraw(
      destination,
      known.destinations.map((one) =>
        h('option', { value: one.name, selected: one.name === known.default_destination }, `${one.name} (${one.profile})`)
      )
    );
  }

  function fill() {
    const source = chosen();
    const sample = sampleOf(source?.kind);
    destinationField.hidden = Boolean(source);
    headersField.hidden = !source;
    headers.value = sample.headers;
    body.value = sample.body;
    redraw(result, hint());
  }

  function chosen() {
    return known?.sources.find((source) => source.name === what.value);
  }

  function shortcut(press) {
    if (press.key === 'Enter' && (press.ctrlKey || press.metaKey)) {
      press.preventDefault();
      run();
    }
  }

  async function run() {
    button.disabled = true;
    try {
      const source = chosen();
      const query = { redacted: 'true', source: source?.name, destination: source ? undefined : destination.value };
      const preview = await post('preview', body.value, source ? parse(headers.value) : {}, query);
      redraw(
        result,
        h('h2', {}, `${plural(preview.results.length, 'event')}, to ${preview.destination}`),
        preview.results.map((one) => previewResult(one))
      );
    } catch (failure) {
      redraw(result, problem(failure));
      if (failure instanceof Locked) {
        element.dispatchEvent(new CustomEvent('wants-refresh', { bubbles: true }));
      }
    } finally {
      button.disabled = false;
    }
  }

  return { title: 'Try it', element, refresh };
}

function parse(text) {
  const lines = text
    .split('\n')
    .map((line) => line.match(/^\s*([\w-]+)\s*:\s*(.+?)\s*$/))
    .filter(Boolean);
  return Object.fromEntries(lines.map(([, name, value]) => [name, value]));
}

function hint() {
  return h(
    'div',
    { class: 'panel try-hint' },
    h('p', { class: 'soft' }, 'The result appears here: what is kept, what is dropped and why, and the exact request.')
  );
}

function problem(failure) {
  if (failure instanceof Unreachable) {
    return h('p', { class: 'notice bad' }, 'The app does not answer.');
  }
  const errors = failure.problem?.errors ?? [];
  return h(
    'div',
    { class: 'panel stack' },
    h('h2', {}, 'It would be refused as a whole'),
    errors.length === 0 ? h('p', { class: 'notice bad' }, failure.message) : previewResult({ index: 0, status: 'rejected', errors })
  );
}

const labels = { accepted: 'Would be accepted', ignored: 'Would be ignored', rejected: 'Would be rejected' };

function previewResult({ index, event_id: id, status, reason, errors = [], dropped = [], explained, request }) {
  return h(
    'article',
    { class: 'panel stack', 'aria-label': `Event ${index + 1}` },
    h('header', { class: 'spread' }, h('h3', { class: 'code' }, id ?? `Event ${index + 1}`), badge(status, labels[status])),
    reason && h('div', { class: 'stack' }, h('p', {}, 'Reason: ', h('code', {}, reason)), advice(reason, 'wait', 'Ignored events')),
    findings(errors, 'Errors', 'bad'),
    findings(dropped, `${plural(dropped.length, 'field')} dropped`, 'wait'),
    status === 'accepted' && dropped.length === 0 && h('p', { class: 'soft' }, 'Nothing is dropped.'),
    explained && explanation(explained),
    request &&
      h(
        'div',
        { class: 'stack' },
        h('h4', { class: 'small' }, 'Request'),
        h(
          'pre',
          { class: 'block', tabindex: '0' },
          `${request.method} ${request.url}\n`,
          Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\n`),
          '\n',
          jsonView(request.body)
        )
      )
  );
}

// Which rule left it out; or which signal decided the consent, and how the amount came about.
function explanation({ excluded_by: rule, consent, amount }) {
  const consentText = consent && `${consent.verdict}${consent.decided_by ? `, decided by ${consent.decided_by}` : ''}`;
  return h(
    'dl',
    { class: 'facts' },
    rule && [h('dt', {}, 'Left out by rule'), h('dd', {}, h('code', {}, rule))],
    consent && [
      h('dt', {}, 'Consent'),
      h('dd', {}, `${consentText}; ${consent.opt_out_targeting ? 'opted out of targeting' : 'open to targeting'}`)
    ],
    amount && [h('dt', {}, 'Amount'), h('dd', {}, `${amount.steps ?? amount.sent} ${amount.currency}`)]
  );
}

function findings(list, title, tone) {
  return (
    list.length > 0 &&
    h('div', { class: 'stack' }, h('h4', { class: 'small' }, title), h('ul', { class: `findings ${tone}` }, list.map(finding)))
  );
}

// JSON to read: names apart from values, by weight and not by colour alone.
function jsonView(value, depth = 0) {
  const pad = '  '.repeat(depth + 1);
  const end = `\n${'  '.repeat(depth)}`;
  if (Array.isArray(value)) {
    return value.length === 0
      ? ['[]']
      : ['[', value.flatMap((item, index) => [index ? ',\n' : '\n', pad, jsonView(item, depth + 1)]), end, ']'];
  }
  if (value !== null && typeof value === 'object') {
    return [
      '{',
      Object.entries(value).flatMap(([name, item], index) => [
        index ? ',\n' : '\n',
        pad,
        h('span', { class: 'json-name' }, JSON.stringify(name)),
        ': ',
        jsonView(item, depth + 1)
      ]),
      end,
      '}'
    ];
  }
  return [h('span', { class: 'json-value' }, JSON.stringify(value))];
}
