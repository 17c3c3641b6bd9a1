import { localTime } from './local-time.js'
import type { LogEntry } from './log-entry.js'

const colourOf = (priority: number): string => (priority <= 3 ? '31' : priority === 4 ? '33' : '')

/** An entry as a line for people; in colour, errors are red and warnings yellow. */
export const formatLog = ({ at, priority, text }: LogEntry, colour: boolean): string => {
  const paint = colour ? colourOf(priority) : ''
  return paint === '' ? `${localTime(at)} ${text}` : `${localTime(at)} \u001b[${paint}m${text}\u001b[0m`
}
