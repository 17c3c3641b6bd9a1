import TOML from '@iarna/toml'
import { DataError } from '../../errors.js'
import { stringifyToml } from '../text/stringify-toml.js'
import type { Worktree } from '../worktree/worktree.js'

/** What session.toml says: who the session is, where it is, and how it came to be and ended. */
export interface SessionRecord {
  readonly id: string
  /** Counts the project's sessions: the 00001 of `session_00001_PART1.md`. */
  readonly number: number
  readonly project: string
  readonly directory: string
  readonly pane: {
    readonly socket: string
    readonly serverPid: number
    readonly serverStart: number
    readonly id: string
    readonly version: string
    /** The boot in which the pane was found; a session begun by an older version says none. */
    readonly boot?: string
    /** The machine that it was found on: a home may be that of several. */
    readonly machine?: string
  }
  /** ISO times. */
  readonly started: string
  readonly ended: string
  readonly status: 'live' | 'ended'
  /** Why it ended: `stopped`, `pane-gone`, `machine-down`, `rollover`. */
  readonly endReason: string
  /** The sessions before and after a rollover, '' at either end of the lineage. */
  readonly previous: string
  readonly next: string
  /** Claude's own transcript, '' while none is bound. */
  readonly transcript: string
  /** Begun by install.sh and not named by anybody: it becomes the first session that is begun by name in its pane. */
  readonly provisional: boolean
  /** The name under which a provisional session goes on, once somebody chose one. */
  readonly renamedTo: string
  /** The git worktree that was made for it, or for the first of its lineage. */
  readonly worktree?: Worktree
}

/** A record to the text of session.toml. */
export const encodeSession = (record: SessionRecord): string =>
  `# A session of claude-session. Written by the tool; read it freely.\n${stringifyToml({
    version: 1,
    id: record.id,
    number: record.number,
    project: record.project,
    directory: record.directory,
    started: record.started,
    ended: record.ended,
    status: record.status,
    end_reason: record.endReason,
    previous: record.previous,
    next: record.next,
    transcript: record.transcript,
    provisional: record.provisional,
    renamed_to: record.renamedTo,
    pane: {
      socket: record.pane.socket,
      server_pid: String(record.pane.serverPid),
      server_start: String(record.pane.serverStart),
      id: record.pane.id,
      tmux_version: record.pane.version,
      ...(record.pane.boot === undefined ? {} : { boot: record.pane.boot }),
      ...(record.pane.machine === undefined ? {} : { machine: record.pane.machine }),
    },
    ...(record.worktree === undefined ? {} : { worktree: { ...record.worktree } }),
  })}`

const isTable = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The text of session.toml to a record. In: the text; the file's name, for the message. Unknown keys are left alone, a missing optional
 * one gets its default. Throws DataError (65) when it is no TOML or lacks what identifies the session.
 */
export const decodeSession = (text: string, file: string): SessionRecord => {
  let table: Record<string, unknown>
  try {
    table = TOML.parse(text)
  } catch (error) {
    throw new DataError(`${file} is not valid TOML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`, `Mend or move it away; the captured lines beside it are not touched`, { cause: error })
  }
  const pane = isTable(table.pane) ? table.pane : {}
  const string = (from: Record<string, unknown>, key: string, fallback?: string): string => {
    const value = Object.hasOwn(from, key) ? from[key] : fallback
    if (typeof value === 'string') return value
    throw new DataError(`${file} has no text for ${key}`, `Mend or move it away; the captured lines beside it are not touched`)
  }
  const worktree = isTable(table.worktree) ? table.worktree : undefined
  const [boot, machine] = [string(pane, 'boot', ''), string(pane, 'machine', '')]
  const number = Object.hasOwn(table, 'number') && Number.isSafeInteger(table.number) ? Number(table.number) : 1
  return {
    id: string(table, 'id'),
    number,
    project: string(table, 'project'),
    directory: string(table, 'directory'),
    pane: {
      socket: string(pane, 'socket'),
      serverPid: Number(string(pane, 'server_pid')),
      serverStart: Number(string(pane, 'server_start')),
      id: string(pane, 'id'),
      version: string(pane, 'tmux_version', ''),
      ...(boot === '' ? {} : { boot }),
      ...(machine === '' ? {} : { machine }),
    },
    started: string(table, 'started'),
    ended: string(table, 'ended', ''),
    status: string(table, 'status') === 'ended' ? 'ended' : 'live',
    endReason: string(table, 'end_reason', ''),
    previous: string(table, 'previous', ''),
    next: string(table, 'next', ''),
    transcript: string(table, 'transcript', ''),
    provisional: table.provisional === true,
    renamedTo: string(table, 'renamed_to', ''),
    ...(worktree === undefined
      ? {}
      : {
          worktree: {
            path: string(worktree, 'path'),
            branch: string(worktree, 'branch'),
            directory: string(worktree, 'directory'),
            repository: string(worktree, 'repository'),
            checkout: string(worktree, 'checkout', ''),
          },
        }),
  }
}
