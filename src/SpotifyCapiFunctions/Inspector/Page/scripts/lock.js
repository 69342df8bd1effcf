import { h } from './dom.js';
import { currentKey, keepKey } from './key.js';

// The app wants a key, and this tab has none that it takes.
export function lockView(unlocked) {
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
          ? 'The app does not take the key of this tab. It may have been renewed.'
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
