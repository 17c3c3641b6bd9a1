import { partNumber } from '../../core/session/part-name.js'
import { listNames } from '../files/list-names.js'

/** The numbers of the parts that a session has, in order. In: its directory; its number in its project. Throws IoError (74). */
export const partNumbers = (directory: string, number: number): number[] => listNames(directory).flatMap(name => partNumber(number, name) ?? []).sort((one, other) => one - other)
