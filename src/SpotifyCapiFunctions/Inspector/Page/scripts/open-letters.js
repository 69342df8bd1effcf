import { readLetters } from './letter-pages.js';
import { number } from './words.js';

const pause = 15_000;
const longPause = 60_000;
let asked = 0;
let open = { count: 0, byReason: {}, more: false };

// The dead letters that nobody has replayed yet, whatever view is open: they are the work that is left to do.
export async function refreshOpenLetters() {
  if (Date.now() - asked < (open.more ? longPause : pause)) {
    return;
  }
  noteOpenLetters(await readLetters({ open: true }));
}

export function noteOpenLetters({ letters, more }) {
  const byReason = Map.groupBy(letters, (letter) => letter.reason);
  asked = Date.now();
  open = {
    count: letters.length,
    byReason: Object.fromEntries([...byReason].map(([reason, members]) => [reason, members.length])),
    more
  };
  const badge = document.getElementById('dead-count');
  badge.textContent = `${number(open.count)}${more ? '+' : ''}`;
  badge.hidden = open.count === 0 && !more;
}

export function openLetters() {
  return open;
}
