import { historyDirectory, sessionDirectory } from '../core/paths.js'
import { isJoinedName } from '../core/session/joined-name.js'
import { partName } from '../core/session/part-name.js'
import type { SessionId } from '../core/session/session-id.js'
import { UsageError } from '../errors.js'
import { listNames } from '../shell/files/list-names.js'
import { pathExists } from '../shell/files/path-exists.js'
import { readMarker } from '../shell/parts/marker-file.js'
import { readSession } from '../shell/session/session-file.js'
import type { Environment } from './environment.js'

/** Where things are: of the tool as a whole, or of one session. Keys are stable: scripts read them from --json. `cd`: the place in its git worktree that it is for. */
export type Places = Readonly<Record<string, string>>

/** `where [ID]`; what a session does not have (yet) is left out. Throws UsageError (64) for a session that does not exist. */
export const where = ({ paths }: Environment, id: SessionId | undefined): Places => {
  if (id === undefined) {
    const { root, sessions, history, projects, runtime, userSettings } = paths
    return { root, sessions, history, projects, runtime, settings: userSettings }
  }
  const live = sessionDirectory(paths, id)
  const directory = pathExists(live) ? live : historyDirectory(paths, id)
  const record = readSession(directory)
  if (record === undefined) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
  const there = (key: string, name: string | undefined): Places => (name === undefined ? {} : { [key]: `${directory}/${name}` })
  const part = readMarker(directory, record.id)?.part ?? 1
  return {
    directory,
    part: `${directory}/${partName(record.number, part)}`,
    gaps: `${directory}/gaps.jsonl`,
    project: `${paths.projects}/${record.project}`,
    ...there('joined', listNames(directory).find(isJoinedName)),
    ...there('transcript', pathExists(`${directory}/transcript.jsonl`) ? 'transcript.jsonl' : undefined),
    ...there('context', pathExists(`${directory}/context.json`) ? 'context.json' : undefined),
    ...(record.status === 'ended' ? { manifest: `${directory}/MANIFEST.json` } : { marker: `${directory}/.capture_marker.${id}`, pending: `${directory}/.pending.${id}` }),
    ...(record.worktree === undefined || !pathExists(record.worktree.path) ? {} : { worktree: record.worktree.path, branch: record.worktree.branch, cd: record.worktree.directory }),
  }
}
