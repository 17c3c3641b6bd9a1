import { cleanLine } from './text/clean-line.js'

/** What a person can configure. */
export interface Settings {
  /** `rotate_lines`: so many lines make a full part. */
  readonly rotateLines: number
  /** `redact`: whether secrets are replaced before anything is written. */
  readonly redact: boolean
  /** `history_limit`: tmux's `history-limit` that is advised for panes that have little. */
  readonly historyLimit: number
  /** `compaction_drop`: a scrollback that lost more than this share of its rows, and its known text with them, shows a boundary; 0: never. */
  readonly compactionDrop: number
  /** `alerts`: at so many percent of the context left it is said so, descending; at most four. */
  readonly alerts: readonly number[]
  /** `worktree`: whether `start` makes a git worktree where another live session works in the same checkout; or asks. */
  readonly worktree: (typeof worktreeChoices)[number]
}

const worktreeChoices = ['never', 'ask', 'concurrent'] as const

/** The names that warnings use for the two files. */
export interface SettingsNames {
  readonly user: string
  readonly project: string
}

export const defaultSettings: Settings = { rotateLines: 60_000, redact: true, historyLimit: 100_000, compactionDrop: 0.5, alerts: [18, 16, 14, 12], worktree: 'never' }

/**
 * The two parsed files to settings that are always complete and in range. In: what the TOML parser returned for the user's file and for the
 * project's (undefined: no such file; anything else may come). Out: the settings, and one line for everything that was not taken as it stands.
 * The project's file is somebody else's until proven otherwise: it may turn redaction on and make parts smaller, nothing more.
 */
export const mergeSettings = (
  user: unknown,
  project: unknown,
  names: SettingsNames = { user: 'config.toml', project: '.claude-session.toml' },
): { settings: Settings; warnings: string[] } => {
  const warnings: string[] = []
  const own = readLayer(user, names.user, warnings)
  const settings = { ...defaultSettings, ...own }
  const foreign = readLayer(project, names.project, warnings)
  const refuse = (key: string, why: string) => warnings.push(`${names.project}: ${key} is ignored: ${why}`)

  if (foreign.redact === false) refuse('redact', 'only your own configuration may turn redaction off')
  else if (foreign.redact === true) settings.redact = true
  if (foreign.rotateLines !== undefined) {
    if (foreign.rotateLines > settings.rotateLines) refuse('rotate_lines', `a project may only lower it (now ${settings.rotateLines})`)
    else if (foreign.rotateLines < projectLeastLines) refuse('rotate_lines', `a project may not go below ${projectLeastLines}`)
    else settings.rotateLines = foreign.rotateLines
  }
  if (foreign.historyLimit !== undefined) refuse('history_limit', 'only your own configuration may set it')
  if (foreign.compactionDrop !== undefined) refuse('compaction_drop', 'only your own configuration may set it')
  if (foreign.alerts !== undefined) refuse('alerts', 'only your own configuration may set it')
  if (foreign.worktree !== undefined) refuse('worktree', 'only your own configuration may set it')
  return { settings, warnings }
}

/** Below this a foreign file could turn a session into thousands of files. Ten, for tests and the curious, is the user's to choose. */
const projectLeastLines = 1000

type Found = { -readonly [Key in keyof Settings]?: Settings[Key] }

/** One parsed file to the values in it that are of the right kind and in range; the rest becomes warnings. */
const readLayer = (parsed: unknown, name: string, warnings: string[]): Found => {
  if (parsed === undefined) return {}
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    warnings.push(`${name}: not a table of settings; defaults are used`)
    return {}
  }
  const found: Found = {}
  const table = parsed as Readonly<Record<string, unknown>>
  const take = (key: string): unknown => (Object.hasOwn(table, key) ? table[key] : undefined)
  const whole = (key: string, least: number, most: number): number | undefined => {
    const value = take(key)
    if (value === undefined) return undefined
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value
    warnings.push(`${name}: ${key} must be a whole number from ${least} to ${most}, not ${describe(value)}`)
    return undefined
  }
  const rotateLines = whole('rotate_lines', 10, 1_000_000)
  const historyLimit = whole('history_limit', 1000, 10_000_000)
  const compactionDrop = take('compaction_drop')
  if (typeof compactionDrop === 'number' && compactionDrop >= 0 && compactionDrop < 1) found.compactionDrop = compactionDrop
  else if (compactionDrop !== undefined) warnings.push(`${name}: compaction_drop must be a number from 0 to below 1, not ${describe(compactionDrop)}`)
  const alerts = take('alerts')
  if (areAlerts(alerts)) found.alerts = alerts.toSorted((one, other) => other - one)
  else if (alerts !== undefined) warnings.push(`${name}: alerts must be at most four different whole numbers from 1 to 99, as in [18, 16, 14, 12], not ${Array.isArray(alerts) ? 'another array' : describe(alerts)}`)
  const worktree = take('worktree')
  const choice = worktreeChoices.find(each => each === worktree)
  if (choice !== undefined) found.worktree = choice
  else if (worktree !== undefined) warnings.push(`${name}: worktree must be "never", "ask" or "concurrent", not ${typeof worktree === 'string' ? 'another string' : describe(worktree)}`)
  const redact = take('redact')
  if (rotateLines !== undefined) found.rotateLines = rotateLines
  if (historyLimit !== undefined) found.historyLimit = historyLimit
  if (typeof redact === 'boolean') found.redact = redact
  else if (redact !== undefined) warnings.push(`${name}: redact must be true or false, not ${describe(redact)}`)
  warnings.push(...unknownKeys(Object.keys(table), name))
  return found
}

const areAlerts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length <= 4 && new Set(value).size === value.length && value.every(each => Number.isSafeInteger(each) && each >= 1 && each <= 99)

/** The keys that mean nothing here, in one line however many there are: they may be a hostile file's. */
const unknownKeys = (keys: readonly string[], name: string): string[] => {
  const unknown = keys.filter(key => !['rotate_lines', 'redact', 'history_limit', 'compaction_drop', 'alerts', 'worktree'].includes(key))
  if (unknown.length === 0) return []
  const shown = unknown.slice(0, 5).map(key => printable(key))
  const more = unknown.length > shown.length ? ` and ${unknown.length - shown.length} more` : ''
  return [`${name}: unknown ${unknown.length === 1 ? 'key' : 'keys'} ${shown.join(', ')}${more}`]
}

/** A value as a warning may show it: never a whole string, which could be a secret or a page long. */
const describe = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value).slice(0, 30)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return 'a string'
  if (Array.isArray(value)) return 'an array'
  return value instanceof Date ? 'a date' : 'a table'
}

const printable = (key: string): string => cleanLine(JSON.stringify(key.length > 40 ? `${key.slice(0, 40)}…` : key))
