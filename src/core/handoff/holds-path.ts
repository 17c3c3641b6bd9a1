const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/**
 * Whether a text holds a path as a whole: not as part of a longer path or name. `within`: also as the end of a longer path, which is what a base name may be.
 */
export const holdsPath = (text: string, path: string, { within = false } = {}): boolean => {
  // A quick look first: most paths of a text that has few are not in it.
  if (path === '' || !text.includes(path)) return false
  return new RegExp(`(?<![\\w-]|\\w\\.${within ? '' : '|(?<!(?<![\\w.])\\.)/'})${escape(path)}(?![\\w-]|\\.\\w|/[\\w.])`).test(text)
}
