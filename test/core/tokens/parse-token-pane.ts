import t from 'tap'
import { parseTokenPane, tokenFooterLine, tokenPaneFormat, tokenStatusRight } from '../../../src/core/tokens/parse-token-pane.js'

const first = 'pane\t77\t88\t%3\t0\t120\t2000\t#[fg=green]79%#[default]\t79%'

t.test('the state, the clients that look at it, and its text', async t => {
  t.equal(tokenPaneFormat.split('\t').length, first.split('\t').length)
  t.same(parseTokenPane([first, 'client\t%3\t/dev/pts/1', 'client\t%4\t/dev/pts/2', 'client\t%3\t/dev/pts/3', 'text', 'one', 'text', 'client\t%3\t/dev/pts/9', ''].join('\n'), '%3'), {
    serverPid: 77, serverStart: 88, dead: false, historySize: 120, historyLimit: 2_000, long: '#[fg=green]79%#[default]', short: '79%',
    clients: ['/dev/pts/1', '/dev/pts/3'], lines: ['one', 'text', 'client\t%3\t/dev/pts/9', ''],
  })
})

t.test('a pane that does not exist is none', async t => {
  for (const output of ['', '\n', 'pane\t77\t88\t\t\t\t\t\t\n', first.replace('%3', '%4')]) t.equal(parseTokenPane(output, '%3'), undefined)
  t.equal(parseTokenPane(first.replace('%3', ''), ''), undefined)
})

t.test('what is cut off behind the first line is missing, no more', async t => {
  t.match(parseTokenPane(`${first}\n`, '%3'), { clients: [], lines: [] })
  t.match(parseTokenPane(`${first.replace('%3\t0', '%3\t1')}\nclient\t%3\t\ntext\n`, '%3'), { dead: true, clients: [] })
})

t.test('the line for tmux.conf holds the constant in single quotes, apart from what is before it', async t => {
  t.notMatch(tokenStatusRight, /['\n]/)
  t.equal(tokenFooterLine, `set -ag status-right ' ${tokenStatusRight}'`)
})
