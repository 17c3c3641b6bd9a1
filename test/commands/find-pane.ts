import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { findPane } from '../../src/commands/find-pane.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { commandStage } from '../helpers/command-stage.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { untilNow } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('the pane that is asked for, or that carries the ID, or the only one; else it says what to do', here, async t => {
  const { server, pane, environment, id } = commandStage(t)
  t.match(findPane(environment, id, pane.id), { pane: { id: pane.id }, rule: 'you asked for it' })
  t.throws(() => findPane(environment, id, '%99'), { exitCode: 69, message: 'there is no pane %99' })
  t.throws(() => findPane(environment, id, undefined), { exitCode: 69, message: 'there are 2 panes and nothing says which one work is for' })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  t.match(findPane(environment, id, undefined), { pane: { id: pane.id }, rule: 'it carries this session ID' })
  server.tmux('kill-session', '-t', 'keep')
  t.match(findPane(environment, parseSessionId('other'), undefined), { pane: { id: pane.id }, rule: 'it is the only pane there is' })
})

t.test('an owned pane is refused by what the sessions say, whatever the pane says; a provisional owner gives way', here, async t => {
  const { server, pane, environment, id } = commandStage(t)
  await begin(environment, id, { pane: pane.id, provisional: true })
  t.match(findPane(environment, parseSessionId('other'), pane.id), { yielding: { id } })
  await begin(environment, parseSessionId('named'), { pane: pane.id })
  server.tmux('set-option', '-p', '-u', '-t', pane.id, '@claude_session_id')
  t.throws(() => findPane(environment, parseSessionId('other'), pane.id), { exitCode: 69, message: /^pane %\d+ is captured by the live session named/ }, 'why it was chosen is said of a pane that nobody asked for')
})

t.test('without a server, and in a pane whose program has ended, there is none', here, async t => {
  t.throws(() => findPane(inProcess({ HOME: '/h', TMUX_TMPDIR: t.testdir({}) }), parseSessionId('work'), undefined), { exitCode: 69, message: /no tmux server answers/ })
  const { server, environment, id } = commandStage(t)
  server.tmux('set-option', '-g', 'remain-on-exit', 'on')
  const dead = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', 'true')
  untilNow('the pane is dead', () => server.tmux('display-message', '-p', '-t', dead, '#{pane_dead}') === '1')
  t.throws(() => findPane(environment, id, dead), { exitCode: 69, message: /the program in pane %\d+ has ended/ })
})
