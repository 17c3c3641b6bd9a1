import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { inProcess } from './in-process.js'
import { tmuxServer, type ShownPane, type TmuxServer } from './tmux-server.js'

/** A server with one shown pane, and an environment in which commands find it. */
export interface CommandStage {
  readonly server: TmuxServer
  readonly pane: ShownPane
  readonly environment: ReturnType<typeof inProcess>
  readonly id: SessionId
  readonly live: string
  readonly history: string
  /** Prints lines `line <from>` to `line <to>`. */
  readonly print: (from: number, to: number) => void
}

/** In: the test, which stops the server at its end. `self` is `true`: nothing is started in the background. */
export const commandStage = (t: Test, { limit = 5_000 } = {}): CommandStage => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit })
  const environment = { ...inProcess(server.env), self: ['true'] }
  const id = parseSessionId('work')
  const print = (from: number, to: number): void =>
    pane.write(Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\r\n`).join(''))
  return { server, pane, environment, id, live: sessionDirectory(environment.paths, id), history: historyDirectory(environment.paths, id), print }
}

/** `line <from>` to `line <to>`. */
export const lines = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`)

/** Whether a directory in history/ is complete. */
export const isWhole = (directory: string, names: readonly string[]): boolean => existsSync(join(directory, 'MANIFEST.json')) && names.filter(isJoinedName).length === 1
