/** A call of one of Claude Code's hooks, as far as this project reads it. Fields that are missing or of another type are ''. */
export interface HookCall {
  readonly event: string
  /** Claude's own session ID, and its transcript ('' or a path that does not exist yet are both seen). */
  readonly claudeSession: string
  readonly transcript: string
  /** Of SessionStart: startup, resume, clear, compact, fork. */
  readonly source: string
  /** A subagent's call. */
  readonly agent: boolean
}

/**
 * What a hook is handed on standard input. In: the text; HOME, since `~/` was seen in paths. Out: undefined when it is not the JSON object that
 * hooks are handed; unknown events and fields are fine. Source: Claude Code's hooks reference, fields common to all events.
 */
export const parseHook = (text: string, home: string): HookCall | undefined => {
  let call: unknown
  try {
    call = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof call !== 'object' || call === null || Array.isArray(call)) return undefined
  const field = (key: string): string => {
    const value = (call as Readonly<Record<string, unknown>>)[key]
    return typeof value === 'string' && !value.includes('\0') ? value : ''
  }
  const path = field('transcript_path')
  const transcript = path.startsWith('~/') && home !== '' ? home + path.slice(1) : path
  return {
    event: field('hook_event_name'),
    claudeSession: field('session_id'),
    transcript: transcript.startsWith('/') ? transcript : '',
    source: field('source'),
    agent: field('agent_id') !== '',
  }
}
