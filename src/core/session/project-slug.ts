import { createHash } from 'node:crypto'
import { basename } from 'node:path/posix'

// Leaves room for `claude-`, the hash, the seconds and a suffix in an ID of 128.
const longest = 96

/**
 * The name of a project: the base name of its directory with anything outside `[A-Za-z0-9_.-]` turned to `_`. In: an absolute path.
 * Out: 1 to 96 characters, never with `..` in it, so that it can be part of an ID. `/` is `root`.
 */
export const projectSlug = (directory: string): string => {
  const name = basename(directory) || 'root'
  return name.replace(/[^A-Za-z0-9_.-]/gu, '_').replace(/\.(?=\.)/g, '_').slice(0, longest)
}

/** The name of a second directory with the same base name: the slug and 4 hexadecimal digits (8 at the second try) of the path's SHA-256. */
export const distinctSlug = (directory: string, digits = 4): string =>
  `${projectSlug(directory).slice(0, longest + 12 - digits)}-${createHash('sha256').update(directory).digest('hex').slice(0, digits)}`
