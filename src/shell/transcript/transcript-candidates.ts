import type { TranscriptCandidate } from '../../core/transcript/choose-transcript.js'
import { isClaudeSessionId } from '../../core/transcript/claude-session-id.js'
import { transcriptOrigin } from '../../core/transcript/transcript-origin.js'
import { transcriptSlug } from '../../core/transcript/transcript-slug.js'
import { listNames } from '../files/list-names.js'
import { modifiedMs } from '../files/modified-ms.js'
import { readRegularFile } from '../files/read-regular-file.js'

const headBytes = 64 * 1024
const tailBytes = 16 * 1024

/** The folders that a directory's transcripts may be in. A name that was cut stands for all that begin with it. */
const foldersOf = (projects: string, directory: string): string[] => {
  const { name, whole } = transcriptSlug(directory)
  return whole ? [`${projects}/${name}`] : listNames(projects).filter(folder => folder.startsWith(name)).map(folder => `${projects}/${folder}`)
}

/**
 * The transcripts in the folders of some directories, and what they say of themselves. In: directories that hold project folders; the working directories
 * asked for; more folders to look in; `since`: only those written at or after it, Unix milliseconds. Of each at most 80 KB is read.
 * Out: whatever lies there, also of another directory with the same folder. Throws IoError (74).
 */
export const transcriptCandidates = (projects: readonly string[], directories: readonly string[], folders: readonly string[], since: number): TranscriptCandidate[] => {
  const all = new Set([...projects.flatMap(each => directories.flatMap(directory => foldersOf(each, directory))), ...folders])
  return [...all].flatMap(folder =>
    listNames(folder).flatMap(name => {
      const claudeSession = name.endsWith('.jsonl') ? name.slice(0, -'.jsonl'.length) : ''
      const path = `${folder}/${name}`
      const written = isClaudeSessionId(claudeSession) ? modifiedMs(path) : undefined
      if (written === undefined || written < since) return []
      const file = readRegularFile(path, { head: headBytes, tail: tailBytes })
      if (file === undefined) return []
      return [{ path, claudeSession, modifiedMs: written, ...transcriptOrigin(file.head.toString('utf8'), file.tail.toString('utf8')) }]
    }),
  )
}
