import { announce, h } from './dom.js';

export function copyButton(text, label, look = 'quiet') {
  const button = h('button', { type: 'button', class: look, 'data-focus': `copy-${label}`, onclick: copy }, label);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
      announce('Copied.');
    } catch {
      button.textContent = 'Select and copy it by hand';
    }
  }
  return button;
}

export function snippet(text) {
  return h('div', { class: 'snippet' }, h('pre', { tabindex: '0', 'data-focus': 'snippet' }, text), copyButton(text, 'Copy the command', ''));
}
