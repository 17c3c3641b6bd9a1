/**
 * `recover`: what a crash, a kill or a power loss cut off is finished, and what still lives goes on. Each session by itself, so that the trouble of one is not that of the others; each step is one
 * that can be repeated, so `recover` itself may be killed anywhere, and what was finished is not touched again.
 */
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { Recovery } from '../core/session/plan-recovery.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import type { ListedPane } from '../core/tmux/parse-panes.js'
import { BusyError, CliError, DataError } from '../errors.js'
import { listNames } from '../shell/files/list-names.js'
import { lockDirectory } from '../shell/files/lock-directory.js'
import { ownDirectory } from '../shell/files/own-directory.js'
import { pathExists } from '../shell/files/path-exists.js'
import { removeTree } from '../shell/files/remove-tree.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { sessionField } from '../shell/session/session-field.js'
import { readSession } from '../shell/session/session-file.js'
import { unlessDamaged } from '../shell/session/unless-damaged.js'
import { listPanes } from '../shell/tmux/list-panes.js'
import { publishedIds } from '../shell/tokens/publish-budget.js'
import type { Environment } from './environment.js'
import { completeEnded, manifestFile } from './freeze-session.js'
import { mendProject } from './mend-project.js'
import { patience, recoverSession } from './recover-session.js'
import { removeWorktree } from './remove-worktree.js'
import { sharedDirectory } from './token-tick.js'
import { withdrawTokens } from './withdraw-tokens.js'

/** One thing that was done, or could not be: for a session, its ID; else what it was for. */
export interface Recovered {
  readonly id: string
  readonly did: Exclude<Recovery, 'leave' | 'elsewhere'> | 'complete' | 'mend' | 'failed'
  readonly how: string
  /** What `claude-session` would exit with for it. */
  readonly exitCode: number
}

export interface RecoverOptions {
  /** Whether embedded supervisors may be started. */
  readonly supervisor: boolean
  /** Told before each session how many are done, of how many. */
  readonly progress?: (done: number, total: number) => void
}

/** The panes of a server, asked for once: one that does not answer would cost 20 seconds for each of its sessions. */
const askedOnce = (): ((socket: string) => readonly ListedPane[]) => {
  const answers = new Map<string, readonly ListedPane[] | CliError>()
  const ask = (socket: string): readonly ListedPane[] | CliError => {
    try {
      return listPanes([socket])
    } catch (error) {
      if (error instanceof CliError) return error
      throw error
    }
  }
  return socket => {
    const answer = answers.get(socket) ?? ask(socket)
    answers.set(socket, answer)
    if (answer instanceof CliError) throw answer
    return answer
  }
}

/** Completes the files of a session that stands in history/. */
const complete = async (environment: Environment, id: SessionId): Promise<string | undefined> => {
  const directory = historyDirectory(environment.paths, id)
  if (pathExists(manifestFile(directory))) return undefined
  const lock = lockDirectory(directory, patience)
  try {
    // Whoever was at its files has completed them, or begun a session of its name.
    if (lock === undefined || pathExists(manifestFile(directory))) return undefined
    const record = readSession(directory)
    if (record === undefined) throw new DataError(`${directory} has no session.toml`, 'Look at what is in it; nothing of it was touched')
    const joined = completeEnded(environment, id, record)
    if (record.worktree !== undefined && record.next === '') await removeWorktree(environment, id, record.worktree)
    return `its end was cut off; ${joined} is in ${directory}`
  } finally {
    lock?.release()
  }
}

/** Removes what a rollover had made aside for a session that did not come to be. The caller has finished all rollovers that can be. */
const clearAside = (sessions: string): string | undefined => {
  const aside = (): string[] => listNames(sessions).filter(name => /^\..+\.new$/.test(name))
  if (aside().length === 0) return undefined
  const all = lockDirectory(sessions, patience)
  try {
    const names = aside()
    for (const name of names) removeTree(`${sessions}/${name}`)
    return names.length === 0 ? undefined : `removed from ${sessions}: ${names.join(', ')}`
  } finally {
    all?.release()
  }
}

