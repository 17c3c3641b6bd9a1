import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { type Settings, mergeSettings } from '../../core/settings.js'
import { cleanLine } from '../../core/text/clean-line.js'

/** More than anyone writes by hand; the parser needs seconds for megabytes. */
const mostBytes = 64 * 1024

/**
 * The two configuration files to settings. In: the path of the user's `config.toml` and, where there is a project, of its
 * `.claude-session.toml`. Out: complete settings and one line for everything in the files that was not taken. Never rejects: a tick does not
 * fail for its configuration. Without files it loads nothing and settles before the first await.
 */
export const readSettings = async (paths: { user: string; project?: string }): Promise<{ settings: Settings; warnings: string[] }> => {
  const warnings: string[] = []
  // Dotfile managers link the user's own file; a link in a project could point anywhere.
  const user = readText(paths.user, 0, warnings)
  const project = paths.project === undefined ? undefined : readText(paths.project, constants.O_NOFOLLOW, warnings)
  const layers = [
    user === undefined ? undefined : await parseText(user, paths.user, warnings),
    project === undefined ? undefined : await parseText(project, paths.project ?? '', warnings),
  ]
  const merged = mergeSettings(layers[0], layers[1], { user: paths.user, project: paths.project ?? '' })
  // A path may hold anything but NUL, and a warning is one line of the journal.
  return { settings: merged.settings, warnings: [...warnings, ...merged.warnings].map(cleanLine) }
}

/** The text of a regular file of at most 64 KB, or undefined where there is none that may be used. */
const readText = (path: string, flags: number, warnings: string[]): string | undefined => {
  let file: number | undefined
  try {
    // Without O_NONBLOCK a FIFO would hold the tick until somebody writes.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY | flags)
    if (!fstatSync(file).isFile()) throw new Error('not a regular file')
    const bytes = readAtMost(file, mostBytes + 1)
    if (bytes.length > mostBytes) throw new Error(`longer than ${mostBytes / 1024} KB`)
    return bytes.toString('utf8').replace(/^\ufeff/, '')
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    const why = code === 'ELOOP' ? 'a symbolic link' : (code ?? (error instanceof Error ? error.message : 'unreadable'))
    warnings.push(`${path}: not read (${why}); defaults are used`)
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** Reads on until the end or `most`, whatever fstat said: the file may be growing. */
const readAtMost = (file: number, most: number): Buffer => {
  const buffer = Buffer.alloc(most)
  let length = 0
  while (length < most) {
    const read = readSync(file, buffer, length, most - length, null)
    if (read === 0) break
    length += read
  }
  return buffer.subarray(0, length)
}

/** TOML to whatever it holds; undefined with a warning that names the line where it is not TOML. */
const parseText = async (text: string, path: string, warnings: string[]): Promise<unknown> => {
  try {
    const { parse } = await import('@iarna/toml')
    return parse(text)
  } catch (error) {
    // The parser counts lines from 0. A file nested thousands deep overflows its stack instead, which has no line.
    const line = error instanceof Error && 'line' in error && typeof error.line === 'number' ? `:${error.line + 1}` : ''
    warnings.push(`${path}${line}: not valid TOML; defaults are used`)
    return undefined
  }
}

const codeOf = (error: unknown): string | undefined => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined)
