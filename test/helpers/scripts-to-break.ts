/** The runs of the tool that are killed and made to fail at each of their calls. Each starts from files that can be put back. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { partName } from '../../src/core/session/part-name.js'
import { markerFile, readMarker, writeMarker } from '../../src/shell/parts/marker-file.js'
import { pendingFile } from '../../src/shell/parts/pending-file.js'
import { pause } from '../../src/shell/processes/pause.js'
import { liveSession, silenceMs, type LiveSession } from './live-session.js'
import { traceCommand, type Call, type Traced } from './strace.js'

type Gaps = Readonly<Record<string, number>>

/** One run of the tool, ready to be broken. */
export interface Script {
  readonly name: string
  readonly live: LiveSession
  readonly calls: readonly Call[]
  /** The gaps that may be there in the end: any of these. */
  readonly gaps: readonly Gaps[]
  /** Puts everything back to the start of the run. */
  readonly reset: () => void
  /** Whether more may be printed after the run was broken off: it still belongs to the session, and the same calls are made the next time. */
  readonly goesOn: boolean
  /** The run, whole; or with a SIGKILL, or what `inject` says (strace's words), at a call. */
  readonly run: (at?: Call, inject?: string) => Traced
  /** What has to be done next to make good: nothing for a tick, for `begin` the beginning. */
  readonly again: () => Promise<void>
}

interface Plan {
  readonly rotateLines?: number
  readonly command?: 'tick' | 'begin' | 'end'
  readonly gaps?: readonly Gaps[]
  /** Brings the session to where the run begins. The files are remembered when it returns. */
  readonly prepare: (live: LiveSession) => Promise<void> | void
}

const captured = async (live: LiveSession, more: number): Promise<void> => {
  live.print(120)
  await live.tick()
  live.print(more)
}

const plans = {
  'a tick that appends': { prepare: live => captured(live, 60) },
  'a tick that rotates': { rotateLines: 25, prepare: live => captured(live, 60) },
  'a first tick': {
    prepare: live => {
      live.print(120)
      for (const file of [pendingFile(live.directory, live.id), join(live.directory, partName(1, 1))]) rmSync(file, { force: true })
      const marker = readMarker(live.directory, live.id)
      if (marker === undefined) throw new Error('begin left no marker')
      // As `begin` binds a pane: nothing captured, nothing seen.
      writeMarker(live.directory, { ...marker, part: 1, line: 0, bytes: 0, total: 0, fingerprint: 0, row: 0, lineIndex: 0, historySize: -1, tail: [] })
    },
  },
  'a tick without a marker': {
    prepare: async live => {
      await captured(live, 60)
      rmSync(markerFile(live.directory, live.id))
    },
  },
  'a tick after a clear': {
    gaps: [{ cleared: 1 }],
    prepare: async live => {
      live.print(120)
      await live.tick()
      live.pane.write('\u001b[H\u001b[2J\u001b[3J')
      live.print(70)
    },
  },
  begin: {
    command: 'begin',
    // Killed before the pane was bound, it cannot know what the pane showed before: a gap says so.
    gaps: [{}, { unseen: 1 }],
    prepare: live => {
      live.print(120)
      rmSync(live.environment.paths.root, { recursive: true })
      pause(silenceMs)
    },
  },
  end: { command: 'end', prepare: live => captured(live, 60) },
} satisfies Record<string, Plan>

/** The names of all scripts. */
export type ScriptName = keyof typeof plans

/** Every script's name. */
export const scriptNames = Object.keys(plans) as ScriptName[]

/** Prepares a script: a session of its own, and the calls that an unbroken run makes on its own files. */
export const prepareScript = async (t: Test, name: ScriptName, seed: number): Promise<Script> => {
  const plan: Plan = plans[name]
  const live = await liveSession(t, { seed, clears: name === 'a tick after a clear', ...(plan.rotateLines === undefined ? {} : { rotateLines: plan.rotateLines }) })
  await plan.prepare(live)
  const back = live.save()
  const bind = (): void => void live.server.tmux('set-option', '-p', '-t', live.pane.id, '@claude_session_id', live.id)
  const reset = (): void => {
    back()
    if (plan.command === 'begin') bind()
  }
  const { root, runtime } = live.environment.paths
  const run = (at?: Call, inject?: string): Traced =>
    traceCommand(live.command[plan.command ?? 'tick'], {
      env: live.server.env,
      log: join(live.server.directory, 'trace'),
      below: [root, runtime],
      at,
      ...(inject === undefined ? {} : { inject }),
    })
  const again = async (): Promise<void> => {
    if (plan.command === 'begin') await begin(live.environment, live.id, { pane: live.pane.id })
  }
  // The first run in a new HOME may make directories that later ones find.
  reset()
  run()
  reset()
  const whole = run()
  if (whole.code !== 0) throw new Error(`${name}: an unbroken run ended with ${whole.code}: ${whole.err}`)
  reset()
  return { name, live, calls: whole.calls, gaps: plan.gaps ?? [{}], goesOn: plan.command !== 'end' && plan.rotateLines === undefined, reset, run, again }
}
