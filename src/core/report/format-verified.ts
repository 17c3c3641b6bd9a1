/** What is wrong with one file. `extra` is no damage: a file that the tool did not write. */
export interface FileProblem {
  /** Its path from the session's directory. */
  readonly file: string
  readonly problem: 'differs' | 'missing' | 'extra'
  readonly detail: string
}

/** One session, looked through. */
export interface VerifiedSession {
  readonly id: string
  readonly state: 'live' | 'ended'
  /** How many files were read, and how many bytes they have. */
  readonly files: number
  readonly bytes: number
  readonly problems: readonly FileProblem[]
}

/** Whether a session has lost something. */
export const isDamaged = ({ problems }: VerifiedSession): boolean => problems.some(({ problem }) => problem !== 'extra')

const size = (bytes: number): string => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`)

/** What was found to text for people: a line a session, and one for each file that is not as it should be. */
export const formatVerified = (sessions: readonly VerifiedSession[]): string => {
  if (sessions.length === 0) return 'No sessions yet. claude-session start begins one in this tmux pane.'
  return sessions
    .map(session => {
      const { id, state, files, bytes, problems } = session
      const heading = `${id} (${state}): ${files} ${files === 1 ? 'file' : 'files'}, ${size(bytes)}: ${isDamaged(session) ? 'damaged' : 'as written'}`
      return [heading, ...problems.map(({ file, problem, detail }) => `  ${problem.padEnd(8)} ${file}${detail === '' ? '' : `: ${detail}`}`)].join('\n')
    })
    .join('\n')
}
