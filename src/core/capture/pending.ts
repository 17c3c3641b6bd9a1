import { hashLine } from './hash-line.js'

/** The text seen after the last committed line, and which line that is. */
export interface Pending {
  /** How many lines of the session were committed when this was written. */
  readonly total: number
  readonly lines: readonly string[]
}

const seal = (total: number, body: string): string => hashLine(`${total}:${body}`).toString(36)

/** Pending text to the text of its file: one heading line that says where it belongs, then the lines as a person would read them. */
export const encodePending = ({ total, lines }: Pending): string => {
  const body = lines.map(text => `${text}\n`).join('')
  return `# pending behind line ${total}, ${lines.length} lines, ${seal(total, body)}\n${body}`
}

/** The text of a pending file to pending text; undefined when it is cut or changed: it is a hint and the next tick writes it anew. */
export const decodePending = (text: string): Pending | undefined => {
  const end = text.indexOf('\n')
  const heading = /^# pending behind line (\d+), (\d+) lines, ([0-9a-z]+)$/.exec(text.slice(0, Math.max(0, end)))
  if (heading === null) return undefined
  const total = Number(heading[1])
  const body = text.slice(end + 1)
  const lines = body.split('\n').slice(0, -1)
  return lines.length === Number(heading[2]) && heading[3] === seal(total, body) ? { total, lines } : undefined
}

/**
 * What of the pending text is not in the parts yet. A tick that was killed may have committed its first lines already: those that stand at
 * the end of the parts are left out; when it committed others in their place (it went on at an ambiguous place), the pending text is out of date as a whole.
 * In: the pending text; the lines that were committed since it was written. Out: the rest.
 */
export const pendingRest = (pending: readonly string[], committed: readonly string[]): readonly string[] => {
  const end = pending.findIndex((line, index) => line !== committed[index])
  const same = end < 0 ? pending.length : end
  return same < Math.min(pending.length, committed.length) ? [] : pending.slice(same)
}
