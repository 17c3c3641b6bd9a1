/**
 * `recover` is killed (-9) before a call that changes something of ours, while it ends a session whose pane is gone, completes one whose end was cut off and finishes a rollover that was; then it
 * runs undisturbed. Each session is then where it belongs and whole, each line stands once, nothing is left beside, and a third run finds nothing to do. `npm test` kills at a sample of the calls,
 * CAMPAIGN=1 (npm run kill-campaign) at all of them.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { readNextSessionId, writeNextSessionId } from '../../src/shell/session/next-session-id.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { takenIds } from '../../src/shell/session/taken-ids.js'
import { isWhole, lines } from '../helpers/command-stage.js'
import { tree } from '../helpers/fresh-home.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
import { briefly, straceProblem, traceCommand, type Call, type Traced } from '../helpers/strace.js'
import { tmuxServer, type ShownPane } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const campaign = process.env.CAMPAIGN === '1'
const sample = 6
const [gone, cut, rolled, next] = ['gone', 'cut', 'rolled', 'after'].map(parseSessionId) as [SessionId, SessionId, SessionId, SessionId]

const changing = /^(?:write|writev|pwrite64|fsync|fdatasync|ftruncate|truncate|rename\w*|unlink\w*|rmdir|mkdir\w*|link\w*|f?chmod\w*|f?chown|copy_file_range|fallocate)$/
const isChange = ({ name, text }: Call): boolean => changing.test(name) || (name.startsWith('open') && text.includes('O_CREAT'))

interface Stage {
  readonly calls: readonly Call[]
  readonly reset: () => void
  readonly run: (at?: Call) => Traced
  /** An undisturbed run. Out: what is wrong then, '' when nothing is. */
  readonly makeGood: () => Promise<string>
}

const print = (pane: ShownPane, from: number, to: number): void => pane.write(lines(from, to).map(line => `${line}\r\n`).join(''))

