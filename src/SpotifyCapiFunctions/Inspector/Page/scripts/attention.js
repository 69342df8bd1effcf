import { linkTo } from './address.js';
import { h } from './dom.js';
import { advice, clockTime, duration, mark, number, plural, stillOpen } from './words.js';

const longWait = 15 * 60;
const reasons = 'What a reason means and what to do';

// What a person should look at, worst first; empty on a good day. Count: events that wait for that person.
export function attentionOf({ totals, queue = {}, destinations = [] }, letters) {
  return [
    ...destinations.filter((one) => one.status !== 'ok').map(stopped),
    ...Object.entries(letters.byReason).map(([reason, count]) => ({
      tone: 'bad',
      shape: 'cross',
      count,
      title: `${plural(count, 'event')} given up: ${reason}`,
      text: advice(reason, 'bad', reasons),
      link: linkTo('dead-letters'),
      linkText: 'Look at the dead letters'
    })),
    letters.more && {
      tone: 'bad',
      shape: 'cross',
      more: true,
      title: `There are more dead letters than the ${number(letters.count)} that are counted here`,
      link: linkTo('dead-letters'),
      linkText: 'Look at the oldest'
    },
    totals.unstored > 0 && {
      tone: 'bad',
      shape: 'alert',
      count: totals.unstored,
      title: `${plural(totals.unstored, 'event')} could not be stored; the sender got 503`,
      text: advice('queue_unavailable', 'bad', 'Errors'),
      link: linkTo('events', '', { outcome: 'unstored' }),
      linkText: 'Show them'
    },
    queue.messages === undefined && {
      tone: 'bad',
      shape: 'alert',
      title: 'The queue does not answer',
      text: advice('queue_unavailable', 'bad', 'Errors')
    },
    queue.poison > 0 && {
      tone: 'bad',
      shape: 'alert',
      title: `${plural(queue.poison, 'message')} in the poison queue`,
      text: advice('poison', 'bad', reasons)
    },
    queue.oldest_age_seconds > longWait && {
      tone: 'wait',
      shape: 'clock',
      title: `The oldest message has waited for ${duration(queue.oldest_age_seconds)}`,
      link: linkTo('events', '', { outcome: stillOpen }),
      linkText: 'Show what waits'
    },
    totals.unaccounted > 0 && {
      tone: 'wait',
      shape: 'alert',
      title: `${plural(totals.unaccounted, 'event')} cannot be accounted for`,
      text: h('p', { class: 'small soft' }, 'Their last figures are missing, most often after a crash. Look for restarts at that time.')
    },
    ...Object.entries(totals.rejected_by_code ?? {}).map(([code, count]) => ({
      tone: 'wait',
      shape: 'alert',
      count,
      title: `${plural(count, 'event')} rejected: ${code}`,
      text: advice(code, 'wait', 'Errors'),
      link: linkTo('events', '', { outcome: 'rejected' }),
      linkText: 'Show them'
    }))
  ].filter(Boolean);
}

export function attentionList(items) {
  return items.length === 0
    ? undefined
    : h(
        'section',
        { class: 'panel', 'aria-labelledby': 'attention-title' },
        h('header', {}, h('h2', { id: 'attention-title' }, 'What needs you')),
        h(
          'ul',
          { class: 'attention' },
          items.map(({ tone, shape, title, text, link, linkText }) =>
            h(
              'li',
              {},
              mark(tone, shape, 20),
              h(
                'div',
                { class: 'stack' },
                h('h3', {}, title),
                text,
                link && h('p', { class: 'small' }, h('a', { href: link, 'data-focus': title }, linkText))
              )
            )
          )
        )
      );
}

function stopped({ name, status, reason, since }) {
  const paused = status === 'paused';
  const how = paused ? 'is paused' : status === 'probing' ? 'is being probed' : 'gets no requests for now: its breaker is open';
  return {
    tone: paused ? 'bad' : 'wait',
    shape: paused ? 'pause' : 'gap',
    title: `${name} ${how}${reason ? `: ${reason}` : ''}${since ? `, since ${clockTime(since)}` : ''}`,
    text: reason && advice(reason, paused ? 'bad' : 'wait', reasons)
  };
}
