import type { Gap } from '../capture/gap.js'
import { hashLine } from '../capture/hash-line.js'
import type { Waiting } from './waiting.js'

/**
 * Lines that are to be appended and do not come from the pane, written down whole before the first of them is appended: which lines they are depends on what
 * the pane showed at that moment, so after a crash they could not be found out again.
 */
export interface Filling {
  /** How many lines the session had before them. */
  readonly total: number
  readonly lines: readonly string[]
  /** How far the transcript is accounted for with them: the copy's name and the byte in it. */
  readonly accountedFile: string
  readonly accounted: number
  /** The records that wait on the screen with them: see core/filling/waiting.ts. */
  readonly waiting: readonly Waiting[]
  /** The gap that they fill, and what it says afterwards. */
  readonly gap: Gap | null
}

const seal = (body: string): string => `${body.length.toString(36)}-${hashLine(body).toString(36)}`

/** A filling to the text of its file: a line of JSON and a line with its checksum. */
export const encodeFilling = ({ total, lines, accountedFile, accounted, waiting, gap }: Filling): string => {
  const body = JSON.stringify({ version: 1, total, accountedFile, accounted, waiting, gap, lines })
  return `${body}\n${seal(body)}\n`
}

/** The text of that file to the filling; undefined for anything that is not, byte for byte, what `encodeFilling` wrote. */
export const decodeFilling = (text: string): Filling | undefined => {
  const body = text.slice(0, Math.max(0, text.indexOf('\n')))
  if (!body.startsWith('{"version":1,') || text !== `${body}\n${seal(body)}\n`) return undefined
  const { total, lines, accountedFile, accounted, waiting, gap } = JSON.parse(body) as Filling
  return { total, lines, accountedFile, accounted, waiting, gap }
}

/**
 * What of a filling still has to be appended. In: the filling; how many lines the session has now, and its last lines, at least those behind the filling's
 * beginning. Out: the rest, [] when all of it stands there already; undefined when the parts are not those it was made for.
 */
export const fillingRest = ({ total, lines }: Filling, now: number, last: readonly string[]): readonly string[] | undefined => {
  const stands = now - total
  if (stands < 0 || stands > last.length) return undefined
  const behind = last.slice(last.length - stands, last.length - stands + lines.length)
  return behind.every((line, index) => line === lines[index]) ? lines.slice(stands) : undefined
}
