/**
 * What acts on a session, many at once and in any order, some of it killed (-9): ticks, hooks that tell of a compaction, rollovers, beginnings, recoveries, supervisors and the token budget. When it is quiet and `recover` has had its turn, one
 * session of the lineage is live, and its pane names it; at the end, when the pane's program is killed and several end the session for it, none is, and each printed line stands once in the lineage. `npm test` plays a short life; CAMPAIGN=1 plays fifty, RUNS=<n> so many; SEED=<n> others, though what meets what is the machine's choice too.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { historyDirectory, resolvePaths, sessionDirectory } from '../../src/core/paths.js'
import type { SessionId } from '../../src/core/session/session-id.js'
import { listSessions } from '../../src/shell/session/list-sessions.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { readPaneFile } from '../../src/shell/tmux/pane-file.js'
import { lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { until } from '../helpers/until.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const runs = Number(process.env.RUNS ?? (process.env.CAMPAIGN === '1' ? 50 : 1))
const rounds = 3
const atOnce = 5
/** Busy, moved away meanwhile, renamed or ended meanwhile, not to be had just now: what may be said to somebody who comes second. */
const fine = [0, 64, 69, 73, 75]

const cli = 'dist/claude-session.cjs'
const living = ['capture-tick', 'capture-tick', 'context-tick', 'token-tick', 'rollover', 'hook', 'hook', 'begin', 'recover', 'run', 'supervisor'] as const
const ending = ['pane-died', 'pane-died', 'end', 'end', 'rollover', 'hook', 'capture-tick', 'recover', 'supervisor'] as const
type What = (typeof living)[number] | (typeof ending)[number]

/** What the kernel tells of a process, '' when it has ended. */
const told = (pid: string | number, what: 'cmdline' | 'environ'): string => {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return ''
    throw error
  }
}

/** The processes of ours that live in a home, whoever has started them. */
const ours = (home: string): number[] => readdirSync('/proc').filter(pid => /^\d+$/.test(pid) && told(pid, 'cmdline').includes(cli) && told(pid, 'environ').includes(`HOME=${home}\0`)).map(Number)

const isSupervisor = (pid: number): boolean => told(pid, 'cmdline').includes('\0run\0')

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

const random = seeded(1)

