import { sessionDirectory } from '../core/paths.js'
import type { SessionId } from '../core/session/session-id.js'
import type { SessionStatus } from '../core/session/session-summary.js'
import { decodeTokenLine } from '../core/tokens/token-line.js'
import { byTokenStatus, tokenStatus, type TokenStatus } from '../core/tokens/token-status.js'
import { UsageError } from '../errors.js'
import { readSmallFile } from '../shell/files/read-small-file.js'
import { listSessions } from '../shell/session/list-sessions.js'
import { readSession } from '../shell/session/session-file.js'
import { listedPane } from '../shell/tmux/listed-pane.js'
import { budgetFile } from '../shell/tokens/publish-budget.js'
import { isSupervised } from '../shell/units/is-supervised.js'
import { unitState } from '../shell/units/units.js'
import type { Environment } from './environment.js'
import { summarize, summarizeDamaged } from './list.js'

const supervisorOf = async ({ paths }: Environment, id: SessionId): Promise<string> => {
  if ((await unitState(id)) === 'active') return 'units'
  return isSupervised(paths.runtime, id) ? 'embedded supervisor' : 'nothing runs its ticks'
}

const tokensOf = ({ paths, now }: Environment, id: SessionId): TokenStatus | null => {
  const found = decodeTokenLine(readSmallFile(`${paths.runtime}/${id}/${budgetFile}`, 1_024)?.trimEnd() ?? '')
  return found === undefined ? null : tokenStatus(found.budget, now().getTime())
}

/** `status [ID]`: the live sessions, the one nearest to its compaction first, or one session, live or ended. Throws UsageError (64) for a session that does not exist, DataError (65) when the one that is asked for is damaged. */
export const status = async (environment: Environment, id: SessionId | undefined): Promise<SessionStatus[]> => {
  const { paths, now } = environment
  const states: SessionStatus[] = []
  for (const each of id === undefined ? listSessions(paths.sessions) : [id]) {
    const summary = id === undefined ? summarizeDamaged(environment, each) : summarize(environment, id)
    if (summary === undefined && id !== undefined) throw new UsageError(`there is no session ${id}`, 'claude-session list shows all there are')
    if (summary === undefined) continue
    const pane = summary.pane === '' ? undefined : readSession(sessionDirectory(paths, each))?.pane
    states.push({
      ...summary,
      paneLives: pane !== undefined && listedPane(pane) !== undefined,
      capturedSecondsAgo: summary.captured === '' ? null : Math.max(0, Math.round((now().getTime() - Date.parse(summary.captured)) / 1000)),
      supervisor: summary.state === 'live' ? await supervisorOf(environment, each) : 'ended',
      tokens: summary.state === 'live' ? tokensOf(environment, each) : null,
    })
  }
  return states.sort((one, other) => byTokenStatus(one.tokens, other.tokens))
}
