import { cleanLine } from '../text/clean-line.js'

/** One line of a session's story. */
export interface LogEntry {
  /** Unix milliseconds. */
  readonly at: number
  /** As in syslog: 3 error, 4 warning, 5 notice, 6 information. */
  readonly priority: number
  /** The unit that said it, or that it is about; '' where that is not known. */
  readonly unit: string
  readonly from: 'journal' | 'supervisor.log'
  /** Cleaned: nothing in it acts on a terminal. */
  readonly text: string
  /** Where the journal goes on behind it; '' for what is not from there. */
  readonly cursor: string
}

const asText = (value: unknown): string => {
  if (typeof value === 'string') return value
  // What is no UTF-8, or holds controls, journalctl prints as numbers.
  return Array.isArray(value) ? Buffer.from(value.map(Number)).toString('utf8') : ''
}

/** A line of `journalctl -o json` to the entry; undefined for what is none. */
export const decodeJournalLine = (line: string): LogEntry | undefined => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof value !== 'object' || value === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(value))
  const at = Math.floor(Number(asText(fields.get('__REALTIME_TIMESTAMP'))) / 1000)
  if (!(at > 0)) return undefined
  const priority = asText(fields.get('PRIORITY'))
  return {
    at,
    priority: /^[0-7]$/.test(priority) ? Number(priority) : 6,
    // What the manager says it says from init.scope, about the other.
    unit: cleanLine(asText(fields.get('USER_UNIT')) || asText(fields.get('_SYSTEMD_USER_UNIT'))),
    from: 'journal',
    text: cleanLine(asText(fields.get('MESSAGE'))),
    cursor: asText(fields.get('__CURSOR')),
  }
}

/** A line of a supervisor.log to the entry. In: the line; the time of the one before it, for a line that has none (a program's own words). */
export const decodeSupervisorLine = (line: string, before: number): LogEntry => {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (.*)$/s.exec(line)
  return { at: match === null ? before : Date.parse(match[1] ?? ''), priority: 5, unit: '', from: 'supervisor.log', text: cleanLine(match?.[2] ?? line), cursor: '' }
}
