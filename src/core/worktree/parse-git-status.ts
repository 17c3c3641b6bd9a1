/** What `git status` says of a working tree: paths in it, those of directories with a `/` behind them. */
export interface GitStatus {
  readonly changed: readonly string[]
  readonly untracked: readonly string[]
  readonly ignored: readonly string[]
}

/**
 * The output of `git status --porcelain=v1 -z --no-renames --ignored=matching`. Source: git-status(1), "Porcelain Format Version 1": each entry is `XY PATH`, ended by a NUL, and a
 * path stands as it is. What is none of the two signs for untracked and ignored counts as changed.
 */
export const parseGitStatus = (output: string): GitStatus => {
  const entries = output.split('\0').filter(entry => entry !== '').map(entry => ({ sign: entry.slice(0, 2), path: entry.slice(3) }))
  const paths = (wanted: (sign: string) => boolean): string[] => entries.filter(({ sign }) => wanted(sign)).map(({ path }) => path)
  return { changed: paths(sign => sign !== '??' && sign !== '!!'), untracked: paths(sign => sign === '??'), ignored: paths(sign => sign === '!!') }
}
