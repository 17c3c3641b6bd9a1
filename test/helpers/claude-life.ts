/**
 * Lives of simulated Claude Codes in real panes, captured as the installed tool would: ticks, hooks and rollovers come at random moments, in any order, some of them killed. What
 * was said is counted in what was captured.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import type { Environment } from '../../src/commands/environment.js'
import { hook } from '../../src/commands/hook.js'
import { rollover } from '../../src/commands/rollover.js'
import { withoutFills } from '../../src/core/filling/without-fills.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { isSessionId, parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { CliError } from '../../src/errors.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { bare } from './bare.js'
import { lateHooks, type Hooks } from './claude-hooks.js'
import { claudeSimulator } from './claude-simulator.js'
import { inProcess } from './in-process.js'
import type { Seeded } from './seeded.js'
import type { BoundaryStep, ClaudeSimulator, Step } from './simulated-claude.js'
import type { ShownPane, TmuxServer } from './tmux-server.js'

export type HookManner = 'present' | 'absent' | 'late' | 'twice'

/** How a life is lived. */
export interface LifeOptions {
  readonly server: TmuxServer
  readonly random: Seeded
  readonly name: string
  readonly panes: number
  readonly steps: number
  readonly hooks: HookManner
  readonly renderer: 'classic' | 'fullscreen'
  /** Ticks and rollovers are also run as programs and killed. */
  readonly kills: boolean
}

/** What came of one pane of a life. */
export interface LifeCount {
  readonly boundaries: number
  readonly rollovers: number
  readonly texts: number
  readonly lost: readonly string[]
  /** More than once among the captured lines, or more than once filled in. */
  readonly repeated: readonly string[]
  /** Filled in from the transcript and printed by Claude Code later all the same: it stands once in marked lines and once outside. */
  readonly retold: readonly string[]
  readonly foreign: readonly string[]
  readonly gaps: Readonly<Record<string, number>>
  readonly filled: number
  /** What happened, for the one who has to find out why. */
  readonly story: readonly string[]
  readonly lineage: readonly SessionId[]
}

interface Lived {
  readonly pane: ShownPane
  readonly claude: ClaudeSimulator
  readonly first: SessionId
  readonly deliver: () => Promise<void>
  readonly story: string[]
  running: boolean
  /** So many more steps Claude writes its records late. */
  held: number
}

const orders: readonly (readonly BoundaryStep[])[] = [
  ['records', 'wipe', 'hook'],
  ['records', 'hook', 'wipe'],
  ['wipe', 'records', 'hook'],
  ['wipe', 'hook', 'records'],
  ['hook', 'records', 'wipe'],
  ['hook', 'wipe', 'records'],
]

const expectedExit = (error: unknown): void => {
  if (!(error instanceof CliError) || ![64, 69, 75].includes(error.exitCode)) throw error
}

