import type { Context } from '../core/context/context.js'
import { parseContext } from '../core/context/parse-context.js'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import { DataError, UsageError } from '../errors.js'
import { updateContext, type ContextUpdate } from '../shell/context/context-file.js'
import { limitGarbage } from '../shell/context/limit-garbage.js'
import { linkContext } from '../shell/context/save-context.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readSession } from '../shell/session/session-file.js'
import { readSettings } from '../shell/session/settings-files.js'
import type { Environment } from './environment.js'

/** One increment of a session's context.json; when there was anything new, the project's link leads to it. The caller holds its lock. Throws UsageError (64) for a session that there is not, DataError (65), IoError (74). */
export const refreshContextFile = async ({ paths, uid }: Environment, id: SessionId, { durable = true } = {}): Promise<ContextUpdate> => {
  const live = sessionDirectory(paths, id)
  const directory = pathExists(live) ? live : historyDirectory(paths, id)
  const record = readSession(directory)
  if (record === undefined) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
  const { settings } = await readSettings({ user: paths.userSettings, project: `${record.directory}/.claude-session.toml` })
  const { number, previous } = record
  limitGarbage()
  const update = updateContext({ id, directory, number, project: record.directory, previous, redact: settings.redact }, { durable })
  // The session that was active last is the one that had something new last.
  if (directory === live && update.lines > 0) linkContext(paths.projects, record.project, directory, uid)
  return update
}

/** The context of a session as it is now: one increment, then the whole. The caller holds its lock. Throws as `refreshContextFile` does. */
export const refreshContext = async (environment: Environment, id: SessionId): Promise<Context> => {
  const context = parseContext((await refreshContextFile(environment, id)).bytes.toString('utf8'))
  if (context === undefined) throw new DataError(`the context of ${id} does not hold what was written to it`, 'Check the disk')
  return context
}
