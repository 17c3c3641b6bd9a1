import t from 'tap'
import { clientsFormat, panesFormat, parsePanes } from '../../../src/core/tmux/parse-panes.js'

const line = (...fields: string[]): string => ['pane', '5', '1763850000', '3.3a', ...fields].join('\t')

t.test('panes are read with the last use of the clients that look at them', async t => {
  const output = `${line('%0', '0', '100', '80', '', '71', 'bash', '/a dir')}\n${line('%1', '1', '101', '90', 'work', '72', 'claude', '/b')}\nclient\t50\t%1\nclient\t70\t%1\nclient\t60\t%1\n`
  t.same(parsePanes('/s', output), [
    { socket: '/s', serverPid: 5, serverStart: 1_763_850_000, version: '3.3a', id: '%0', pid: 71, dead: false, activity: 100, width: 80, sessionId: '', command: 'bash', directory: '/a dir', clientActivity: 0 },
    { socket: '/s', serverPid: 5, serverStart: 1_763_850_000, version: '3.3a', id: '%1', pid: 72, dead: true, activity: 101, width: 90, sessionId: 'work', command: 'claude', directory: '/b', clientActivity: 70 },
  ])
})

t.test('a directory may hold a tab, and its second line makes no pane of its own', async t => {
  const panes = parsePanes('/s', `${line('%0', '0', '1', '80', '', '71', 'bash', '/a\tb\nnot a pane')}\n`)
  t.same(panes.map(({ id, directory }) => [id, directory]), [['%0', '/a\tb']])
})

t.test('what is no pane is left out', async t => {
  for (const output of ['', '\n', 'pane\t1', line('0', '0', '1', '80', '', '71', 'x', '/'), line('%x', '0', '1', '80', '', '71', 'x', '/'), 'client\t1\t%0']) t.same(parsePanes('/s', output), [])
})

t.test('the formats ask for as many fields as are read, and run nothing', async t => {
  t.equal(panesFormat.split('\t').length, 12)
  for (const format of [panesFormat, clientsFormat]) t.notMatch(format, /#\(|#\{[ET]:|%/)
})
