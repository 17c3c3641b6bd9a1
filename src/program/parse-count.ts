import { UsageError } from '../errors.js'

/** What stands behind an option that takes a number of lines. In: the option, for the message; the word, undefined when the option was not given. Throws UsageError (64). */
export const parseCount = (option: string, word: string | undefined): number | undefined => {
  if (word === undefined) return undefined
  if (/^\d{1,12}$/.test(word)) return Number(word)
  throw new UsageError(`${option} ${word} is not a number of lines`)
}
