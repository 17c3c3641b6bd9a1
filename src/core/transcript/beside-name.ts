import { hashLine } from '../capture/hash-line.js'

const longestName = 200

/**
 * The name under which a file that Claude Code keeps beside its transcript is copied. Its own where that is harmless; else harmless characters and a hash, so that
 * two names stay two. Out: undefined for a name that begins with a dot (ours, and no file of Claude's).
 */
export const besideName = (name: string): string | undefined => {
  if (name.startsWith('.') || name === '') return undefined
  if (name.length <= longestName && /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name)) return name
  const [, extension = ''] = /(\.[A-Za-z0-9]{1,8})$/.exec(name) ?? []
  return `${name.slice(0, longestName / 2).replace(/[^A-Za-z0-9_-]/g, '_').replace(/^-/, '_')}~${hashLine(name).toString(36)}${extension}`
}
