import { readIfExists } from '../files/read-if-exists.js'

/**
 * One text of a session.toml, '' when it does not say. A tick and a hook ask this every time, and the TOML library would cost them more than all their other
 * work: the line is looked for as this tool writes it, which for IDs, times and nearly all paths is without escapes. In: the session's directory; the key. Throws IoError (74).
 */
export const sessionField = (directory: string, key: 'started' | 'status' | 'previous' | 'next' | 'transcript'): string => {
  const text = readIfExists(`${directory}/session.toml`) ?? ''
  return new RegExp(`^${key} = "([^"\\\\\\n]*)"$`, 'm').exec(text)?.[1] ?? ''
}
