/** A session whose files are damaged, or were made so, must not keep other panes from being captured, nor other sessions from being recovered. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { chooseId } from '../../src/commands/choose-id.js'
import { recover } from '../../src/commands/recover.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { sessionOfPane } from '../../src/shell/tmux/session-of-pane.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const id = parseSessionId('well')

const damages: readonly (readonly [name: string, damage: (directory: string) => void])[] = [
  ['no TOML', directory => writeFileSync(join(directory, 'session.toml'), '{{{')],
  ['nested 30,000 deep', directory => writeFileSync(join(directory, 'session.toml'), `a=${'['.repeat(30_000)}`)],
  ['longer than can be', directory => writeFileSync(join(directory, 'session.toml'), `a="${'x'.repeat(1_000_000)}"\n`)],
  ['a FIFO', directory => execFileSync('mkfifo', [join(directory, 'session.toml'), join(directory, '.capture_marker.sick')])],
  ['directories', directory => {
    for (const name of ['session.toml', '.capture_marker.sick']) mkdirSync(join(directory, name))
  }],
]

for (const [name, damage] of damages) {
  t.test(`${name}: the pane beside it is captured as ever`, needs(commandProblem('tmux')), async t => {
    const server = tmuxServer()
    t.teardown(server.stop)
    const pane = server.newPane()
    const environment = inProcess({ ...server.env, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},0`, TMUX_PANE: pane.id })
    const directory = join(environment.paths.sessions, 'sick')
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    damage(directory)
    t.match(chooseId(environment, server.directory, undefined), /^claude-/)
    await begin(environment, id, { pane: pane.id })
    await captureTick(environment, id)
    t.equal(sessionOfPane(environment.paths, environment.env), id)
    const { done } = await recover(environment, { supervisor: false })
    t.ok(done.some(one => one.id === 'sick' && one.did === 'failed'), 'the damage is told')
    t.notOk(done.some(one => one.id !== 'sick' && one.how.includes('sick')), 'and is of that session alone')
  })
}
