import { basename, dirname } from 'node:path/posix'

/** Shorter lines find room where one long one would not. */
const perLine = 15

/** Paths of one directory on a line: `src/core/: a.ts, b.ts`. In: paths in order of weight; a directory's weight is its first path's. */
export const groupPaths = (paths: readonly string[]): { readonly line: string; readonly paths: readonly string[] }[] => {
  const groups = new Map<string, string[]>()
  for (const path of paths) groups.set(dirname(path), [...(groups.get(dirname(path)) ?? []), path])
  const pieces = (members: readonly string[]): (readonly string[])[] => Array.from({ length: Math.ceil(members.length / perLine) }, (_, index) => members.slice(index * perLine, (index + 1) * perLine))
  return [...groups].flatMap(([directory, members]) => pieces(members).map(paths => ({ line: `${directory}/: ${paths.map(path => basename(path)).join(', ')}`, paths })))
}

/** Every relative path that a text gives by directory, as `groupPaths` writes it. */
export const groupedIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^- (\S+)\/: (.+)$/gm)].flatMap(([, directory = '', names = '']) => names.split(', ').map(name => (directory === '.' ? name : `${directory}/${name}`))),
  )
