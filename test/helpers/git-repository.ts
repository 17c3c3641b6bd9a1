import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { run, scratch, standIn, type Ran } from './fresh-home.js'

/** A real git repository of a test, and what a test does with it. */
export interface GitRepository {
  readonly directory: string
  /** The environment of its user, who has a name and no other settings. */
  readonly env: Readonly<Record<string, string>>
  /** Runs git in it, or in another directory. Throws with git's words when that fails. */
  readonly git: (...args: string[]) => string
  readonly gitIn: (directory: string, ...args: string[]) => string
  /** Writes a file in it, or in another directory. */
  readonly put: (path: string, text: string, directory?: string) => void
  /** Writes a file and commits all there is. */
  readonly commit: (path: string, text: string, directory?: string) => void
}

/** The environment in which git knows its user: in `more`, or in a home of its own. */
export const gitUser = (home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> => {
  writeFileSync(join(home, '.gitconfig'), '[user]\n\tname = Me\n\temail = me@example.org\n[init]\n\tdefaultBranch = main\n[protocol "file"]\n\tallow = always\n')
  return { HOME: home, PATH: process.env.PATH ?? '', ...more }
}

/** In: the test, at whose end all goes; the environment; where it is. Out: a repository with one commit (`README`, `src/deep/file`, and a `.gitignore`), on `main`. */
export const gitRepository = (t: Test, env = gitUser(scratch(t, 'home')), directory = scratch(t, 'my app')): GitRepository => {
  const gitIn = (place: string, ...args: string[]): string => {
    const { code, out, err }: Ran = run('git', ['-C', place, ...args], env)
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${err}`)
    return out.trim()
  }
  const put = (path: string, text: string, place = directory): void => {
    mkdirSync(dirname(join(place, path)), { recursive: true })
    writeFileSync(join(place, path), text)
  }
  const commit = (path: string, text: string, place = directory): void => {
    put(path, text, place)
    gitIn(place, 'add', '--all')
    gitIn(place, 'commit', '--quiet', '--message', path)
  }
  mkdirSync(directory, { recursive: true })
  gitIn(directory, 'init', '--quiet')
  put('README', 'a repository\n')
  put('src/deep/file', 'deep\n')
  commit('.gitignore', 'node_modules/\n.env\ndist/\n*.log\n')
  return { directory, env, git: (...args) => gitIn(directory, ...args), gitIn, put, commit }
}

/** A PATH whose git does as it is told first. In: the test; shell code that sees git's arguments as `$*`, and may `exit` or run `real_git "$@"`; what it leaves goes on to git itself. */
export const pathWithGit = (t: Test, code: string): string => {
  const bin = scratch(t, 'bin')
  standIn(bin, 'git', `real_git() { PATH='${process.env.PATH ?? ''}' command git "$@"; }\n${code}\nreal_git "$@"`)
  return `${bin}:${process.env.PATH ?? ''}`
}

/** A PATH without git. */
export const pathWithoutGit = (t: Test): string => scratch(t, 'no git')
