/** What the index says of a working tree's files. */
export interface GitFiles {
  /** Those whose changes `git status` does not show (assume-unchanged, skip-worktree). */
  readonly unwatched: readonly string[]
  readonly submodules: readonly string[]
}

/** The output of `git ls-files -z -v --stage`: `TAG MODE OBJECT STAGE<tab>PATH`, ended by a NUL. Source: git-ls-files(1); a small letter is assume-unchanged, `S` skip-worktree, mode 160000 a submodule. */
export const parseGitFiles = (output: string): GitFiles => {
  const entries = output.split('\0').flatMap(entry => {
    const match = /^(\S) (\d+) \S+ \d\t([^]*)$/.exec(entry)
    return match === null ? [] : [{ tag: match[1] ?? '', mode: match[2] ?? '', path: match[3] ?? '' }]
  })
  return {
    unwatched: entries.filter(({ tag }) => /[a-zS]/.test(tag)).map(({ path }) => path),
    submodules: entries.filter(({ mode }) => mode === '160000').map(({ path }) => path),
  }
}
