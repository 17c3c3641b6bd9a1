/** What was found in a worktree and around it; paths of files are relative to it. */
export interface WorktreeFacts {
  readonly changed: readonly string[]
  readonly untracked: readonly string[]
  /** Ignored files that are neither in the checkout nor a tool's to make again. */
  readonly ignored: readonly string[]
  readonly unwatched: readonly string[]
  readonly submodules: readonly string[]
  /** The newest commit that no other branch and no remote has, '' when there is none. */
  readonly commit: string
  readonly stashes: number
  /** What git has begun in it and not finished: `a rebase`. */
  readonly operations: readonly string[]
  readonly locked: boolean
  /** Processes whose directory is in it; panes and live sessions that are in it. */
  readonly processes: readonly number[]
  readonly panes: readonly string[]
  readonly sessions: readonly string[]
}

const mostNamed = 3

const named = (names: readonly (string | number)[]): string => `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ', …' : ''}`

const counted = (names: readonly (string | number)[], one: string, several: string): string[] =>
  names.length === 0 ? [] : [`${names.length} ${names.length === 1 ? one : several} (${named(names)})`]

/**
 * Why a worktree must stay: what would be lost with it, and whom its removal would hit. In: all that was found. Out: one clause each, none when nothing would be lost. Commits that only the
 * reflog knows (an amended or dropped one) do not count: whoever made them so meant it, and git keeps them for a while.
 */
export const worktreeLoss = (facts: WorktreeFacts): string[] => [
  ...counted(facts.changed, 'uncommitted change', 'uncommitted changes'),
  ...counted(facts.untracked, 'untracked file', 'untracked files'),
  ...counted(facts.ignored, 'ignored file that the checkout has not', 'ignored files that the checkout has not'),
  ...counted(facts.unwatched, 'file whose changes git was told not to look at', 'files whose changes git was told not to look at'),
  ...(facts.commit === '' ? [] : [`commits that no other branch and no remote has (the newest is ${facts.commit})`]),
  ...(facts.stashes === 0 ? [] : [`${facts.stashes === 1 ? 'a stash' : `${facts.stashes} stashes`} made on its branch`]),
  ...facts.operations.map(operation => `${operation} that is not finished`),
  ...counted(facts.submodules, 'submodule, and git removes such a worktree by force only', 'submodules, and git removes such a worktree by force only'),
  ...(facts.locked ? ['it is locked (git worktree unlock)'] : []),
  ...counted(facts.sessions, 'live session has it', 'live sessions have it'),
  ...counted(facts.panes, 'pane stands in it', 'panes stand in it'),
  ...counted(facts.processes, 'process runs in it', 'processes run in it'),
]
