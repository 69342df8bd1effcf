import { h } from './dom.js';
import { advice } from './glossary.js';
import { jsonView } from './json-view.js';
import { finding } from './trace-step.js';
import { badge, plural } from './words.js';

const labels = { accepted: 'Would be accepted', ignored: 'Would be ignored', rejected: 'Would be rejected' };

export function previewResult({ index, event_id: id, status, reason, errors = [], dropped = [], request }) {
  return h(
    'article',
    { class: 'panel stack', 'aria-label': `Event ${index + 1}` },
    h('header', { class: 'spread' }, h('h3', { class: 'code' }, id ?? `Event ${index + 1}`), badge(status, labels[status])),
    reason && h('div', { class: 'stack' }, h('p', {}, 'Reason: ', h('code', {}, reason)), advice(reason, 'wait', 'Ignored events')),
    findings(errors, 'Errors', 'bad'),
    findings(dropped, `${plural(dropped.length, 'field')} dropped`, 'wait'),
    status === 'accepted' && dropped.length === 0 && h('p', { class: 'soft' }, 'Nothing is dropped.'),
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

function findings(list, title, tone) {
  return (
    list.length > 0 &&
    h('div', { class: 'stack' }, h('h4', { class: 'small' }, title), h('ul', { class: `findings ${tone}` }, list.map(finding)))
  );
}
