import { h, redraw } from './dom.js';
import { plural } from './words.js';

const week = 7 * 86_400_000;
const pause = 10 * 60_000;

// Renewals and orders of staff that were counted as purchases in the last week: most shops do not mean them, and find out late.
export function unmeant(ask) {
  const element = h('section', { class: 'panel stack', 'aria-label': 'Orders of special kinds', hidden: true });
  let asked = 0;

  async function refresh() {
    const now = Date.now();
    if (now - asked < pause) {
      return;
    }
    asked = now;
    try {
      const { totals } = await ask(new Date(now - week), new Date(now));
      show(totals.accepted_by_kind ?? {});
    } catch {
      // The figures of the page say what is wrong.
      asked = 0;
    }
  }

  function show({ renewal = 0, draft_order: drafts = 0 }) {
    element.hidden = renewal + drafts === 0;
    const kinds = [renewal > 0 && plural(renewal, 'subscription renewal'), drafts > 0 && plural(drafts, 'draft order')];
    redraw(
      element,
      h('h2', {}, 'Do you mean to count these?'),
      h('p', {}, `In the last 7 days ${kinds.filter(Boolean).join(' and ')} ${renewal + drafts === 1 ? 'was' : 'were'} counted.`),
      h(
        'p',
        { class: 'small soft' },
        'To leave them out: ',
        renewal > 0 && h('code', {}, 'Sources__<name>__Exclude__renewals__Channel=subscription*'),
        renewal > 0 && drafts > 0 && ' and ',
        drafts > 0 && h('code', {}, 'Sources__<name>__Exclude__drafts__Channel=shopify_draft_order,admin'),
        '.'
      )
    );
  }

  return { element, refresh };
}
