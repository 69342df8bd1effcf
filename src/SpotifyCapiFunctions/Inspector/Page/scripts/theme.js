import { h, redraw } from './dom.js';
import { icon } from './icons.js';

const slot = 'inspector.theme';
const themes = { auto: 'half', light: 'sun', dark: 'moon' };

export function startTheme() {
  const button = document.getElementById('theme');
  const apply = (name) => {
    if (name === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = name;
    }
    redraw(button, h('span', { class: 'mark' }, icon(themes[name])), h('span', { class: 'sr' }, `Theme: ${name}. Change`));
    button.title = `Theme: ${name}`;
  };
  const names = Object.keys(themes);
  let current = stored();
  apply(current);
  button.addEventListener('click', () => {
    current = names[(names.indexOf(current) + 1) % names.length];
    store(current);
    apply(current);
  });
}

function stored() {
  try {
    const name = localStorage.getItem(slot);
    return name in themes ? name : 'auto';
  } catch {
    return 'auto';
  }
}

function store(name) {
  try {
    localStorage.setItem(slot, name);
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
  }
}