const life = async (t: Test): Promise<void> => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const paths = resolvePaths(server.env)
  const pane = server.newPane({ limit: 50_000 })
  const home = server.env.HOME ?? ''
  const env = { ...server.env, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},0`, TMUX_PANE: pane.id }
  const story: string[] = []
  const start = (args: readonly string[], input = ''): ChildProcess & { readonly said: () => string } => {
    const child = spawn(process.execPath, [`${process.cwd()}/${cli}`, ...args], { env, stdio: ['pipe', 'ignore', 'pipe'] })
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    let said = ''
    child.stderr.on('data', (piece: Buffer) => (said += piece.toString()))
    return Object.assign(child, { said: () => said })
  }
  const call = async (...args: string[]): Promise<number | null> => ((await once(start(args), 'close')) as [number | null])[0]
  const live = (): SessionId[] => listSessions(paths.sessions)
  let printed = 0
  const print = (count: number): void => {
    pane.write(lines(printed + 1, printed + count).map(line => `${line}\r\n`).join(''))
    printed += count
  }
  const compaction = (): string => JSON.stringify({ session_id: 'claude-1', cwd: home, hook_event_name: 'SessionStart', source: 'compact' })
  const act = async (what: What): Promise<void> => {
    const id = random.pick(live()) ?? 'none'
    const [wait, dies] = [random.below(150), random.below(3) === 0 ? 30 + random.below(300) : undefined]
    story.push(`${what} ${id} after ${wait}${dies === undefined ? '' : `, killed after ${dies}`}`)
    await sleep(wait)
    if (what === 'supervisor') return ours(home).filter(isSupervisor).forEach(kill)
    const child = what === 'hook' ? start(['hook'], compaction()) : what === 'recover' ? start(['recover']) : what === 'run' ? start(['run', id, '--no-begin', '--every', '0.3']) : start([what, what === 'pane-died' ? pane.id : id])
    const ended = once(child, 'close')
    // One that gets the post stays until something ends it.
    const stays = what === 'run' ? 1_000 : undefined
    if (dies !== undefined || stays !== undefined) await Promise.race([ended, sleep(dies ?? stays)]).then(() => child.kill('SIGKILL'))
    const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null]
    if (signal === null) t.ok(fine.includes(code ?? -1), `${what} ${id}: ${code}`, { said: child.said(), story })
  }
  /** What was asked for in the background comes to its end; then what was cut off is finished. */
  const settle = async (): Promise<void> => {
    const quiet = async (): Promise<void> => until('only supervisors are left', () => ours(home).every(isSupervisor))
    await quiet()
    for (let tries = 0; (await call('recover')) === 75 && tries < 10; tries += 1) await sleep(200)
    await quiet()
  }
  t.equal(await call('start', '--pane', pane.id, '--id', 'first'), 0)
  for (let round = 1; round <= rounds; round += 1) {
    story.push(`round ${round}`)
    print(30 + random.below(60))
    await Promise.all([...Array.from({ length: atOnce }, async () => act(random.pick(living))), sleep(random.below(200)).then(() => print(1 + random.below(40)))])
    await settle()
    const [id, ...more] = live()
    t.same(more, [], `round ${round}: one is live`, { story })
    if (id === undefined) return void t.fail('none is live', { story })
    const record = readSession(sessionDirectory(paths, id))
    t.match(record, { id, status: 'live', next: '', pane: { id: pane.id } })
    t.equal(server.tmux('show-options', '-p', '-q', '-v', '-t', pane.id, '@claude_session_id'), id, `round ${round}: the pane names it`, { story })
    t.equal(record && readPaneFile(paths.runtime, record.pane), id, `round ${round}: and so does its file`, { story })
    t.same(readdirSync(paths.sessions).filter(name => name !== id), [], 'nothing is left aside', { story })
  }
  // The pane's program ends; tmux keeps the pane, and all that it shows is still to be had.
  server.tmux('set-option', '-p', '-t', pane.id, 'remain-on-exit', 'on')
  print(1 + random.below(60))
  story.push('the end')
  kill(Number(server.tmux('display-message', '-p', '-t', pane.id, '#{pane_pid}')))
  await until('the pane is dead', () => server.tmux('display-message', '-p', '-t', pane.id, '#{pane_dead}') === '1')
  await Promise.all(Array.from({ length: atOnce }, async () => act(random.pick(ending))))
  await settle()
  await until('no process is left', () => ours(home).length === 0)
  t.same(readdirSync(paths.sessions), [], 'nothing is live', { story })
  t.equal(server.tmux('show-options', '-p', '-q', '-v', '-t', pane.id, '@claude_session_id'), '')
  const records = listSessions(paths.history).flatMap(id => readSession(historyDirectory(paths, id)) ?? []).sort((one, other) => one.number - other.number)
  t.equal(records[0]?.id, 'first')
  t.same(records.map(({ previous }) => previous), ['', ...records.map(({ id }) => id).slice(0, -1)], 'one lineage', { story })
  for (const { id } of records) t.ok(existsSync(`${paths.history}/${id}/MANIFEST.json`), id)
  const captured = records.flatMap(({ id, number }) => readCaptured(`${paths.history}/${id}`, number).lines)
  // tmux says itself that the pane is dead.
  t.strictSame(captured.filter(line => line.startsWith('line ')), lines(1, printed), `${records.length} sessions, ${printed} lines, each once`, { story })
  pane.close()
}

for (let run = 1; run <= runs; run += 1) t.test(`life ${run} of seed ${random.seed}`, { ...here, timeout: 500_000 }, life)
