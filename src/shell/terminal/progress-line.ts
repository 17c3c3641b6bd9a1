import { isatty } from 'node:tty'
import { writeSync } from 'node:fs'

const [quietMs, everyMs] = [2_000, 100]

/** Where such a line is shown. */
export interface ProgressPlace {
  readonly terminal: boolean
  readonly write: (text: string) => void
}

const standardError = (): ProgressPlace => ({ terminal: isatty(2), write: text => void writeSync(2, text) })

/**
 * How far a long walk is, on one line of a terminal that is written over again, from its third second on. In: the clock, in milliseconds; where. Out: the function that is told how far it is;
 * '' takes the line away.
 */
export const progressLine = (now: () => number, place: ProgressPlace = standardError()): ((text: string) => void) => {
  let begun: number | undefined
  let [shown, shownAt] = [false, 0]
  return text => {
    if (!place.terminal) return
    const at = now()
    begun ??= at
    if (text === '') {
      if (shown) place.write('\r\u001b[K')
      shown = false
    } else if (at - begun >= quietMs && at - shownAt >= everyMs) {
      place.write(`\r\u001b[K${text.slice(0, 100)}`)
      ;[shown, shownAt] = [true, at]
    }
  }
}
