/**
 * One call of the tmux client, and not by execa: this is the tick's hot path, where loading execa alone would cost as much as
 * everything else together. Always `-u`, or the output of formats would depend on the locale, which a user service may not have; always an explicit
 * socket, because the environment of a unit knows none.
 */
import { IoError, UnavailableError } from '../../errors.js'
import { bareEnvironment } from '../processes/bare-environment.js'
import { runChild } from '../processes/run-child.js'
import { socketRefusal } from './socket-refusal.js'

/** What a call came to: its output, or why the server or its target could not be reached (tmux's own words). */
export type TmuxAnswer = { readonly ok: true; readonly output: string } | { readonly ok: false; readonly reason: string }

const timeoutMs = 20_000
const maxOutputBytes = 2 ** 30

/**
 * Runs tmux with `args` against the server at `socket`; one that another user could wait at is not asked, which counts as a refusal. In: the socket; the arguments; what the client's environment
 * has beside the bare one. Throws UnavailableError (69) when tmux is not installed, IoError (74) when the server
 * does not answer in 20 s; an answer that is a refusal is a value.
 */
export const runTmux = (socket: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): TmuxAnswer => {
  const refused = socketRefusal(socket, process.geteuid?.() ?? 0)
  if (refused !== '') return { ok: false, reason: refused }
  const { status, stdout, stderr, code } = runChild('tmux', ['-u', '-S', socket, ...args], { env: { ...bareEnvironment(process.env), ...more }, timeoutMs, maxBytes: maxOutputBytes })
  if (code === 'ENOENT') throw new UnavailableError('tmux is not installed, or not in PATH', 'Install tmux 3.2 or newer')
  if (code === 'ETIMEDOUT') throw new IoError(`the tmux server at ${socket} did not answer in ${timeoutMs / 1000} s`, 'It may be stopped (SIGSTOP) or swapped out')
  if (code !== undefined) throw new IoError(`running tmux failed: ${code}`)
  return status === 0 ? { ok: true, output: stdout } : { ok: false, reason: stderr.trim() }
}
