import { h } from './dom.js';
import { outcomes, stateOf } from './words.js';

const typingPause = 350;

export const spans = {
  '1h': ['Last hour', 3600],
  '24h': ['Last 24 hours', 86_400],
  '7d': ['Last 7 days', 604_800],
  '31d': ['Last 31 days', 2_678_400]
};

// The row of filters over the events. Tells about a change once typing stops.
export function filterBar(values, changed) {
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(now, typingPause);
  };
  const now = () => {
    clearTimeout(timer);
    changed(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()])));
  };
  const text = (name, label, hint) =>
    h(
      'label',
      { class: `field ${name}` },
      label,
      h('input', {
        type: 'search',
        name,
        value: values[name] ?? '',
        placeholder: hint,
        autocomplete: 'off',
        spellcheck: 'false',
        oninput: later
      })
    );
  const choice = (name, label, options) =>
    h(
      'label',
      { class: 'field' },
      label,
      h(
        'select',
        { name, onchange: now },
        options.map(([value, shown]) => h('option', { value, selected: (values[name] ?? '') === value }, shown))
      )
    );
  const form = h(
    'form',
    {
      class: 'filters',
      role: 'search',
      'aria-label': 'Events',
      onsubmit: (event) => {
        event.preventDefault();
        now();
      }
    },
    text('event_id', 'Event id', 'order-1001'),
    text('event_name', 'Name', 'PURCHASE'),
    text('source', 'Source', 'any'),
    text('destination', 'Destination', 'any'),
    choice('outcome', 'Outcome', [['', 'Any'], ...outcomes.map((name) => [name, stateOf(name).label])]),
    choice(
      'span',
      'Time',
      Object.entries(spans).map(([name, [label]]) => [name === '7d' ? '' : name, label])
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        onclick: () => {
          clear(form);
          now();
        }
      },
      'Clear'
    )
  );
  return form;
}

function clear(form) {
  for (const field of form.elements) {
    if (field.name) {
      field.value = '';
    }
  }
}
