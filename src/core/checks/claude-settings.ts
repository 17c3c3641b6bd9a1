import { DataError } from '../../errors.js'
import { mergeHooks } from '../claude-settings/merge-hooks.js'
import { mergeStatusLine } from '../claude-settings/merge-status-line.js'
import { isOwnHook } from '../claude-settings/own-hook.js'
import { readJsonText } from '../text/json-text.js'
import { finding, type Finding } from './finding.js'

type Table = Readonly<Record<string, unknown>>

/** Claude Code's settings, as they are on disk. */
export interface ClaudeSettingsFacts {
  /** There is a `claude` in PATH, or its directory. */
  readonly found: boolean
  readonly file: string
  /** undefined: no such file. */
  readonly text: string | undefined
  /** Why it could not be read, '' when it could. */
  readonly unreadable: string
  /** The administrator's settings, which go before the user's; undefined: none. */
  readonly managed: { readonly file: string; readonly text: string } | undefined
  /** The command lines that install.sh puts there, the command in them, and whether that is there. */
  readonly hook: string
  readonly statusLine: string
  readonly command: string
  readonly commandRuns: boolean
  /** The command of a status line that ours runs first is kept. */
  readonly chained: boolean
}

const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && !Array.isArray(value)
const parse = (text: string): Table => {
  const { value } = readJsonText(text)
  if (!isTable(value)) throw new DataError('not a JSON object')
  return value
}
const hasOwnHook = (settings: Table): boolean =>
  isTable(settings.hooks) && Object.values(settings.hooks).some(groups => Array.isArray(groups) && groups.some(group => isTable(group) && Array.isArray(group.hooks) && group.hooks.some(isOwnHook)))

const install = 'run ./install.sh in a checkout of this version'

const judgeHooks = (facts: ClaudeSettingsFacts, settings: Table): Finding => {
  const { file, text, hook, command, commandRuns } = facts
  if (!hasOwnHook(settings)) return finding('hooks', 'notice', `${file} has no hooks of claude-session: a compaction is noticed at the next tick, and the new context is told nothing`, `${install} (without --no-hooks)`)
  if (!commandRuns) return finding('hooks', 'problem', `the hooks in ${file} call ${command}, which is not there`, `${install}, or ./install.sh --uninstall to take the hooks out`)
  const { text: merged, skipped } = mergeHooks(text, hook)
  if (merged !== text) return finding('hooks', 'warning', `the hooks in ${file} are another version's, or another installation's`, install)
  if (skipped.length > 0) return finding('hooks', 'warning', `${file}: what stands at ${skipped.join(', ')} is not a list, so no hook could be put there`, 'correct it, then run ./install.sh again')
  return finding('hooks', 'ok', `the hooks in ${file} are this version's`)
}

/** What keeps hooks from running although they are there. */
const judgeSwitches = (file: string, settings: Table, own: boolean): Finding[] => [
  ...(settings.disableAllHooks === true ? [finding('hooks-off', 'warning', `"disableAllHooks" in ${file} keeps Claude Code from running any hook`, 'take it out, or do without: ticks notice a compaction within five minutes')] : []),
  ...(!own && settings.allowManagedHooksOnly === true ? [finding('hooks-off', 'warning', `"allowManagedHooksOnly" in ${file} keeps Claude Code from running hooks of yours`, 'ask who administers this machine, or do without: ticks notice a compaction within five minutes')] : []),
]

const judgeStatusLine = ({ file, statusLine, chained }: ClaudeSettingsFacts, settings: Table): Finding => {
  const { settings: merged, was } = mergeStatusLine(settings, statusLine)
  if (was === 'none') return finding('status-line', 'notice', `${file} has no status line: token budgets are read from the transcript, which is less exact`, install)
  if (was !== 'ours') return finding('status-line', 'notice', `the status line in ${file} is another program's: token budgets are read from the transcript, which is less exact`, `${install}: yours is kept, and run before ours`)
  if (JSON.stringify(merged) !== JSON.stringify(settings)) return finding('status-line', 'warning', `the status line in ${file} is another installation's`, install)
  return finding('status-line', 'ok', `the status line in ${file} is ours${chained ? ', and runs yours first' : ''}`)
}

const judgeManaged = ({ file, text }: NonNullable<ClaudeSettingsFacts['managed']>): Finding[] => {
  try {
    return judgeSwitches(file, parse(text), false)
  } catch (error) {
    if (error instanceof DataError) return [finding('hooks-off', 'unknown', `${file}: ${error.message}`)]
    throw error
  }
}

/** settings.json, our hooks and our status line in it. Out: the findings; the settings, {} where there are none or they cannot be read. */
export const judgeClaudeSettings = (facts: ClaudeSettingsFacts): { readonly findings: Finding[]; readonly settings: Table } => {
  const { found, file, text, unreadable, managed } = facts
  if (!found && text === undefined && unreadable === '') return { findings: [finding('claude', 'notice', 'Claude Code is not in PATH, and has no settings yet')], settings: {} }
  try {
    if (unreadable !== '') throw new DataError(unreadable)
    const settings = parse(text ?? '')
    if (settings.hooks !== undefined && !isTable(settings.hooks)) throw new DataError('its "hooks" is not an object')
    return {
      settings,
      findings: [
        finding('settings.json', 'ok', text === undefined ? `${file} is not there, which is fine` : `${file} is valid`),
        judgeHooks(facts, settings),
        ...judgeSwitches(file, settings, true),
        ...(managed === undefined ? [] : judgeManaged(managed)),
        judgeStatusLine(facts, settings),
      ],
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    return { findings: [finding('settings.json', 'warning', `${file}: ${error.message}: Claude Code does not take its settings from it, and no hook runs`, error.hint ?? 'correct the file')], settings: {} }
  }
}
