import type { SessionRecord } from './session-record.js'

/** A directory in sessions/ as it is found. */
export interface FoundSession {
  /** Its session.toml; undefined when it has none. */
  readonly record: SessionRecord | undefined
  /** Its pane is there, and what runs in it has not ended. */
  readonly paneLives: boolean
  /** The state of its unit, as systemd says it; undefined without a user manager that has our units. */
  readonly unit: string | undefined
  /** An embedded supervisor runs it. */
  readonly supervised: boolean
  /** Its pane was found on this machine, as far as that can be known. */
  readonly here: boolean
  /** The session that its record names as the next one stands, live or ended. */
  readonly nextStands: boolean
}

/**
 * What is to be done for a session:
 * - `clear`: it was not begun to the end, and nothing was captured;
 * - `finish rollover`: the next session is named, or stands, and the old one is here still;
 * - `end`: its pane is gone, or its end was cut off;
 * - `resume`: its pane lives, and nothing ticks it;
 * - `leave`: all is well;
 * - `elsewhere`: its pane is not to be seen from here, and may live on the machine that it began on;
 * - `busy`: its unit is beginning or ending it at this moment.
 */
export type Recovery = 'clear' | 'finish rollover' | 'end' | 'resume' | 'leave' | 'elsewhere' | 'busy'

const settled = ['active', 'inactive', 'failed']

/** In: the session as it is found. Out: what is to be done. */
export const planRecovery = ({ record, paneLives, unit, supervised, here, nextStands }: FoundSession): Recovery => {
  if (unit !== undefined && !settled.includes(unit)) return 'busy'
  if (record === undefined) return 'clear'
  if (!paneLives && !here) return 'elsewhere'
  if (record.next !== '' && (paneLives || nextStands)) return 'finish rollover'
  if (record.status === 'ended' || !paneLives) return 'end'
  return unit === 'active' || supervised ? 'leave' : 'resume'
}
