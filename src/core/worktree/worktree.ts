import type { SessionId } from '../session/session-id.js'

/** The git worktree of a lineage of sessions. All paths are absolute. */
export interface Worktree {
  readonly path: string
  /** Its branch, without `refs/heads/`. */
  readonly branch: string
  /** Where in it the session's directory is: the same sub-directory as in the checkout. */
  readonly directory: string
  /** The repository's own directory (`.git`, or the bare repository), which all its worktrees share. */
  readonly repository: string
  /** The working tree that it was made from, '' for a bare repository. */
  readonly checkout: string
}

/** The branch of a session's worktree. */
export const worktreeBranch = (id: SessionId): string => `claude-session/${id}`
