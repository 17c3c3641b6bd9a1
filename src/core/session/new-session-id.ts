import { parseSessionId, type SessionId } from './session-id.js'

/**
 * A new session ID, `claude-<project>-<unix seconds>`. In: the project's slug; the time in Unix seconds; which IDs are taken. Out: the ID of
 * the first second from then on that is free, so several shells that start in one second get different ones.
 */
export const newSessionId = (project: string, seconds: number, isTaken: (id: SessionId) => boolean): SessionId => {
  for (let second = seconds; ; second += 1) {
    const id = parseSessionId(`claude-${project}-${second}`)
    if (!isTaken(id)) return id
  }
}
