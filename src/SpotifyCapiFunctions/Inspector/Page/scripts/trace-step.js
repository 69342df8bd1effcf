import { h } from './dom.js';
import { remedy } from './glossary.js';
import { when } from './time.js';
import { mark } from './words.js';

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

export function stepItem({ step, state, at, title, facts = [], findings = [] }) {
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
