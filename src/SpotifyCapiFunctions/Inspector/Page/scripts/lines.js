import { h } from './dom.js';
import { number } from './words.js';
import { linkTo } from './route.js';

const columns = [
  ['received', 'Received'],
  ['accepted', 'Accepted', 'minor'],
  ['delivered', 'Delivered'],
  ['waiting', 'Waiting'],
  ['dead', 'Dead'],
  ['rejected', 'Rejected', 'minor'],
  ['ignored', 'Ignored', 'minor'],
  ['duplicate', 'Duplicate', 'minor'],
  ['unstored', 'Not stored', 'minor']
];

export function linesTable(lines) {
  return lines.length === 0
    ? undefined
    : h(
        'section',
        { class: 'panel', 'aria-labelledby': 'lines-title' },
        h('header', {}, h('h2', { id: 'lines-title' }, 'By source and destination')),
        h(
          'div',
          {
            class: 'scroll',
            'data-scroll': 'lines',
            'data-focus': 'lines',
            tabindex: '0',
            role: 'region',
            'aria-labelledby': 'lines-title'
          },
          h(
            'table',
            { class: 'list' },
            h(
              'thead',
              {},
              h(
                'tr',
                {},
                h('th', { scope: 'col' }, 'Way'),
                columns.map(([, label, look]) => h('th', { scope: 'col', class: `number ${look ?? ''}` }, label))
              )
            ),
            h(
              'tbody',
              {},
              lines.map((line) =>
                h(
                  'tr',
                  {},
                  h(
                    'th',
                    { scope: 'row' },
                    h(
                      'a',
                      {
                        href: linkTo('events', '', { source: line.source, destination: line.destination }),
                        'data-focus': `line-${line.source}-${line.destination}`
                      },
                      `${line.source} \u2192 ${line.destination}`
                    )
                  ),
                  columns.map(([name, , look]) =>
                    h('td', { class: `number ${look ?? ''}` }, line[name] ? number(line[name]) : h('span', { class: 'soft' }, '0'))
                  )
                )
              )
            )
          )
        )
      );
}
