import { get } from './api.js';

const pageSize = 1000;
const mostPages = 5;

// Dead letters, oldest first, page after page. More than a person can look through are told about, not read.
export async function readLetters(query) {
  const letters = [];
  let next;
  let pages = 0;
  do {
    const page = await get('dead-letters', { ...query, limit: pageSize, next });
    letters.push(...page.dead_letters);
    next = page.next;
    pages++;
  } while (next && pages < mostPages);
  return { letters, more: Boolean(next) };
}

export async function isAnyLetter() {
  const { dead_letters: letters, next } = await get('dead-letters', { limit: 1 });
  return letters.length > 0 || Boolean(next);
}
