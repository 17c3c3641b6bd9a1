import t from 'tap'
import { observePane } from '../../src/commands/observe-pane.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

t.test('without a marker the whole pane is read and what is committed is found in it; a pane that is gone is undefined', needs(commandProblem('tmux')), async t => {
  const { server, pane, print } = commandStage(t)
  print(1, 1_000)
  const [serverPid = 0, serverStart = 0] = server.tmux('display-message', '-p', '#{pid} #{start_time}').split(' ').map(Number)
  const address = { socket: server.socket, serverPid, serverStart, pane: pane.id, version: '' }
  const look = (tail: string[], of = address) => observePane({ address: of, before: undefined, tail: () => tail, pending: () => [], clean: text => text.trimEnd() })
  const tail = Array.from({ length: 100 }, (_, index) => `line ${401 + index}`)
  t.match(look(tail), { alignment: { index: 500, flush: 0 }, snapshot: { from: 0 } })
  t.equal(look(tail)?.alignment.gap, undefined)
  t.match(look([]), { alignment: { index: 0 } })
  t.equal(look(tail, { ...address, pane: '%99' }), undefined)
})
