import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { parseSessionId } from '../../src/core/session-id.js'
import { lockDirectory } from '../../src/shell/lock-directory.js'
import { readTrouble, writeTrouble } from '../../src/shell/trouble-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('a tick takes what is new, once, in one line of log, and ends the trouble', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  writeTrouble(environment.paths.runtime, id, 'trouble', environment.uid)
  environment.lines.length = 0
  print(101, 300)
  await captureTick(environment, id)
  await captureTick(environment, id)
  t.match(environment.lines, [/^<5>work: captured 200 lines \(\d+-\d+ part 1\) in \d+ ms$/, /^<5>work: nothing new in \d+ ms$/])
  t.strictSame(readCaptured(live, 1).lines, lines(1, readCaptured(live, 1).lines.length))
  t.equal(readTrouble(environment.paths.runtime, id), undefined)
})

t.test('busy is 75, unknown is 64, and a pane that is gone is 69 with its last known text committed', here, async t => {
  const { server, pane, environment, id, live, print } = commandStage(t)
  await t.rejects(captureTick(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no live session none' })
  print(1, 50)
  await begin(environment, id, { pane: pane.id })
  const lock = lockDirectory(live)
  await t.rejects(captureTick(environment, id), { exitCode: 75, message: /another process is at work/ })
  lock?.release()
  server.tmux('kill-pane', '-t', pane.id)
  await t.rejects(captureTick(environment, id), { exitCode: 69, message: 'work: its pane has ended; everything that was seen of it is committed' })
  t.strictSame(readCaptured(live, 1).lines, lines(1, 50))
})
