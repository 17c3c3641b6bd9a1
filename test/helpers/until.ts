import { setTimeout as sleep } from 'node:timers/promises'
import { pause } from '../../src/shell/processes/pause.js'

/** Long enough for any machine that gets there at all: what waits here is told by what it waits for, not by how long. */
const deadlineMs = 60_000

/** Waits until something holds, by looking. In: what, as the end of the sentence "waited in vain until …". Throws when it does not come within a minute. */
export const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + deadlineMs; !holds(); await sleep(20)) if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
}

/** The same without giving the turn away, for what is not asynchronous. */
export const untilNow = (what: string, holds: () => boolean): void => {
  for (const end = Date.now() + deadlineMs; !holds(); pause(20)) if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
}
