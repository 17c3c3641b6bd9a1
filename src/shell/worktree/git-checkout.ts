import { IoError, UnsafeError } from '../../errors.js'
import { runGit } from './run-git.js'

/** Where a directory is, as git sees it; absolute paths. */
export interface GitCheckout {
  /** The top of the working tree, '' in a bare repository. */
  readonly top: string
  /** The repository's directory that all worktrees share, and this working tree's own. */
  readonly repository: string
  readonly own: string
  /** The way from the top to the directory: `src/app/`, or ''. */
  readonly below: string
}

/**
 * The checkout that a directory is in. In: the directory; the environment. Out: undefined when it is in none (nor a bare repository; inside of a `.git` counts as in none). Throws UnavailableError (69)
 * without git, UnsafeError (77) for a repository that git does not trust, IoError (74).
 */
export const gitCheckout = async (directory: string, env: Readonly<Record<string, string | undefined>>): Promise<GitCheckout | undefined> => {
  const ask = async (...args: string[]): Promise<readonly string[] | undefined> => {
    const answer = await runGit(directory, ['rev-parse', '--path-format=absolute', ...args], env)
    if (answer.ok) {
      const lines = answer.output.split('\n').slice(0, -1)
      if (lines.length === args.length) return lines
      throw new IoError(`the path of the repository at ${directory} has a line break in it`, 'git names one path a line; move the repository')
    }
    if (answer.reason.includes('dubious ownership')) throw new UnsafeError(`git does not trust the repository at ${directory}: ${answer.reason}`, 'It belongs to another user; git config safe.directory tells git that this is meant')
    return undefined
  }
  const [bare, repository, own] = (await ask('--is-bare-repository', '--git-common-dir', '--absolute-git-dir')) ?? []
  if (repository === undefined || own === undefined) return undefined
  const [top, below] = (await ask('--show-toplevel', '--show-prefix')) ?? []
  if (top === undefined) return bare === 'true' ? { top: '', repository, own, below: '' } : undefined
  return { top, repository, own, below: below ?? '' }
}
