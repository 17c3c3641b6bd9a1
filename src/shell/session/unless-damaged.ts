import { DataError, IoError } from '../../errors.js'

/**
 * Asks one session something among all others: the trouble of one must not be that of the others. In: the question; what is answered for a session whose files cannot be read or understood (`doctor` and `status` name it); who
 * is told. Throws all that is no DataError (65) and no IoError (74).
 */
export const unlessDamaged = <T>(question: () => T, instead: T, told: (why: string) => void = () => undefined): T => {
  try {
    return question()
  } catch (error) {
    if (!(error instanceof DataError) && !(error instanceof IoError)) throw error
    told(error.message)
    return instead
  }
}
