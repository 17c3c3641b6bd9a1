import { readRegularFile } from './read-regular-file.js'
import { realPath } from './real-path.js'

/**
 * The text (UTF-8) of a small file, at the end of its links (many keep their settings elsewhere). In: its path; the most bytes it may have. Out: undefined when there is none,
 * when it is too long, no regular file, or not for us to read. Throws IoError (74).
 */
export const readSmallFile = (file: string, most: number): string | undefined => {
  const path = realPath(file)
  const bytes = path === undefined ? undefined : readRegularFile(path, { head: most + 1 })?.head
  return bytes === undefined || bytes.length > most ? undefined : bytes.toString('utf8')
}
