/**
 * `rollover` is killed (-9) before a call that changes something of ours; then it runs undisturbed, every second time after a tick that comes first. There is then
 * exactly one session that goes on, nothing is left aside, and what was said stands once in the two sessions' parts. `npm test` kills at a sample of the calls,
 * CAMPAIGN=1 (npm run kill-campaign) at all of them, with three seeds.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { CliError } from '../../src/errors.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { readNextSessionId, writeNextSessionId } from '../../src/shell/session/next-session-id.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { claudeSimulator } from '../helpers/claude-simulator.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
import { briefly, straceProblem, traceCommand, type Call, type Traced } from '../helpers/strace.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const campaign = process.env.CAMPAIGN === '1'
const sample = 6
const [id, next] = [parseSessionId('before'), parseSessionId('after')]

const changing = /^(?:write|writev|pwrite64|fsync|fdatasync|ftruncate|truncate|rename\w*|unlink\w*|rmdir|mkdir\w*|link\w*|f?chmod\w*|f?chown|copy_file_range|fallocate)$/
const isChange = ({ name, text }: Call): boolean => changing.test(name) || (name.startsWith('open') && text.includes('O_CREAT'))

const witnesses = {
  'its transcript': { hooks: false, transcript: true },
  'a hook, the transcript and the screen': { hooks: true, transcript: true },
  'the screen alone': { hooks: false, transcript: false },
} as const
type Witness = keyof typeof witnesses

interface Stage {
  /** The calls of an unbroken rollover that change files of ours. */
  readonly calls: readonly Call[]
  readonly reset: () => void
  readonly run: (at?: Call) => Traced
  /** A tick, and the rollover again. Out: what is wrong then, '' when nothing is. */
  readonly makeGood: (tickFirst: boolean) => Promise<string>
}

