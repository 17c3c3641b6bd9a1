import type { SessionStatus } from '../session/session-summary.js'
import type { TokenLevel } from '../tokens/token-budget.js'
import type { TokenStatus } from '../tokens/token-status.js'

const age = (seconds: number | null): string => {
  if (seconds === null) return 'never'
  if (seconds < 90) return `${seconds} s ago`
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min ago` : `${Math.round(seconds / 3_600)} h ago`
}

const colours: Readonly<Record<TokenLevel, string>> = { ok: '\u001b[32m', notice: '\u001b[33m', warning: '\u001b[33m', high: '\u001b[31m', critical: '\u001b[1;31m', unknown: '\u001b[2m' }

const tokensRow = (tokens: TokenStatus, colour: boolean): string => {
  const from = tokens.source === null ? '' : ` (${tokens.source}${tokens.secondsAgo === null ? '' : `, ${age(tokens.secondsAgo)}`})`
  return `  tokens    ${colour ? `${colours[tokens.level]}${tokens.text}\u001b[0m` : tokens.text}${from}`
}

/** What is captured, and of which pane. */
const paneRows = ({ pane, paneLives, state, lines, parts, capturedSecondsAgo }: SessionStatus): string[] => [
  `  pane      ${pane}${state === 'live' && !paneLives ? ' (gone)' : ''}`,
  `  captured  ${lines} ${lines === 1 ? 'line' : 'lines'} in ${parts} ${parts === 1 ? 'part' : 'parts'}, last change ${age(capturedSecondsAgo)}`,
]

/** Session states to text for people, a few lines each; of a damaged session, whose pane is not known, only what is wrong. In: the sessions, in order; whether to colour (a terminal). */
export const formatStatus = (sessions: readonly SessionStatus[], colour = false): string => {
  if (sessions.length === 0) return 'No live sessions. claude-session start begins one in this tmux pane.'
  return sessions
    .map(session =>
      [
        `${session.id} (${session.state}${session.state === 'live' ? `, ${session.supervisor}` : ''})`,
        ...(session.pane === '' ? [] : paneRows(session)),
        ...(session.tokens === null ? [] : [tokensRow(session.tokens, colour)]),
        ...(session.gaps > 0 ? [`  gaps      ${session.gaps} (claude-session where ${session.id} names the file)`] : []),
        ...(session.supervisor === 'nothing runs its ticks' ? ['  to do     claude-session recover (starts its units, or a supervisor where there is no user manager)'] : []),
        ...(session.trouble === '' ? [] : [`  trouble   ${session.trouble}`]),
      ].join('\n'),
    )
    .join('\n')
}
