import { isClaudeSessionId } from './claude-session-id.js'

/** A process of Claude Code, as it describes itself in `sessions/<pid>.json`. */
export interface ClaudeProcess {
  readonly pid: number
  /** The ID of the session it is in now; it changes with /clear and /resume. */
  readonly claudeSession: string
  /** '' when it says none. */
  readonly cwd: string
  /** Field 22 of its `/proc/<pid>/stat` at the time of writing. */
  readonly procStart: string
  /** `interactive`: somebody types into it; `print`: one question, one answer (`claude -p`, the SDK); `background`: it has no screen. */
  readonly kind: 'interactive' | 'print' | 'background'
  /** The pane it believes to be in (`%7`), '' when it says none. Every tmux server has a `%7`. */
  readonly pane: string
}

const string = (value: unknown): string => (typeof value === 'string' ? value : '')

const toJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    // Claude may be writing it this moment.
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const kindOf = (kind: string, entrypoint: string): ClaudeProcess['kind'] => {
  if (kind === 'bg') return 'background'
  return entrypoint.startsWith('sdk') ? 'print' : 'interactive'
}

/**
 * The text of `sessions/<pid>.json` to the process. In: the text; the process ID in the file's name. Out: undefined when it is no JSON object,
 * names another process, no session ID (a UUID) or no start time: without them nothing proves whose it is. Never throws for what stands in it.
 * Source: files of Claude Code 2.1.247 to 2.1.290; the format is its own and may change.
 */
export const parseClaudeProcess = (text: string, pid: number): ClaudeProcess | undefined => {
  const parsed = toJson(text)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
  const raw: Readonly<Record<string, unknown>> = { ...parsed }
  const claudeSession = string(raw.sessionId)
  const procStart = typeof raw.procStart === 'number' ? String(raw.procStart) : string(raw.procStart)
  if (raw.pid !== undefined && Number(raw.pid) !== pid) return undefined
  if (!isClaudeSessionId(claudeSession) || !/^\d{1,20}$/.test(procStart)) return undefined
  return {
    pid,
    claudeSession,
    cwd: /^\/[^\0]*$/.test(string(raw.cwd)) ? string(raw.cwd) : '',
    procStart,
    kind: kindOf(string(raw.kind), string(raw.entrypoint)),
    // The window's and the session's name before it may hold anything, dots and percent signs too.
    pane: /\.(%\d{1,10})$/.exec(string(raw.tmux))?.[1] ?? '',
  }
}