const prepare = async (t: Test): Promise<Stage> => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const bin = join(server.directory, 'bin')
  const home = server.env.HOME ?? ''
  const projects = [gone, cut, rolled].map(id => join(home, id))
  for (const directory of [bin, join(bin, 'active'), ...projects]) mkdirSync(directory)
  // A user manager whose units become active when they are started, and run nothing.
  writeFileSync(join(bin, 'systemctl'), `#!/bin/sh
for unit; do :; done
case " $* " in
  *' show '*) echo LoadState=loaded; if [ -e '${bin}/active/'"$unit" ]; then echo ActiveState=active; else echo ActiveState=inactive; fi ;;
  *' start '*) : >'${bin}/active/'"$unit" ;;
esac
`)
  chmodSync(join(bin, 'systemctl'), 0o755)
  const program = join(server.directory, 'claude-session.cjs')
  copyFileSync('dist/claude-session.cjs', program)
  const env = { ...server.env, PATH: `${bin}:${process.env.PATH ?? ''}`, CLAUDE_SESSION_SHM: join(server.directory, 'none') }
  const environment = inProcess(env)
  const { paths, uid } = environment
  const panes = projects.map(() => server.newPane({ limit: 20_000 })) as [ShownPane, ShownPane, ShownPane]
  for (const [index, id] of [gone, cut, rolled].entries()) {
    const pane = panes[index] as ShownPane
    print(pane, 1, 100)
    await begin(environment, id, { pane: pane.id, project: projects[index] ?? '' })
    print(pane, 101, 150)
    if (id === rolled) noteSign(sessionDirectory(paths, id), id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
    await captureTick(environment, id)
  }
  server.tmux('kill-pane', '-t', panes[0].id)
  await end(environment, cut, { keepUnits: true })
  const [ended, live] = [historyDirectory(paths, cut), sessionDirectory(paths, rolled)]
  for (const name of readdirSync(ended)) if (/MANIFEST|_LINES/.test(name)) rmSync(join(ended, name))
  const record = readSession(live)
  if (record === undefined) throw new Error('no record')
  // Always the same, or no call could be found again in the next run.
  writeSession(live, { ...record, next })
  writeNextSessionId(paths.projects, rolled, next, uid)

  const saved = join(server.directory, 'saved')
  cpSync(paths.root, saved, { recursive: true })
  const option = ['-p', '-t', panes[2].id, '@claude_session_id'] as const
  const reset = (): void => {
    for (const directory of [paths.root, paths.runtime, join(bin, 'active')]) rmSync(directory, { recursive: true, force: true })
    mkdirSync(join(bin, 'active'))
    cpSync(saved, paths.root, { recursive: true })
    server.tmux('set-option', ...option, rolled)
  }
  const command = ['env', '-u', 'NODE_OPTIONS', process.execPath, program, 'recover', '--no-supervisor', '--json']
  const run = (at?: Call): Traced => traceCommand(command, { env, log: join(server.directory, 'trace'), below: [paths.root, paths.runtime], at })
  const undisturbed = () => spawnSync(command[0] ?? '', command.slice(1), { env, encoding: 'utf8' })

  const makeGood = async (): Promise<string> => {
    const { status, stderr } = undisturbed()
    const wrong: string[] = status === 0 ? [] : [`it ended with ${status}: ${stderr}`]
    const hold = (claim: string, holds: boolean): void => void (holds || wrong.push(claim))
    hold(`sessions: ${readdirSync(paths.sessions).join(' ')}`, readdirSync(paths.sessions).join() === next)
    hold(`history: ${readdirSync(paths.history).join(' ')}`, readdirSync(paths.history).sort().join() === [cut, gone, rolled].join())
    if (wrong.length > 0) return wrong.join('; ')
    const place = (id: SessionId): string => historyDirectory(paths, id)
    for (const id of [gone, cut, rolled]) hold(`${id} is not whole`, isWhole(place(id), readdirSync(place(id))))
    const reasons = [gone, cut, rolled].map(id => readSession(place(id))?.endReason).join()
    hold(`ended as ${reasons}`, reasons === 'pane-gone,stopped,rollover')
    hold('the records do not name each other', readSession(place(rolled))?.next === next && readSession(sessionDirectory(paths, next))?.previous === rolled)
    hold("the pane is not the new one's", server.tmux('show-options', '-p', '-v', ...option.slice(1)) === next)
    hold('the units were not started', existsSync(join(bin, 'active', `claude-session@${next}.service`)))
    for (const id of [gone, cut, rolled]) {
      const left = readNextSessionId(paths.projects, id)
      hold(`${id} has no next ID`, left !== undefined && !takenIds(paths)(left))
    }
    for (const id of [gone, cut, rolled]) hold(`${id} left no hand-off`, existsSync(join(paths.projects, id, '.session-management/handoff.json')))
    const found = tree(paths.root)
    const again = undisturbed()
    hold(`a third run did: ${again.stdout}${again.stderr}`, again.status === 0 && again.stdout.trim() === '[]')
    hold('a third run changed something', tree(paths.root).join('\n') === found.join('\n'))
    const beside = [paths.sessions, paths.history].flatMap(directory => readdirSync(directory, { recursive: true, encoding: 'utf8' })).filter(name => /\.new$|\.new\/|\.filling|\.\d+$/.test(name))
    await end(environment, next, { keepUnits: true })
    hold(`left: ${beside.join(' ')}`, beside.every(name => name.startsWith(`${next}/`)))
    const text = (...ids: SessionId[]): string => ids.flatMap(id => readCaptured(place(id), readSession(place(id))?.number ?? 0).lines).join('\n')
    for (const [name, got] of [['gone', text(gone)], ['cut', text(cut)], ['rolled', text(rolled, next)]]) hold(`${name} has other lines: ${got?.split('\n').length}`, got === lines(1, 150).join('\n'))
    return wrong.join('; ')
  }

  // The first run in a new HOME may make directories that later ones find.
  run()
  reset()
  const whole = run()
  if (whole.code !== 0) throw new Error(`an unbroken recovery ended with ${whole.code}: ${whole.err}`)
  const found = await makeGood()
  if (found !== '') throw new Error(`an unbroken recovery: ${found}`)
  return { calls: whole.calls.filter(isChange), reset, run, makeGood }
}

t.test(`killed before ${campaign ? 'each change' : 'some changes'}, the next recovery makes it exact`, needs(straceProblem() ?? commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const random = seeded(1)
  const { calls, reset, run, makeGood } = await prepare(t)
  t.ok(calls.length > 150, `${calls.length} calls change something`)
  const wanted = campaign ? calls.length : sample
  const chosen = Array.from({ length: wanted }, (_, place) => {
    const [from, to] = [Math.floor((place * calls.length) / wanted), Math.floor(((place + 1) * calls.length) / wanted)]
    return calls[from + random.below(to - from)] as Call
  })
  const wrong: string[] = []
  let killed = 0
  for (const call of chosen) {
    reset()
    const { signal, calls: made, code } = run(call)
    const last = made.at(-1)
    // A file that never has the same name again is known by the count of all such calls, which a module more or less can shift: then it died at a neighbour.
    if (signal === 'SIGKILL' && last !== undefined && (call.file === undefined || briefly(last) === briefly(call))) killed += 1
    else wrong.push(`not killed at ${briefly(call)}: ended with ${code ?? signal} at ${last === undefined ? 'no call' : briefly(last)}`)
    const found = await makeGood()
    if (found !== '') wrong.push(`after a kill before ${briefly(call)}: ${found}`)
  }
  t.comment(`${killed} of ${chosen.length} runs killed, ${calls.length} calls change something, ${wrong.length} wrong`)
  t.equal(killed, chosen.length, 'every run was killed, where it was meant to be')
  t.strictSame(wrong, [])
})