/** Lives one life and counts. */
export const claudeLife = async ({ server, random, name, panes, steps, hooks, renderer, kills }: LifeOptions): Promise<readonly LifeCount[]> => {
  const home = join(server.directory, name)
  const project = join(home, 'project')
  const config = join(home, '.claude')
  const bin = join(home, 'bin')
  for (const directory of [project, config, bin]) mkdirSync(directory, { recursive: true })
  // Programs ask the user manager for rollovers, and to take the ticks over; here both come when the life wants it.
  writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\necho LoadState=loaded\necho ActiveState=active\n')
  chmodSync(join(bin, 'systemctl'), 0o755)
  const env = { ...server.env, HOME: home, CLAUDE_CONFIG_DIR: config, CLAUDE_SESSION_HOME: join(home, 'state'), XDG_RUNTIME_DIR: home, PATH: `${bin}:${process.env.PATH ?? ''}` }
  const asked = new Set<SessionId>()
  const environment: Environment & { readonly lines: string[] } = Object.assign(inProcess(env), { askRollover: (id: SessionId) => Boolean(asked.add(id)), self: ['true'] })
  const { paths } = environment
  const directoryOf = (id: SessionId): string => [sessionDirectory(paths, id), historyDirectory(paths, id)].find(existsSync) ?? sessionDirectory(paths, id)
  const lineageOf = (first: SessionId): SessionId[] => {
    const lineage: SessionId[] = []
    for (let id: string = first; isSessionId(id); id = readSession(directoryOf(id))?.next ?? '') lineage.push(id)
    return lineage
  }
  const currentOf = (first: SessionId): SessionId => lineageOf(first).findLast(id => existsSync(sessionDirectory(paths, id))) ?? first

  const killed = (command: string, id: SessionId, script: string): void => {
    const { status, signal } = spawnSync('/usr/bin/env', [...bare(process.execPath).slice(1), script, command, id], { env: { ...env }, stdio: 'ignore', timeout: 5 + random.below(120), killSignal: 'SIGKILL' })
    if (status !== null && ![0, 64, 69, 75].includes(status)) throw new Error(`${command} ${id} exited ${status} ${signal ?? ''}`)
  }
  const roll = async (): Promise<void> => {
    for (const id of [...asked]) {
      if (kills && random.below(2) === 0) killed('rollover', id, 'dist/claude-session.cjs')
      asked.delete(id)
      await rollover(environment, id).catch(expectedExit)
    }
  }
  const tick = async (lived: Lived): Promise<void> => {
    const id = currentOf(lived.first)
    lived.story.push(`tick ${id}`)
    if (kills && random.below(4) === 0) killed('capture-tick', id, 'dist/tick.cjs')
    await captureTick(environment, id).catch(expectedExit)
    if (random.below(3) > 0) await roll()
  }

  const make = async (index: number): Promise<Lived> => {
    const [width, height] = [60 + random.below(60), 12 + random.below(20)]
    const pane = server.newPane({ width, height, limit: 20_000 })
    const panePid = Number(server.tmux('display-message', '-p', '-t', pane.id, '#{pane_pid}'))
    const tmux = server.tmux('display-message', '-p', '#{socket_path},#{pid},0').trim()
    const hookEnvironment: Environment = { ...environment, env: { ...env, TMUX: tmux, TMUX_PANE: pane.id } }
    const direct: Hooks = async payload => ({ stdout: await hook(hookEnvironment, JSON.stringify(payload)).catch(error => (expectedExit(error), '')) })
    const late = lateHooks(direct)
    const first = parseSessionId(`${name}-${index}`)
    const story: string[] = []
    const after = async (step: Step): Promise<void> => {
      story.push(`: ${step}`)
      if (random.below(5) === 0) await tick(lived)
    }
    // One after the other: two that wait for each other's lock in one process would wait for ever.
    const told: Readonly<Record<HookManner, Hooks | 'none'>> = { present: direct, absent: 'none', late: late.hooks, twice: async payload => (await direct(payload), direct(payload)) }
    const claude = claudeSimulator({
      pane, configDirectory: config, project, renderer, random, hooks: told[hooks], width, height, pid: panePid, env, after,
      resizePane: (x, y) => void server.tmux('resize-window', '-t', pane.id, '-x', String(x), '-y', String(y)),
    })
    const lived: Lived = { pane, claude, first, story, deliver: late.deliver, running: false, held: 0 }
    await begin(environment, first, { pane: pane.id, project })
    return lived
  }

  const step = async (lived: Lived): Promise<void> => {
    const { claude, story } = lived
    const act = async (what: string, done: () => Promise<unknown> | unknown): Promise<void> => {
      story.push(what)
      await done()
    }
    if (!lived.running) {
      await act('start', claude.start)
      lived.running = true
      // Of a Claude that nobody looked at before it was cleared nothing can be known but by its hooks.
      if (hooks !== 'present' && hooks !== 'twice') await tick(lived)
      return
    }
    const order = random.pick(orders)
    const dice = random.below(100)
    if (dice < 55) await act('turn', () => claude.turn())
    else if (dice < 70) await act(`compact ${order.join()}`, () => claude.compact({ trigger: random.pick(['manual', 'auto'] as const), order, postCompact: random.below(2) === 0 }))
    else if (dice < 75) {
      await act('release', () => claude.releaseRecords())
      await act(`clear ${order.join()}`, () => claude.clear({ order }))
      // Of two clears between two ticks the first leaves no trace but the hook's.
      if (hooks !== 'present' && hooks !== 'twice') await tick(lived)
    }
    else if (dice < 80) await act('resize', () => claude.resize(60 + random.below(60), 12 + random.below(20)))
    else if (dice < 85) await act('switch', () => claude.switchRenderer())
    else if (dice < 88) await act('refused', () => claude.compactRefused())
    else if (dice < 94) {
      lived.held = 1 + random.below(3)
      await act('hold', () => claude.holdRecords())
    }
    else if (dice < 96) await act('subagent', () => claude.subagent())
    else await act('late hooks', lived.deliver)
    if (lived.held > 0) {
      lived.held -= 1
      if (lived.held === 0) await act('release', () => claude.releaseRecords())
    }
    if (random.below(3) === 0) await tick(lived)
    if (random.below(3) === 0) await lived.deliver()
  }

  const lives: Lived[] = []
  for (let index = 0; index < panes; index += 1) lives.push(await make(index))
  for (let count = 0; count < steps; count += 1) await step(random.pick(lives))
  for (const lived of lives) {
    lived.claude.releaseRecords()
    await lived.deliver()
    for (let again = 0; again < 4; again += 1) {
      await captureTick(environment, currentOf(lived.first)).catch(expectedExit)
      for (; asked.size > 0; ) await roll()
    }
    await end(environment, currentOf(lived.first), { keepUnits: true })
    lived.pane.close()
    server.tmux('kill-pane', '-t', lived.pane.id)
  }

  const textOf = (id: SessionId): string =>
    readdirSync(directoryOf(id)).filter(file => /_PART\d+\.md$/.test(file)).map(file => readFileSync(join(directoryOf(id), file), 'utf8')).join('')
  const lineages = lives.map(({ first }) => lineageOf(first))
  const texts = lineages.map(lineage => lineage.map(textOf).join(''))
  if (process.env.KEEP !== undefined) cpSync(join(home, 'state'), process.env.KEEP, { recursive: true })
  return lives.map(({ claude, story }, index) => {
    const lineage = lineages[index] ?? []
    const tokens = claude.turns.flatMap(({ promptToken, answerTokens }) => [promptToken, ...answerTokens])
    const all = (texts[index] ?? '').split('\n')
    const outside = withoutFills(all).join('\n')
    const times = (token: string, text: string): number => text.split(token).length - 1
    const [seen, whole] = [(token: string): number => times(token, outside), (token: string): number => times(token, texts[index] ?? '')]
    const gaps = lineage.flatMap(id => readGaps(join(directoryOf(id), 'gaps.jsonl')))
    const kinds: Record<string, number> = {}
    for (const { why } of gaps) kinds[why] = (kinds[why] ?? 0) + 1
    return {
      boundaries: claude.boundaries(),
      rollovers: lineage.length - 1,
      texts: tokens.length,
      lost: tokens.filter(token => whole(token) === 0),
      repeated: tokens.filter(token => seen(token) > 1 || whole(token) - seen(token) > 1),
      retold: tokens.filter(token => seen(token) === 1 && whole(token) === 2),
      foreign: tokens.filter(token => texts.some((text, other) => other !== index && text.includes(token))),
      gaps: kinds,
      filled: gaps.filter(({ filled }) => filled !== null).length,
      story: [...story, ...environment.lines],
      lineage,
    }
  })
}
