/**
 * One call of git. Nothing of the repository runs: not its hooks (one that is tracked, as husky's are, is somebody else's code, and a worktree must not depend on one that fails), not its file system
 * monitor. What the user's own configuration sets up to read and write files (git-lfs, git-crypt) does: without it the files would not be the files.
 */
import { execa } from 'execa'
import { gitEnvironment } from '../../core/worktree/git-environment.js'
import { IoError, UnavailableError } from '../../errors.js'

/** What a call came to: its output, or why git refused (its own words). */
export type GitAnswer = { readonly ok: true; readonly output: string } | { readonly ok: false; readonly reason: string }

const settings = [
  'core.hooksPath=/dev/null', 'core.fsmonitor=false', 'gc.auto=0', 'maintenance.auto=false', 'submodule.recurse=false',
  // A signature would be checked by whatever program the repository names.
  'log.showSignature=false',
  // `git worktree remove` looks for itself whether something would be lost, and looks away where this says so.
  'status.showUntrackedFiles=all',
].flatMap(setting => ['-c', setting])

const usualSeconds = 20
const mostBytes = 2 ** 28

/**
 * Runs git in `directory`. In: the directory; the arguments, with `--` before what comes from outside; the environment; how many seconds it may take. Told to stop, git removes what it
 * has half done, so it gets ten seconds for that. Throws UnavailableError (69) when git is not installed, IoError (74) when it took too long or cannot be run.
 */
export const runGit = async (directory: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>, seconds = usualSeconds): Promise<GitAnswer> => {
  const result = await execa('git', ['--no-pager', ...settings, '-C', directory, ...args], {
    env: gitEnvironment(env),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
    maxBuffer: mostBytes,
    timeout: seconds * 1000,
    forceKillAfterDelay: 10_000,
  })
  if (result.code === 'ENOENT') throw new UnavailableError('git is not installed, or not in PATH', 'Install git 2.31 or newer')
  if (result.timedOut) throw new IoError(`git ${args[0] ?? ''} did not end in ${seconds} s in ${directory}`, 'The disk may be slow, or another git at work there')
  if (result.exitCode === undefined) throw new IoError(`running git ${args[0] ?? ''} in ${directory} failed: ${result.shortMessage}`)
  const reason = result.stderr.split('\n').find(line => /^(?:fatal|error): /.test(line)) ?? result.stderr.split('\n')[0] ?? ''
  return result.exitCode === 0 ? { ok: true, output: result.stdout } : { ok: false, reason: reason.replace(/^(?:fatal|error): /, '').trim() || `exit code ${result.exitCode}` }
}
