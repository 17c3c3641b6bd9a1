import type { LogEntry } from './log-entry.js'

const two = (value: number): string => String(value).padStart(2, '0')

/** Unix milliseconds to the time on the reader's own clock. */
const localTime = (at: number): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

const colourOf = (priority: number): string => (priority <= 3 ? '31' : priority === 4 ? '33' : '')

/** An entry as a line for people; in colour, errors are red and warnings yellow. */
export const formatLog = ({ at, priority, text }: LogEntry, colour: boolean): string => {
  const paint = colour ? colourOf(priority) : ''
  return paint === '' ? `${localTime(at)} ${text}` : `${localTime(at)} \u001b[${paint}m${text}\u001b[0m`
}
