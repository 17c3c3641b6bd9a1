/**
 * A live session in a real pane, whose files can be put back to how they stood: so one tick can be made to fail in a hundred ways, each time from the
 * same start. What is run and broken is the installed tick (dist/), from a copy, since others may build meanwhile.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import type { Environment } from '../../src/commands/environment.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { CliError } from '../../src/errors.js'
import { pause } from '../../src/shell/processes/pause.js'
import { compare, printer, type Counted, type Printer } from './ground-truth.js'
import { inProcess } from './in-process.js'
import { seeded, type Seeded } from './seeded.js'
import { tmuxServer, type ShownPane, type TmuxServer } from './tmux-server.js'

/** What all tests of one session share. */
export interface LiveSession {
  readonly server: TmuxServer
  readonly pane: ShownPane
  readonly environment: Environment
  readonly id: SessionId
  readonly directory: string
  readonly history: string
  readonly random: Seeded
  readonly printed: Printer
  /** Prints so many numbered lines. */
  readonly print: (count: number) => void
  readonly command: { readonly tick: readonly string[]; readonly begin: readonly string[]; readonly end: readonly string[] }
  /** A tick in this process; that there is no session any more, or no pane, is fine. */
  readonly tick: () => Promise<void>
  /** Remembers all files; the function that is returned puts them back. */
  readonly save: () => () => void
  /** Ends the session and compares what it holds with what was printed. */
  readonly finish: () => Promise<Counted>
}

/** tmux tells the time of the last output in whole seconds: so long after it a pane is known to be silent. */
export const silenceMs = 1_100

/** Begins a session in a new pane in which something was printed and that is silent now: there is nothing to doubt, so no gap. */
export const liveSession = async (t: Test, { seed = 1, rotateLines, limit = 50_000, clears = false }: { seed?: number; rotateLines?: number; limit?: number; clears?: boolean } = {}): Promise<LiveSession> => {
  const server = tmuxServer()
  const random = seeded(seed)
  const pane = server.newPane({ limit })
  t.teardown(() => {
    pane.close()
    server.stop()
  })
  // A clear is a gap here, and no boundary: what a rollover leaves is for its own tests.
  const settings = [...(clears ? ['compaction_drop = 0'] : []), ...(rotateLines === undefined ? [] : [`rotate_lines = ${rotateLines}`])]
  if (settings.length > 0) {
    mkdirSync(join(server.env.HOME ?? '', '.config/claude-session'), { recursive: true })
    writeFileSync(join(server.env.HOME ?? '', '.config/claude-session/config.toml'), `${settings.join('\n')}\n`)
  }
  for (const file of ['tick.cjs', 'late.cjs', 'errors.cjs', 'claude-session.cjs']) copyFileSync(join('dist', file), join(server.directory, file))
  const environment = inProcess(server.env)
  const id = parseSessionId('reliable')
  const directory = sessionDirectory(environment.paths, id)
  const history = historyDirectory(environment.paths, id)
  const printed = printer(random)
  const print = (count: number): void => pane.write(printed.lines(count))
  const full = join(server.directory, 'claude-session.cjs')
  let saved = 0
  const save = (): (() => void) => {
    saved += 1
    const copy = join(server.directory, `saved-${saved}`)
    if (existsSync(environment.paths.root)) cpSync(environment.paths.root, copy, { recursive: true, mode: 0 })
    return () => {
      rmSync(environment.paths.root, { recursive: true, force: true })
      if (existsSync(copy)) cpSync(copy, environment.paths.root, { recursive: true })
    }
  }
  const tick = async (): Promise<void> => {
    try {
      await captureTick(environment, id)
    } catch (error) {
      if (!(error instanceof CliError) || (error.exitCode !== 69 && error.exitCode !== 64)) throw error
    }
  }
  const finish = async (): Promise<Counted> => {
    await end(environment, id, { keepUnits: true })
    return compare(printed.all, history)
  }
  print(70)
  pause(silenceMs)
  await begin(environment, id, { pane: pane.id })
  // The test runner asks every Node below it to report to it (NODE_OPTIONS), which a tick of a user's does not.
  const node = ['env', '-u', 'NODE_OPTIONS', process.execPath]
  const command = {
    tick: [...node, join(server.directory, 'tick.cjs'), 'capture-tick', id],
    begin: [...node, full, 'begin', id],
    end: [...node, full, 'end', '--keep-units', id],
  }
  return { server, pane, environment, id, directory, history, random, printed, print, command, tick, save, finish }
}

/** A comparison to one word: '' when every line is there once, in order, and the gaps are among those that were expected; else what is wrong. */
export const whatIsWrong = (counted: Counted, gaps: readonly Readonly<Record<string, number>>[] = [{}]): string => {
  const { lost, repeated, disordered, between } = counted
  const exact = lost + repeated.length + disordered.length + between.length === 0
  const expected = gaps.some(some => JSON.stringify(some) === JSON.stringify(counted.gaps))
  return exact && expected ? '' : JSON.stringify({ ...counted, unmarked: counted.unmarked.slice(0, 5), repeated: repeated.slice(0, 5) })
}