const prepare = async (t: Test, witness: Witness, seed: number): Promise<Stage> => {
  const { hooks, transcript } = witnesses[witness]
  const server = tmuxServer()
  t.teardown(server.stop)
  const bin = join(server.directory, 'bin')
  const home = server.env.HOME ?? ''
  const project = join(home, 'project')
  for (const directory of [bin, project]) mkdirSync(directory)
  // The units are asked for and do not come: what they would do, somebody else does.
  writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\necho LoadState=loaded\necho ActiveState=active\n')
  chmodSync(join(bin, 'systemctl'), 0o755)
  const program = join(server.directory, 'claude-session.cjs')
  copyFileSync('dist/claude-session.cjs', program)
  const env = { ...server.env, PATH: `${bin}:${process.env.PATH ?? ''}` }
  const environment = { ...inProcess(env), askRollover: () => true }
  const { paths } = environment
  const pane = server.newPane({ limit: 20_000 })
  const pid = Number(server.tmux('display-message', '-p', '-t', pane.id, '#{pane_pid}'))
  const claude = claudeSimulator({ pane, configDirectory: join(home, transcript ? '.claude' : 'elsewhere'), project, renderer: 'classic', random: seeded(seed), hooks: 'none', width: 80, height: 24, pid, env, stops: () => false })
  await claude.start()
  await begin(environment, id, { pane: pane.id, project })
  for (let turn = 0; turn < 5; turn += 1) await claude.turn()
  await captureTick(environment, id)
  if (transcript) for (let turn = 0; turn < 3; turn += 1) await claude.turn()
  await claude.compact()
  if (hooks) noteSign(sessionDirectory(paths, id), id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  const slug = readSession(sessionDirectory(paths, id))?.project ?? ''
  // Always the same, or no call could be found again in the next run.
  writeNextSessionId(paths.projects, slug, next, environment.uid)

  const saved = join(server.directory, 'saved')
  cpSync(paths.root, saved, { recursive: true })
  const option = ['-p', '-t', pane.id, '@claude_session_id'] as const
  const reset = (): void => {
    for (const directory of [paths.root, paths.runtime]) rmSync(directory, { recursive: true, force: true })
    cpSync(saved, paths.root, { recursive: true })
    server.tmux('set-option', ...option, id)
  }
  const command = ['env', '-u', 'NODE_OPTIONS', process.execPath, program, 'rollover', id]
  const run = (at?: Call): Traced => traceCommand(command, { env, log: join(server.directory, 'trace'), below: [paths.root, paths.runtime], at })

  const makeGood = async (tickFirst: boolean): Promise<string> => {
    if (tickFirst) {
      await captureTick(environment, id).catch((error: unknown) => {
        if (!(error instanceof CliError) || error.exitCode !== 64) throw error
      })
    }
    const { status, stderr } = spawnSync(command[0] ?? '', command.slice(1), { env, encoding: 'utf8' })
    const wrong: string[] = status === 0 ? [] : [`it ended with ${status}: ${stderr}`]
    const hold = (claim: string, holds: boolean): void => void (holds || wrong.push(claim))
    const [old, live] = [historyDirectory(paths, id), sessionDirectory(paths, next)]
    hold(`sessions: ${readdirSync(paths.sessions).join(' ')}`, readdirSync(paths.sessions).join() === next)
    hold(`history: ${readdirSync(paths.history).join(' ')}`, readdirSync(paths.history).join() === id)
    if (wrong.length > 0) return wrong.join('; ')
    const names = readdirSync(old)
    hold(`the old session is not whole: ${names.join(' ')}`, names.includes('MANIFEST.json') && names.filter(isJoinedName).length === 1)
    hold('the records do not name each other', readSession(old)?.next === next && readSession(live)?.previous === id && readSession(live)?.status === 'live')
    hold('the pane is not the new one\'s', server.tmux('show-options', '-p', '-v', ...option.slice(1)) === next)
    hold('no other ID is reserved', ![undefined, id, next].includes(readNextSessionId(paths.projects, slug)))
    await end(environment, next, { keepUnits: true })
    const left = [paths.sessions, paths.history].flatMap(directory => readdirSync(directory, { recursive: true, encoding: 'utf8' })).filter(name => /\.new$|\.new\/|\.filling|\.\d+$/.test(name))
    hold(`left: ${left.join(' ')}`, left.length === 0)
    const text = [id, next].map(one => readdirSync(historyDirectory(paths, one)).filter(name => /_PART\d+\.md$/.test(name)).map(name => readFileSync(join(historyDirectory(paths, one), name), 'utf8')).join('')).join('')
    const times = (token: string): number => text.split(token).length - 1
    const tokens = claude.turns.flatMap(({ promptToken, answerTokens }) => [promptToken, ...answerTokens])
    for (const token of tokens) hold(`${token} stands ${times(token)} times`, times(token) === 1)
    return wrong.join('; ')
  }

  // The first run in a new HOME may make directories that later ones find.
  run()
  reset()
  const whole = run()
  if (whole.code !== 0) throw new Error(`an unbroken rollover ended with ${whole.code}: ${whole.err}`)
  const found = await makeGood(false)
  if (found !== '') throw new Error(`an unbroken rollover: ${found}`)
  return { calls: whole.calls.filter(isChange), reset, run, makeGood }
}

for (const seed of campaign ? [1, 2, 3] : [1]) {
  for (const [index, witness] of (Object.keys(witnesses) as Witness[]).entries()) {
    t.test(`seen by ${witness}, killed before ${campaign ? 'each change' : 'some changes'}: one session follows, nothing is lost, repeated or left`, needs(straceProblem()), async t => {
      const random = seeded(seed)
      t.comment(`seed ${seed}`)
      const { calls, reset, run, makeGood } = await prepare(t, witness, seed)
      t.ok(calls.length > 60, `${calls.length} calls change something`)
      const wanted = campaign ? calls.length : Math.ceil(sample / (index + 1))
      const chosen = Array.from({ length: wanted }, (_, place) => {
        const [from, to] = [Math.floor((place * calls.length) / wanted), Math.floor(((place + 1) * calls.length) / wanted)]
        return calls[from + random.below(to - from)] as Call
      })
      const wrong: string[] = []
      let killed = 0
      for (const [place, call] of chosen.entries()) {
        reset()
        const { signal, calls: made, code } = run(call)
        const last = made.at(-1)
        // A file that never has the same name again is known by the count of all such calls, which a module more or less can shift: then it died at a neighbour.
        if (signal === 'SIGKILL' && last !== undefined && (call.file === undefined || briefly(last) === briefly(call))) killed += 1
        else wrong.push(`not killed at ${briefly(call)}: ended with ${code ?? signal} at ${last === undefined ? 'no call' : briefly(last)}`)
        const found = await makeGood(place % 2 === 1)
        if (found !== '') wrong.push(`after a kill before ${briefly(call)}: ${found}`)
      }
      t.comment(`${killed} of ${chosen.length} runs killed, ${calls.length} calls change something, ${wrong.length} wrong`)
      t.equal(killed, chosen.length, 'every run was killed, where it was meant to be')
      t.strictSame(wrong, [])
    })
  }
}
