import { get } from './api.js';
import { number } from './words.js';

const pause = 15_000;
const most = 1000;
let asked = 0;
let letters = { count: 0, byReason: {}, more: false };

// The dead letters that nobody has replayed yet, whatever view is open: they are the work that is left to do.
export async function refreshOpenLetters() {
  if (Date.now() - asked < pause) {
    return;
  }
  const page = await get('dead-letters', { limit: most });
  asked = Date.now();
  noteLetters(page);
}

export function noteLetters(page) {
  const open = page.dead_letters.filter((letter) => letter.replays === 0);
  const byReason = Map.groupBy(open, (letter) => letter.reason);
  letters = {
    count: open.length,
    byReason: Object.fromEntries([...byReason].map(([reason, members]) => [reason, members.length])),
    more: Boolean(page.next)
  };
  const badge = document.getElementById('dead-count');
  badge.textContent = `${number(letters.count)}${letters.more ? '+' : ''}`;
  badge.hidden = letters.count === 0;
}

export function openLetters() {
  return letters;
}
