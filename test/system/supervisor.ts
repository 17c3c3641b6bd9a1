/**
 * `claude-session run ID`, the embedded supervisor, as the real command: no user manager can be reached here.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { historyDirectory, resolvePaths, sessionDirectory } from '../../src/core/paths.js'
import type { ManifestEntry } from '../../src/core/session/manifest.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { describeFile } from '../../src/shell/files/describe-file.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { repository, run as runHere, type Ran } from '../helpers/fresh-home.js'
import { compare, printer, readCaptured, type Printer } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer, type ShownPane, type TmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const cli = join(repository, 'dist/claude-session.cjs')
const id = parseSessionId('work')

interface Supervisor {
  readonly child: ChildProcess
  readonly log: () => string
  readonly exit: Promise<number | null>
}

interface Stage {
  readonly server: TmuxServer
  readonly pane: ShownPane
  readonly printed: Printer
  readonly live: string
  readonly history: string
  readonly command: (...args: string[]) => Ran
  readonly supervise: () => Promise<Supervisor>
  readonly captured: (total: number) => Promise<void>
  readonly ended: () => void
}

const stage = (t: Test): Stage => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 50_000 })
  // Of two panes: the one that carries the ID.
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  const paths = resolvePaths(server.env)
  const live = sessionDirectory(paths, id)
  const history = historyDirectory(paths, id)
  const printed = printer(seeded(7))
  // A pane that shows nothing gives nothing to hold on to; a prompt would be there.
  pane.write(printed.lines(1))
  const supervise = async (): Promise<Supervisor> => {
    const child = spawn(process.execPath, [cli, 'run', id, '--every', '0.5'], { env: server.env, stdio: ['ignore', 'ignore', 'pipe'] })
    t.teardown(() => child.kill('SIGKILL'))
    let log = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text))
    const exit = once(child, 'exit').then(([code]) => code as number | null)
    await until('the supervisor says that it is at work', () => log.includes('the embedded supervisor captures') || child.exitCode !== null)
    return { child, log: () => log, exit }
  }
  return {
    server,
    pane,
    printed,
    live,
    history,
    command: (...args) => runHere(process.execPath, [cli, ...args], server.env),
    supervise,
    captured: async total => until(`${total} lines are captured`, () => (readMarker(live, id)?.total ?? 0) >= total),
    ended: () => {
      t.ok(existsSync(`${history}/MANIFEST.json`), 'the session ended whole')
      t.notOk(existsSync(live))
      t.match(compare(printed.all, history), { lost: 0, unmarked: [], repeated: [], disordered: [], between: [] })
    },
  }
}

t.test('run begins, ticks at its period, and ends the session whole at SIGTERM', here, async t => {
  const { pane, printed, supervise, captured, command, ended } = stage(t)
  const { child, log, exit } = await supervise()
  t.match(command('status', '--json'), { code: 0, out: /"supervisor": "embedded supervisor"/ })
  pane.write(printed.lines(500))
  await captured(450)
  pane.write(printed.lines(500))
  await captured(900)
  pane.write(printed.lines(300))
  child.kill('SIGTERM')
  t.equal(await exit, 0, log())
  ended()
  t.match(log(), /work: begins in pane[^]*the embedded supervisor captures every 0\.5 s[^]*captured[^]*work: ended; /)
})

t.test('killed -9 and started again it resumes: nothing lost, nothing repeated', here, async t => {
  const { pane, printed, supervise, captured, ended } = stage(t)
  for (let round = 1; round <= 4; round += 1) {
    const { child, exit, log } = await supervise()
    if (round > 1) t.match(log(), /work: goes on in pane/)
    pane.write(printed.lines(700))
    if (round % 2 === 0) await captured(round * 600)
    child.kill('SIGKILL')
    await exit
    pane.write(printed.lines(50))
  }
  const { child, exit } = await supervise()
  child.kill('SIGINT')
  t.equal(await exit, 0)
  ended()
})

t.test('a second supervisor of the same session exits 75 and leaves the first alone', here, async t => {
  const { supervise, command, ended, live } = stage(t)
  const { child, exit } = await supervise()
  const second = command('run', id)
  t.match(second, { code: 75, err: /another process is at work on .*\/work\. Try again in a moment/ })
  t.ok(existsSync(live))
  child.kill('SIGTERM')
  t.equal(await exit, 0)
  ended()
})

t.test('`end` from outside makes it leave, with nothing more to do', here, async t => {
  const { pane, printed, supervise, command, ended } = stage(t)
  const { exit, log } = await supervise()
  pane.write(printed.lines(400))
  t.match(command('end', id), { code: 0, err: /work: ended; / })
  t.equal(await exit, 0)
  t.match(log(), /work: was ended or renamed; the supervisor leaves/)
  ended()
})

t.test('a killed pane ends it, with what was seen and a gap', here, async t => {
  const { server, pane, printed, supervise, captured, history } = stage(t)
  const { exit, log } = await supervise()
  pane.write(printed.lines(400))
  await captured(350)
  server.tmux('kill-pane', '-t', pane.id)
  t.equal(await exit, 0, log())
  t.match(compare(printed.all, history), { lost: 0, unmarked: [], repeated: [], disordered: [], gaps: { 'pane-gone': 1 } })
  t.equal(readSession(history)?.endReason, 'pane-gone')
})

t.test('`start` in a pane without a user manager falls back to it: the ID alone on standard output, the rest said on stderr', here, async t => {
  const { server, command, history } = stage(t)
  const home = server.env.HOME ?? ''
  const shell = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'keep', '-c', home, 'bash --norc --noprofile')
  const typed = async (line: string): Promise<void> => {
    server.tmux('send-keys', '-t', shell, `${line}; echo $? >code.new; mv code.new code`, 'Enter')
    await until(`"${line}" is done`, () => existsSync(join(home, 'code')))
  }
  const said = (name: string): string => readFileSync(join(home, name), 'utf8')
  await typed(`${process.execPath} ${cli} start --id mine >out 2>err`)
  t.equal(said('code'), '0\n', said('err'))
  t.equal(said('out'), 'mine\n')
  t.match(said('err'), /no user manager with our units can be reached; the embedded supervisor runs the ticks instead \(claude-session run --help/)
  await until('the supervisor is at work', () => command('status', 'mine').out.includes('embedded supervisor'))
  t.match(command('start', '--id', 'other', '--pane', shell), { code: 69, out: '', err: /is captured by the live session mine/ })
  t.match(command('start', '--pane', shell), { code: 75, out: '', err: /is captured already, by session mine/ })
  rmSync(join(home, 'code'))
  await typed('seq -f "%.0f numbered" 1 200')
  t.match(command('end', 'mine'), { code: 0, out: '' })
  const mine = history.replace(/work$/, 'mine')
  const shown = readCaptured(mine, 1).lines.filter(line => line.endsWith(' numbered'))
  t.strictSame(shown, Array.from({ length: 200 }, (_, index) => `${index + 1} numbered`))
  t.match(command('status', 'mine'), { code: 0, out: /^mine \(ended\)/ })
  await until('the supervisor has left', () => readFileSync(join(mine, 'supervisor.log'), 'utf8').includes('the supervisor leaves'))
  const { files } = JSON.parse(readFileSync(join(mine, 'MANIFEST.json'), 'utf8')) as { files: ManifestEntry[] }
  t.strictSame(files, files.map(({ name }) => describeFile(join(mine, name))), 'the manifest stays right, also when the supervisor has said its last word')
})
