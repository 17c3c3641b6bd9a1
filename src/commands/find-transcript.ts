import { chooseClaudeProcess } from '../core/transcript/choose-claude-process.js'
import { type BoundTranscript, type TranscriptChoice, type TranscriptEvidence, chooseTranscript } from '../core/transcript/choose-transcript.js'
import { type ClaudeDirectories, claudeDirectories } from '../core/transcript/claude-directories.js'
import { listNames } from '../shell/files/list-names.js'
import { modifiedMs } from '../shell/files/modified-ms.js'
import { realPath } from '../shell/files/real-path.js'
import { processAncestors } from '../shell/processes/process-ancestors.js'
import { processTree } from '../shell/processes/process-tree.js'
import { claudeProcesses } from '../shell/transcript/claude-processes.js'
import { type ClaudeProgram, claudePrograms } from '../shell/transcript/claude-programs.js'
import { locateTranscript } from '../shell/transcript/locate-transcript.js'
import { transcriptCandidates } from '../shell/transcript/transcript-candidates.js'
import type { Environment } from './environment.js'

/** The pane whose transcript is wanted, and what is known already. */
export interface TranscriptWanted {
  /** The project's directory, absolute. */
  readonly directory: string
  /** The process that tmux started in the pane. */
  readonly panePid: number
  /** `%7`. */
  readonly paneId: string
  /** When our session began, Unix milliseconds. */
  readonly startedMs: number
  /** What was bound before. */
  readonly bound?: BoundTranscript | undefined
  /** Transcripts that other live sessions of ours are bound to. */
  readonly taken: readonly string[]
}

type Live = TranscriptEvidence['live']

/** The live Claude Codes by the process files of some configuration directories. */
const listLive = (places: readonly ClaudeDirectories[], panePid: number): Live =>
  // Every process is a descendant of init, which is no pane's.
  places.flatMap(({ config }) => claudeProcesses(config)).map(found => ({ ...found, inPane: panePid > 1 && processAncestors(found.pid).includes(panePid) }))

/** What looks like Claude Code outside of the pane in one of the directories, and has no process file. Looks at every process there is. */
const beside = (directories: readonly string[], tree: readonly number[], live: Live): number[] => {
  const known = new Set([...tree, ...live.map(({ pid }) => pid)])
  const rest = listNames('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(pid => !known.has(pid))
  return claudePrograms(rest).flatMap(({ pid, cwd }) => (directories.includes(cwd) ? [pid] : []))
}

const distinct = (places: readonly ClaudeDirectories[]): ClaudeDirectories[] => [...new Map(places.map(place => [JSON.stringify(place), place])).values()]

/**
 * The transcript of the Claude Code in a pane. In: `wanted`. Out: the choice: `found` with the rule that found it, in words for the journal; or the
 * `reason` why none can be bound now (then what was bound before is gone, or not this pane's any more). And `claude`: whether one runs in the pane.
 * Never another pane's: in doubt none.
 * Starts no process; where no Claude Code runs it lists `sessions/` and looks at what the pane runs. Claude's files are only read.
 * Throws IoError (74) when a directory of Claude's is there and cannot be listed.
 */
export const findTranscript = ({ env }: Pick<Environment, 'env'>, wanted: TranscriptWanted): { readonly claude: boolean; readonly choice: TranscriptChoice } => {
  const { panePid, taken, startedMs, paneId } = wanted
  const written = wanted.bound === undefined ? undefined : modifiedMs(wanted.bound.path)
  const bound = wanted.bound === undefined || written === undefined ? undefined : { ...wanted.bound, modifiedMs: written }
  const ours = claudeDirectories(env)
  let places = ours === undefined ? [] : [ours]
  let live = listLive(places, panePid)
  let shown = chooseClaudeProcess(live.filter(({ inPane }) => inPane), bound === undefined)
  let programs: ClaudeProgram[] = []
  let tree: number[] = []
  if (shown === undefined && panePid > 1) {
    tree = processTree(panePid)
    programs = claudePrograms(tree)
    // The shell in the pane may have set CLAUDE_CONFIG_DIR or HOME, which a unit does not see.
    const more = distinct([...places, ...programs.flatMap(program => claudeDirectories(program.env) ?? [])])
    if (more.length > places.length) {
      places = more
      live = listLive(distinctConfigs(places), panePid)
      shown = chooseClaudeProcess(live.filter(({ inPane }) => inPane), bound === undefined)
    }
  }
  const projects = [...new Set(places.flatMap(place => place.projects))]
  // Claude may be writing its file this moment: one that has any is not unknown.
  const unknownInPane = programs.flatMap(({ pid }) => (places.some(({ config }) => modifiedMs(`${config}/sessions/${pid}.json`) !== undefined) ? [] : [pid]))
  const directories = [...new Set([wanted.directory, realPath(wanted.directory) ?? wanted.directory])]
  const byContent = shown === undefined && unknownInPane.length > 0
  const folders = places.flatMap(({ folder, projects: [first = ''] }) => (folder === '' ? [] : [`${first}/${folder}`]))
  const claude = shown !== undefined || programs.length > 0
  const choice = chooseTranscript({
    paneId,
    directories,
    startedMs,
    shown: shown === undefined ? undefined : { ...shown, path: locateTranscript(projects, shown.claudeSession, shown.cwd) },
    claude,
    live,
    bound,
    taken,
    unknownInPane,
    unknownBeside: byContent ? beside(directories, tree, live) : [],
    candidates: byContent ? transcriptCandidates(projects, directories, folders, bound?.modifiedMs ?? startedMs) : [],
  })
  return { claude, choice }
}

/** One place a configuration directory: its process files are read once. */
const distinctConfigs = (places: readonly ClaudeDirectories[]): ClaudeDirectories[] => [...new Map(places.map(place => [place.config, place])).values()]