/** Withdraws what an end that was cut off at its last step left of the ticks of its session. One that rolled over has left there on purpose which one it went on as. */
const withdrawEnded = (environment: Environment): void => {
  const { paths, env } = environment
  for (const id of new Set([...listNames(paths.runtime), ...publishedIds(sharedDirectory(env))])) {
    if (!isSessionId(id) || pathExists(sessionDirectory(paths, id)) || !pathExists(historyDirectory(paths, id))) continue
    if (unlessDamaged(() => sessionField(historyDirectory(paths, id), 'next'), '?') === '') withdrawTokens(environment, id)
  }
}

const counted = (done: readonly Recovered[]): string => {
  const words = { end: 'ended', complete: 'completed', 'finish rollover': 'rolled over', resume: 'resumed', clear: 'cleared', mend: 'mended', busy: 'busy and left alone', failed: 'failed' }
  return Object.entries(words).flatMap(([did, word]) => {
    const count = done.filter(one => one.did === did).length
    return count === 0 ? [] : `${count} ${word}`
  }).join(', ')
}

/**
 * Finishes every session whose pane is gone and every end and rollover that was cut off, resumes the sessions whose pane lives and that nothing ticks, and clears what a kill left. Out: what was done,
 * in order, [] when there was nothing to do; and an error with the exit code of the first trouble, undefined when there was none. What somebody is at work on is left alone, and 75. Throws only for
 * a defect, after all is done, and UnsafeError (77) when the state directory is not ours alone.
 */
export const recover = async (environment: Environment, { supervisor, progress }: RecoverOptions): Promise<{ readonly done: readonly Recovered[]; readonly failure: CliError | undefined }> => {
  const { paths, uid, log } = environment
  for (const path of [paths.root, paths.sessions, paths.history, paths.projects]) if (pathExists(path)) ownDirectory(path, uid)
  const done: Recovered[] = []
  const defects: unknown[] = []
  const attempt = async (id: string, what: () => Promise<Omit<Recovered, 'id' | 'exitCode'> | undefined>): Promise<void> => {
    try {
      const result = await what()
      if (result === undefined) return
      done.push({ id, ...result, exitCode: 0 })
      log(5, `${id}: recovered: ${result.how}`)
    } catch (error) {
      if (!(error instanceof CliError)) defects.push(error)
      const [exitCode, message, hint] = error instanceof CliError ? [error.exitCode, error.message, error.hint] : [70, String(error), undefined]
      const busy = error instanceof BusyError
      done.push({ id, did: busy ? 'busy' : 'failed', how: message, exitCode })
      log(busy ? 5 : 3, `${id}: ${busy ? 'left alone' : 'not recovered'}: ${message}${hint === undefined ? '' : `. ${hint}`}`)
    }
  }
  const optional = (did: 'complete' | 'mend', how: string | undefined): { did: typeof did; how: string } | undefined => (how === undefined ? undefined : { did, how })

  const ended = listSessions(paths.history)
  // A rollover's old session before its new one: what the old one leaves, the new one's end may write over.
  const rolled = (id: SessionId): number => Number(unlessDamaged(() => sessionField(sessionDirectory(paths, id), 'next'), '') === '')
  const live = listSessions(paths.sessions).sort((one, other) => rolled(one) - rolled(other))
  const total = ended.length + live.length
  for (const [index, id] of ended.entries()) {
    progress?.(index, total)
    await attempt(id, async () => optional('complete', await complete(environment, id)))
  }
  const panes = askedOnce()
  for (const [index, id] of live.entries()) {
    progress?.(ended.length + index, total)
    await attempt(id, async () => recoverSession(environment, id, { supervisor, panes }))
  }
  await attempt('sessions', async () => optional('mend', clearAside(paths.sessions)))
  for (const slug of listNames(paths.projects)) await attempt(slug, async () => optional('mend', mendProject(environment, slug)))
  withdrawEnded(environment)

  if (done.length === 0) log(6, 'nothing to recover')
  else log(5, `recovered: ${counted(done)}`)
  if (defects.length > 0) throw defects[0]
  const trouble = done.find(({ did }) => did === 'failed') ?? done.find(({ did }) => did === 'busy')
  const failures = done.filter(({ did }) => did === trouble?.did).length
  const failure = trouble && new CliError(trouble.exitCode, `${failures} of ${done.length} could not be recovered: ${trouble.id}: ${trouble.how}`, 'What was said above tells what to do; then run it again')
  return { done, failure }
}
