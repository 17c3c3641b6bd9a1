import { finding, type Finding } from './finding.js'

/** Where the tool keeps what it keeps. */
export interface StateFacts {
  readonly root: string
  /** Directories of ours that cannot be trusted, in a sentence each. */
  readonly unsafe: readonly string[]
  /** The root, or the nearest directory above that is there, which it would be made in. */
  readonly nearest: string
  readonly writable: boolean
  /** What is free there for us; undefined: not told. A file system without a count of inodes says 0 of 0. */
  readonly free: { readonly bytes: number; readonly inodes: number; readonly allInodes: number } | undefined
  /** What is wrong in the configuration files. */
  readonly configuration: readonly string[]
  readonly userSettings: string
  /** Why the joint token_budget_status is not published, '' when it can be. */
  readonly refused: string
  readonly runtime: string
  readonly shared: string
}

const [leastBytes, fewBytes] = [100 * 1024 ** 2, 1024 ** 3]
const [leastInodes, fewInodes] = [100, 10_000]
const mostWarnings = 5

const inSize = (bytes: number): string => (bytes < fewBytes ? `${Math.floor(bytes / 1024 ** 2)} MB` : `${Math.floor((bytes / 1024 ** 3) * 10) / 10} GB`)

const judgeDirectory = ({ root, unsafe, nearest, writable }: StateFacts): Finding => {
  if (unsafe.length > 0) return finding('state-directory', 'problem', unsafe.join('; '), 'look at what is in it; when it is yours: chmod 700. Or set CLAUDE_SESSION_HOME to another place')
  if (!writable) return finding('state-directory', 'problem', nearest === root ? `${root} cannot be written to` : `${root} cannot be made: ${nearest} cannot be written to`, 'make it yours to write, or set CLAUDE_SESSION_HOME to another place')
  return finding('state-directory', 'ok', nearest === root ? `${root} is yours alone` : `${root} will be made when it is needed`)
}

const judgeSpace = (nearest: string, { bytes, inodes, allInodes }: NonNullable<StateFacts['free']>): Finding[] => [
  finding('disk-space', bytes < leastBytes ? 'problem' : bytes < fewBytes ? 'warning' : 'ok', `${inSize(bytes)} are free at ${nearest}`, bytes < fewBytes ? 'free some space (df): nothing more is written when it is full, and nothing is lost until tmux forgets it' : ''),
  ...(allInodes === 0 || inodes >= fewInodes ? [] : [finding('inodes', inodes < leastInodes ? 'problem' : 'warning', `${inodes} files more can be made at ${nearest}`, 'remove some files (df -i)')]),
]

/** The state directory, its disk, the configuration and the joint file of token budgets. */
export const judgeState = (facts: StateFacts): Finding[] => {
  const { nearest, free, configuration, userSettings, refused, runtime, shared } = facts
  const more = configuration.length - mostWarnings
  return [
    judgeDirectory(facts),
    ...(free === undefined ? [finding('disk-space', 'unknown', `how much is free at ${nearest} could not be found out`)] : judgeSpace(nearest, free)),
    ...(configuration.length === 0 ? [finding('configuration', 'ok', `nothing is wrong in ${userSettings}`)] : []),
    ...configuration.slice(0, mostWarnings).map(warning => finding('configuration', 'warning', warning, 'correct it: until then the default counts, or your own settings where a project\'s file is wrong')),
    ...(more > 0 ? [finding('configuration', 'warning', `${more} more of this kind`)] : []),
    refused === ''
      ? finding('token-budget', 'ok', `token budgets can be published in ${shared}`)
      : finding('token-budget', 'notice', `token budgets are in ${runtime} only: ${refused}`, 'move away what is in the way, if it is yours'),
  ]
}
