import type { Environment } from '../commands/environment.js'
import { list } from '../commands/list.js'
import { parseSessionId, type SessionId } from '../core/session/session-id.js'
import { UsageError } from '../errors.js'

/**
 * The session a command is for. In: its ID; without one it is that of `CLAUDE_SESSION_ID` while that lives, else the live one of the pane: a process keeps the variable it began with, also when its session has ended or
 * gone on as another; else that of the variable all the same. Throws UsageError (64) where there is none.
 */
export const sessionHere = (environment: Environment, id: string | undefined): SessionId => {
  const { env } = environment
  if (id !== undefined && id !== '') return parseSessionId(id)
  const told = id === undefined ? (env.CLAUDE_SESSION_ID ?? '') : ''
  const address = `${env.TMUX?.split(',')[0] ?? ''} ${env.TMUX_PANE ?? ''}`
  const live = list(environment).filter(({ state }) => state === 'live')
  const here = live.find(session => session.id === told) ?? live.find(({ pane }) => pane === address)
  if (here !== undefined) return parseSessionId(here.id)
  if (told !== '') return parseSessionId(told)
  throw new UsageError(`no session ID was given and ${(env.TMUX_PANE ?? '') === '' ? 'this is not a tmux pane' : 'this pane has none'}`, 'claude-session list shows all there are')
}
