import { transcriptSlug } from '../../core/transcript/transcript-slug.js'
import { listNames } from '../files/list-names.js'
import { modifiedMs } from '../files/modified-ms.js'

/**
 * The file of a session of Claude Code. In: directories that hold project folders; its ID (a UUID: it becomes part of a path); the directory it is in,
 * '' when not known. Out: the path, undefined while there is none: it comes with the first prompt. Looks in the folder of that directory first, then in
 * all: folders may have other names, and a session keeps its own when it changes directory. Of several the one written last.
 */
export const locateTranscript = (projects: readonly string[], claudeSession: string, cwd: string): string | undefined => {
  const slug = transcriptSlug(cwd).name
  const likely = cwd === '' ? [] : projects.map(folders => `${folders}/${slug}/${claudeSession}.jsonl`)
  const expected = likely.find(path => modifiedMs(path) !== undefined)
  if (expected !== undefined) return expected
  return projects
    .flatMap(folders => listNames(folders).map(name => `${folders}/${name}/${claudeSession}.jsonl`))
    .flatMap(path => ({ path, written: modifiedMs(path) ?? -1 }))
    .filter(({ written }) => written >= 0)
    .sort((one, other) => other.written - one.written)[0]?.path
}
