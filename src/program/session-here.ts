import type { Environment } from '../commands/environment.js'
import { list } from '../commands/list.js'
import { parseSessionId, type SessionId } from '../core/session/session-id.js'
import { UsageError } from '../errors.js'

/** The session a command is for. In: its ID; without one it is that of `CLAUDE_SESSION_ID`, else that of the pane. Throws UsageError where there is none. */
export const sessionHere = (environment: Environment, id: string | undefined): SessionId => {
  const { env } = environment
  const here = id ?? env.CLAUDE_SESSION_ID
  if (here !== undefined && here !== '') return parseSessionId(here)
  const pane = list(environment).find(session => session.state === 'live' && session.pane === `${env.TMUX?.split(',')[0] ?? ''} ${env.TMUX_PANE ?? ''}`)
  if (pane === undefined) throw new UsageError('no session ID was given and this pane has none', 'claude-session list shows all there are')
  return parseSessionId(pane.id)
}
