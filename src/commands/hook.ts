/**
 * What Claude Code's hooks bring. A hook must never hold Claude up or fail it: what goes wrong is said on stderr by whoever called this, and the next tick
 * does without. Nothing here is the only witness of anything: the same news stand in the transcript and on the screen, later.
 */
import { parseHook, type HookCall } from '../core/claude-settings/parse-hook.js'
import { sessionDirectory } from '../core/paths.js'
import { openSigns, type Sign } from '../core/session/boundary.js'
import type { SessionId } from '../core/session/session-id.js'
import { CliError } from '../errors.js'
import { pathExists } from '../shell/files/path-exists.js'
import { noteSign, readBoundaryFile } from '../shell/session/boundary-file.js'
import { sessionOfPane } from '../shell/tmux/session-of-pane.js'
import { earlierTranscripts } from '../shell/transcript/earlier-transcripts.js'
import { readHookNews, writeHookNews, type HookNews } from '../shell/transcript/hook-news.js'
import { lastBoundary } from '../shell/transcript/last-boundary.js'
import { askTick } from '../shell/units/ask-tick.js'
import type { Environment } from './environment.js'

/** A tick that is at work finishes in well under this. */
const flushWaitSeconds = 15
/** A boundary record of this age is of the compaction before: the new one is not written yet. */
const freshMs = 60_000

/** Claude Codes that a program starts (`claude -p` in a script, the SDK) call the same hooks in the same pane; the one that was there first is the pane's. */
const isPanes = (call: HookCall, known: string | undefined, entrypoint: string | undefined): boolean =>
  !call.agent && (known === undefined || known === call.claudeSession || entrypoint === undefined || entrypoint === '' || entrypoint === 'cli')

/** Whether a call is of a session of Claude's that came before the known one in this lineage: hooks can be so late. Going back to one is said at its start. */
const isLate = ({ paths }: Environment, directory: string, call: HookCall, known: HookNews | undefined): boolean => {
  if (known === undefined || known.claudeSession === call.claudeSession || call.source === 'resume') return false
  const earlier = earlierTranscripts(paths, directory)
  const age = (transcript: string): number => earlier.indexOf(transcript)
  return age(call.transcript) > age(known.transcript)
}

/** Whether a conversation is taken up that this lineage does not know: it must not hear of another one's work. */
const resumesOther = ({ paths }: Environment, directory: string, call: HookCall, known: HookNews | undefined): boolean =>
  call.source === 'resume' && known !== undefined && known.claudeSession !== call.claudeSession && !earlierTranscripts(paths, directory).includes(call.transcript)

const boundarySign = ({ now }: Environment, call: HookCall): Sign | undefined => {
  if (call.event !== 'SessionStart') return undefined
  const at = now().getTime()
  if (call.source === 'clear') return { by: 'hook', kind: 'clear', at, key: call.claudeSession, rolled: 0 }
  if (call.source !== 'compact') return undefined
  const record = call.transcript === '' ? undefined : lastBoundary(call.transcript)
  const key = record !== undefined && at - (Date.parse(record.timestamp) || 0) < freshMs ? record.uuid : ''
  return { by: 'hook', kind: 'compact', at, key, rolled: 0 }
}

/** Events after which Claude's count of tokens is another. */
const counted = ['Stop', 'PostCompact']

/** Asks for the rollover. That nobody can be asked must not cost Claude its hand-off: the next tick asks. */
const askRollover = ({ askRollover, log }: Environment, id: SessionId): void => {
  try {
    askRollover?.(id)
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    log(4, `${id}: its rollover was not asked for: ${error.message}`)
  }
}

const answer = async (environment: Environment, id: SessionId, call: HookCall): Promise<string> => {
  const { paths, env, self } = environment
  const directory = sessionDirectory(paths, id)
  const known = readHookNews(directory, id)
  if (call.claudeSession === '' || !isPanes(call, known?.claudeSession, env.CLAUDE_CODE_ENTRYPOINT)) return ''
  const sign = boundarySign(environment, call)
  if (sign !== undefined) noteSign(directory, id, sign)
  // What comes after a clear is the next session's, which the rollover tells of it; this one's own transcript may not have been looked at yet.
  const ofNext = openSigns(readBoundaryFile(directory, id)).some(({ kind, key }) => kind === 'clear' && key === call.claudeSession)
  if (call.transcript !== '' && call.event !== 'SessionEnd' && !ofNext && !isLate(environment, directory, call, known)) writeHookNews(directory, id, { claudeSession: call.claudeSession, transcript: call.transcript })
  // What only a compaction needs is loaded with it, and is much: Claude waits for each of its hooks, and most are of turns.
  if (call.event === 'PreCompact') {
    const { captureTick } = await import('./capture-tick.js')
    await captureTick(environment, id, { waitSeconds: flushWaitSeconds })
  }
  if (counted.includes(call.event)) askTick('token', { id, directory }, env, self)
  if (call.event !== 'SessionStart' || resumesOther(environment, directory, call, known)) return ''
  const { handoffText } = await import('./handoff-text.js')
  try {
    return await handoffText(environment, id, call.source)
  } finally {
    // Asked for last: the rollover takes the session's lock, and Claude waits for the hand-off. Who saw the same boundary may have rolled it over by now.
    if (sign !== undefined && pathExists(directory)) askRollover(environment, id)
  }
}

/**
 * `hook`: one call of one of Claude Code's hooks. In: what it was handed on standard input. Out: what goes to standard output: the hand-off for a new context at
 * SessionStart, else nothing. In a pane that no session captures it does nothing. Throws as a tick does.
 */
export const hook = async (environment: Environment, input: string): Promise<string> => {
  const call = parseHook(input, environment.env.HOME ?? '')
  const id = call === undefined ? undefined : sessionOfPane(environment.paths, environment.env)
  return call === undefined || id === undefined ? '' : answer(environment, id, call)
}
