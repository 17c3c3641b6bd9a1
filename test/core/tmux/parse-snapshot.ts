import t from 'tap'
import { paneFormat, parsePaneState, parseSnapshot } from '../../../src/core/tmux/parse-snapshot.js'
import { tokenPaneFormat } from '../../../src/core/tokens/parse-token-pane.js'

const state = (history: number, { alternate = 0, height = 3 } = {}): string => `11 22 %3 0 10 ${height} ${history} 100 ${alternate} 33 3.3a`

t.test('the state is what tmux was asked for, and a pane that does not exist has none', async t => {
  t.same(parsePaneState(state(5)), {
    serverPid: 11, serverStart: 22, pane: '%3', dead: false, width: 10, height: 3, historySize: 5, historyLimit: 100, alternate: false, activity: 33, version: '3.3a',
  })
  t.equal(paneFormat.split(' ').length, 11)
  for (const line of ['', ' '.repeat(10), '11 22 3 0 10 3 5 100 0 33 3.3a', '11 22 %3 0 10']) t.equal(parsePaneState(line), undefined, JSON.stringify(line))
})

t.test('nothing that tmux 3.2 ends itself at is asked of a pane that may be gone', async t => {
  for (const format of [paneFormat, tokenPaneFormat]) t.notMatch(format.replace('#{?pane_id,#{window_activity},}', ''), /window_activity|session_activity|pane_[fb]g/)
})

t.test('rows and joined lines are told apart by their number, whatever they say', async t => {
  const output = `${state(2)}\n${state(9)}\nlong line that wraps\n\n${state(9)}\nlong line \nthat wraps\n\n\n`
  const snapshot = parseSnapshot(output, Infinity, text => text)
  t.equal(snapshot?.from, 0)
  t.same(snapshot?.lines.map(({ text, end }) => [text, end]), [[state(9), 1], ['long line that wraps', 3], ['', 4]].concat([['', 5]]).slice(0, snapshot?.lines.length))
})

t.test('a window begins so many rows above the screen', async t => {
  const snapshot = parseSnapshot(`${state(50)}\na\nb\nc\nd\na\nb\nc\nd\n`, 1, text => text.toUpperCase())
  t.equal(snapshot?.from, 49)
  t.same(snapshot?.lines.map(({ text, end }) => [text, end]), [['A', 50], ['B', 51], ['C', 52], ['D', 53]])
})

t.test('a full-screen program hides the screen, not the history', async t => {
  const lines = parseSnapshot(`${state(1, { alternate: 1 })}\nh\nx\ny\nz\nh\nx\ny\nz\n`, Infinity, text => text)?.lines
  t.same(lines?.map(({ text }) => text), ['h'])
})

t.test('no pane, no snapshot', async t => {
  t.equal(parseSnapshot('          \n\n', Infinity, text => text), undefined)
  t.equal(parseSnapshot('', Infinity, text => text), undefined)
})
