/** A working tree that git has a note of, be its files there or not. */
export interface ListedWorktree {
  readonly path: string
  readonly commit: string
  /** Without `refs/heads/`; '' when none is checked out. */
  readonly branch: string
}

/** The output of `git worktree list --porcelain`: blocks of lines `KEY VALUE`, one block a working tree. Source: git-worktree(1), "Porcelain format". */
export const parseWorktreeList = (output: string): ListedWorktree[] =>
  output.split('\n\n').flatMap(block => {
    const value = (key: string): string => block.split('\n').find(line => line.startsWith(`${key} `))?.slice(key.length + 1) ?? ''
    return value('worktree') === '' ? [] : [{ path: value('worktree'), commit: value('HEAD'), branch: value('branch').replace(/^refs\/heads\//, '') }]
  })
