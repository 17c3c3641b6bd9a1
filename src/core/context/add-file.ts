import { normalize } from 'node:path/posix'
import type { FileItem, Source } from './context.js'

/** One use of a file: the tool, where it stands, whose it is when it is a subagent's, and why, as far as that was said. */
export interface FileUse {
  readonly tool: string
  readonly source: Source
  readonly agent?: string | undefined
  readonly why?: string
}

/** More files than anybody can use; the ones used longest ago go first. */
const mostFiles = 20_000

const extended = (list: readonly string[], more: string | undefined): readonly string[] => (more === undefined || list.includes(more) || list.length >= 20 ? list : [...list, more])

/** A file as it is known: absolute (relative ones are below `cwd`), without `.` and `..`. */
export const absolutePath = (path: string, cwd: string): string => normalize(path.startsWith('/') || cwd === '' ? path : `${cwd}/${path}`)

/**
 * Counts one use of a file. In: the files by path, the last one used at the end, which is changed; the path; the use.
 */
export const addFile = (files: Map<string, FileItem>, path: string, { tool, source, agent, why = '' }: FileUse): void => {
  const known = files.get(path)
  const agents = extended(known?.agents ?? [], agent)
  files.delete(path)
  files.set(path, {
    path,
    count: (known?.count ?? 0) + 1,
    first: known?.first ?? source,
    last: source,
    by: extended(known?.by ?? [], tool),
    ...(agents.length === 0 ? {} : { agents }),
    ...(why === '' ? {} : { why }),
  })
  for (const oldest of files.keys()) {
    if (files.size <= mostFiles) break
    files.delete(oldest)
  }
}
