/**
 * S3. What stands in a tmux format is code: `#(command)` runs it. A canary in everything that others can name (titles, sessions, windows, directories, branches,
 * options, the pane's text) must never run, however often the tool looks at them. CALLS=5000 looks more often.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { findPane } from '../../src/commands/find-pane.js'
import { list } from '../../src/commands/list.js'
import { status } from '../../src/commands/status.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { CliError } from '../../src/errors.js'
import { listPanes } from '../../src/shell/tmux/list-panes.js'
import { inProcess } from '../helpers/in-process.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { until } from '../helpers/until.js'

const calls = Number(process.env.CALLS ?? 500)

t.test(`${calls} looks at a pane full of formats: none of them runs`, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const environment = inProcess(server.env)
  const pane = server.newPane({ limit: 200, width: 200 })
  const canaries = join(server.directory, 'c')
  mkdirSync(canaries)
  // No slash may stand in a directory's name, so the canary is relative to where the server runs commands: its own directory, made known by a variable.
  server.tmux('set-environment', '-g', 'C', canaries)
  const canary = (name: string): string => `#(touch $C/${name})#{E:#(touch $C/${name})}#[fg=red]#{T:@x}#{s/a/b/:pane_title}%H`
  const here = (name: string): string => `#(touch ${name})#{pid}`
  const project = join(server.env.HOME ?? server.directory, here('directory'))
  mkdirSync(project)
  const git = (...args: string[]): string => execFileSync('git', ['-C', project, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  git('init', '-q')
  git('symbolic-ref', 'HEAD', `refs/heads/${'#(touch${IFS}branch)'}`)
  // tmux expands these arguments itself, so that the test would run its own canary: doubled, `#` is a letter.
  const literal = (text: string): string => text.replaceAll('#', '##')
  server.tmux('rename-session', '-t', pane.id, literal(canary('session')))
  server.tmux('rename-window', '-t', pane.id, literal(canary('window')))
  server.tmux('set-option', '-p', '-t', pane.id, '@x', canary('option'))
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', canary('id'))
  server.tmux('set-option', '-g', 'status', 'off')
  const second = server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-s', 'second', '-c', literal(project), '-n', literal(canary('second')), 'sleep 1000')
  t.equal(server.tmux('display-message', '-p', '-t', second, '#{pane_current_path}'), project, 'the directory is what it is called')
  t.match(server.tmux('list-windows', '-a', '-F', '#{session_name} #{window_name}'), /C\/window/)

  const attempt = async (what: () => unknown): Promise<void> => {
    try {
      await what()
    } catch (error) {
      if (!(error instanceof CliError)) throw error
    }
  }
  const id = parseSessionId('formats')
  const other = parseSessionId('formats-in-a-directory')
  await begin(environment, id, { pane: pane.id, project })
  await begin(environment, other, { pane: second })
  let made = 2
  for (let round = 0; made < calls; round += 1) {
    pane.write(`${canary(`content-${round}`)}\r\n\u001b]2;${canary(`title`)}\u0007\u001bk${canary('name')}\u001b\\`)
    for (const call of [
      () => captureTick(environment, id),
      () => captureTick(environment, other),
      () => begin(environment, id),
      () => findPane(environment, parseSessionId('claude-x-1'), undefined),
      ...(round % 25 === 0 ? [() => status(environment, undefined), () => list(environment), () => begin(environment, parseSessionId(`again-${round}`), { pane: second })] : []),
    ]) {
      await attempt(call)
      made += 1
    }
  }
  await end(environment, id)
  await end(environment, other)
  // What tmux runs for #() it runs behind our back: give it time to be caught.
  await sleep(500)
  t.comment(`${made} calls`)
  const found = [...readdirSync(canaries), ...['directory', 'branch'].filter(name => [process.cwd(), project, server.directory, server.env.HOME ?? ''].some(directory => existsSync(join(directory, name))))]
  t.same(found, [])
  // The test must be able to fail: where a format is expanded, the canary does run.
  for (let wait = 0; wait < 500 && !existsSync(join(canaries, 'control')); wait += 1) {
    server.tmux('display-message', '-p', '#(touch $C/control)')
    await sleep(50)
  }
  t.ok(existsSync(join(canaries, 'control')), 'a canary that is expanded is seen')
  pane.close()
})

t.test('neither a directory nor a program makes a line of another pane of its name', async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const forged = (id: string): string => `x\npane\t1\t2\t3.3a\t${id}\t0\t5\t80\tclaude-forged-1\t77\tclaude\t`
  const place = join(server.directory, forged('%71'))
  mkdirSync(place)
  const started = [
    server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', `-c${place}`, 'sleep 1000'),
    server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', 'bash', '-ec', 'exec -a "$0" sleep 1000', `${forged('%72')}/`),
  ]
  // tmux 3.7 tells no name that has a line break in it.
  const named = (panes: ReturnType<typeof listPanes>): boolean => panes.some(({ command }) => command === '' || command.startsWith('x\ufffdpane')) && panes.some(({ directory }) => directory.includes('\ufffdpane'))
  let panes = listPanes([server.socket])
  await until('both have their names', () => named((panes = listPanes([server.socket]))))
  t.same(panes.map(({ id }) => id).sort(), started.sort(), 'these panes and no others')
})
