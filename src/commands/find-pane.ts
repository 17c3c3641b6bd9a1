import { sessionDirectory } from '../core/paths.js'
import { isSessionId, type SessionId } from '../core/session/session-id.js'
import type { SessionRecord } from '../core/session/session-record.js'
import { choosePane, type ChosenPane } from '../core/tmux/choose-pane.js'
import type { ListedPane } from '../core/tmux/parse-panes.js'
import { UnavailableError } from '../errors.js'
import { pathExists } from '../shell/files/path-exists.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readSession } from '../shell/session/session-file.js'
import { sessionPlace } from '../shell/session/session-place.js'
import { unlessDamaged } from '../shell/session/unless-damaged.js'
import { listPanes } from '../shell/tmux/list-panes.js'
import { socketRefusal } from '../shell/tmux/socket-refusal.js'
import { tmuxSockets } from '../shell/tmux/tmux-sockets.js'
import type { Environment } from './environment.js'

/** A pane that a session can have, and the provisional session that has to give way to it, if one does. */
export interface FoundPane extends ChosenPane {
  readonly yielding?: SessionRecord
}

/** The live session that captures a pane, by what the sessions themselves say: the pane's option can be lost or stale. One that rolls over has given its pane to the next one, once that stands. */
const ownerOf = ({ paths, log }: Environment, pane: ListedPane, id: SessionId): SessionRecord | undefined => {
  for (const other of listSessions(paths.sessions)) {
    const record = other === id ? undefined : unlessDamaged(() => readSession(sessionDirectory(paths, other)), undefined, why => log(4, `${other}: whether it captures this pane cannot be told: ${why}`))
    const same = record?.pane.id === pane.id && record.pane.serverPid === pane.serverPid && record.pane.serverStart === pane.serverStart
    if (record?.status === 'live' && same && !(isSessionId(record.next) && pathExists(sessionPlace(paths, record.next)))) return record
  }
  return undefined
}

/**
 * The pane for a session: the one that is asked for, or the one DESIGN's rules choose. In: the session; `pane` (`%N`, of the server in $TMUX or of the only
 * server that has it). Throws UnavailableError (69) when there is no tmux, no such pane, no choice, or another live session has it.
 */
export const findPane = (environment: Environment, id: SessionId, pane: string | undefined): FoundPane => {
  const sockets = tmuxSockets(environment.env, environment.uid)
  const panes = listPanes(sockets)
  if (panes.length === 0) {
    const refused = sockets.map(socket => socketRefusal(socket, environment.uid)).find(why => why !== '')
    throw new UnavailableError(
      `no tmux server answers (looked at ${sockets.join(', ') || 'no socket'}${refused === undefined ? '' : `; not asked: ${refused}`})`,
      'Start tmux, then begin the session in one of its panes',
    )
  }
  const asked = pane === undefined ? undefined : panes.find(listed => listed.id === pane)
  if (pane !== undefined && asked === undefined) throw new UnavailableError(`there is no pane ${pane}`, 'tmux list-panes -a shows all panes')
  const chosen = asked === undefined ? choosePane(panes, id) : { pane: asked, rule: 'you asked for it' }
  if (chosen === undefined) {
    throw new UnavailableError(
      `there are ${panes.length} panes and nothing says which one ${id} is for`,
      `Run this in the pane: claude-session start --id ${id}`,
    )
  }
  if (chosen.pane.dead) throw new UnavailableError(`the program in pane ${chosen.pane.id} has ended`, `Start it again (tmux respawn-pane -t ${chosen.pane.id}), or name another pane`)
  const owner = ownerOf(environment, chosen.pane, id)
  if (owner === undefined) return chosen
  if (owner.provisional && owner.next === '') return { ...chosen, yielding: owner }
  throw new UnavailableError(
    `pane ${chosen.pane.id}${asked === undefined ? ` (chosen as ${chosen.rule})` : ''} is captured by the live session ${owner.id}`,
    `End that one first (claude-session end ${owner.id}), or run this in another pane: claude-session start --id ${id}`,
  )
}
