import t from 'tap'
import { takeRows } from '../../../src/shell/tmux/take-rows.js'
import { takeSnapshot } from '../../../src/shell/tmux/take-snapshot.js'
import { tmuxServer } from '../../helpers/tmux-server.js'

t.test('stretches of rows come from the places that were asked for, and move on with what is printed', async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 200, width: 80, height: 10 })
  const lines = (from: number, count: number): string[] => Array.from({ length: count }, (_, line) => `line ${from + line}`)
  pane.write(`${lines(0, 100).join('\r\n')}\r\n`)
  const [serverPid = 0, serverStart = 0] = server.tmux('display-message', '-p', '-t', pane.id, '#{pid} #{start_time}').split(' ').map(Number)
  const address = { socket: server.socket, serverPid, serverStart, pane: pane.id, version: '' }
  const state = takeSnapshot(address, Infinity, text => text)?.state
  if (state === undefined) return t.fail('no snapshot')
  t.same(takeRows(address, state, [0, 40, 80], 3), [lines(0, 3), lines(40, 3), lines(80, 3)])
  t.same(takeRows(address, state, [], 3), [])
  pane.write(`${lines(100, 5).join('\r\n')}\r\n`)
  t.same(takeRows(address, state, [10, 40], 2), [lines(15, 2), lines(45, 2)], 'five lines later')
  server.tmux('clear-history', '-t', pane.id)
  t.equal(takeRows(address, state, [0, 40], 3), undefined, 'gone with the history')
  server.tmux('kill-pane', '-t', pane.id)
  t.equal(takeRows(address, state, [0], 3), undefined, 'gone with the pane')
  pane.close()
})
