import type { ExtractState } from './extract-state.js'

/** Where a record stands: the file's name and the number of the line in it, counted from 1. */
export interface Place {
  readonly file: string
  readonly line: number
}

const mostWarnings = 1_000

/** Remembers something that could not be understood, with the file and line. In: the state, which is changed; where; what. */
export const extractWarning = (state: ExtractState, where: Place, what: string): void => {
  if (state.warnings.length < mostWarnings) state.warnings.push(`${where.file} line ${where.line}: ${what}`)
}

/** All warnings of one reading as one line: the first in full, the others counted. Out: undefined when there is none. */
export const formatWarnings = (warnings: readonly string[]): string | undefined => {
  const [first] = warnings
  if (first === undefined) return undefined
  const more = warnings.length - 1
  return more === 0 ? first : `${first}; and ${more === mostWarnings - 1 ? `${more} or more` : more} like it`
}
