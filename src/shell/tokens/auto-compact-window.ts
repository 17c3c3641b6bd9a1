import { readSmallFile } from '../files/read-small-file.js'

const mostBytes = 1_048_576

/** What Claude Code accepts, in tokens; anything else it ignores, and so do we. */
const [least, most] = [100_000, 1_000_000]

const toWindow = (value: unknown): number | undefined => {
  const tokens = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens >= least && tokens <= most ? tokens : undefined
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A settings file of Claude Code's; undefined for anything else: they are Claude's to complain about. */
const read = (file: string): Readonly<Record<string, unknown>> | undefined => {
  const text = readSmallFile(file, mostBytes)
  if (text === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    return isFields(parsed) ? parsed : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * The window at which Claude Code was told to compact (`autoCompactWindow`, or CLAUDE_CODE_AUTO_COMPACT_WINDOW in its `env`), in tokens; undefined where it was told
 * nothing, or not to compact. In: the settings files, those that win last. Source: code.claude.com/docs, pages settings and env-vars.
 */
export const autoCompactWindow = (files: readonly string[]): number | undefined => {
  let window: number | undefined
  let enabled = true
  for (const file of files) {
    const settings = read(file)
    const env = isFields(settings?.env) ? settings.env : {}
    window = toWindow(env.CLAUDE_CODE_AUTO_COMPACT_WINDOW) ?? toWindow(settings?.autoCompactWindow) ?? window
    if (typeof settings?.autoCompactEnabled === 'boolean') enabled = settings.autoCompactEnabled
  }
  return enabled ? window : undefined
}
