import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { paneDied } from '../../src/commands/pane-died.js'
import { UsageError } from '../../src/errors.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { untilNow } from '../helpers/until.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('all that a dead pane shows is captured, what came after a clear too, and the end that follows finds nothing missing', here, async t => {
  for (const clear of ['', '\u001b[H\u001b[2J\u001b[3J']) {
    const { server, environment, id, live, history } = commandStage(t)
    const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'keep', `seq -f 'line %.0f' 1 100; read go; printf '${clear}'; seq -f 'line %.0f' 101 110; read gone`)
    server.tmux('set-option', '-p', '-t', pane, 'remain-on-exit', 'on')
    untilNow('it has printed', () => server.tmux('capture-pane', '-p', '-t', pane).includes('line 100'))
    await begin(environment, id, { pane })
    server.tmux('send-keys', '-t', pane, 'Enter')
    // Of a program that ends at once, tmux now and then never reads the last bytes (3.3a: 1 of 150 on a busy machine).
    untilNow('it has printed more', () => server.tmux('capture-pane', '-p', '-t', pane).includes('line 110'))
    server.tmux('send-keys', '-t', pane, 'Enter')
    untilNow('the pane is dead', () => server.tmux('display-message', '-p', '-t', pane, '#{pane_dead}') === '1')
    const env = { ...environment.env, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},-1` }
    await paneDied({ ...environment, env }, pane)
    t.equal(readMarker(live, id)?.gone, true)
    server.tmux('kill-pane', '-t', pane)
    await end(environment, id)
    const captured = readCaptured(history, 1).lines.filter(line => line.startsWith('line '))
    t.strictSame(captured, lines(1, 110))
    const gaps = existsSync(join(history, 'gaps.jsonl')) ? readFileSync(join(history, 'gaps.jsonl'), 'utf8') : ''
    t.notMatch(gaps, /pane-gone/)
  }
})

t.test('a pane that no session captures, and what is no pane', here, async t => {
  const { environment } = commandStage(t)
  await paneDied({ ...environment, env: { ...environment.env, TMUX: '/none,1,0' } }, '%0')
  await t.rejects(paneDied(environment, '%x'), UsageError)
})
