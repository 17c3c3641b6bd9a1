import { clipText } from '../text/clip-text.js'
import type { Command } from './context.js'

const refusals = /^(?:Error: )?(?:The user doesn't want to (?:proceed with this tool use|take this action)|Permission to use \S+ has been denied|The tool use was rejected|User rejected tool use)/
const telling = /\b(?:error|errno|fail(?:ed|ure|s)?|fatal|panic(?:ked)?|exception|traceback|denied|cannot|can't|unable|undefined|missing|invalid|unknown|not found|no such|not recognized|killed|timed out|timeout)\b|✖|✗|✘|×|[A-Za-z]Error\b/i

/** Whether a tool's result says that the user did not let it run. In: the result's text; the whole record (`toolDenialKind`, where a version has it). */
export const isRefusal = (text: string, raw: Readonly<Record<string, unknown>>): boolean => refusals.test(text) || (typeof raw.toolDenialKind === 'string' && raw.toolDenialKind !== '')

/** An error by its name: says more than the lines around it (`Build error occurred`, `Traceback …`). */
const named = /^\W*(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception)\b: \S/
const heading = /^Traceback \(most recent call last\):$/

/** What the user said when refusing, '' where nothing was said. */
export const refusalWords = (text: string): string =>
  /(?:the user said:|The user provided the following reason[^:]*:)\s*([^]*)$/.exec(text)?.[1]?.replace(/\n+Note: The user's next message[^]*$/, '').trim() ?? ''

/** The line of a failed command's output that tells most: the first error by its name, else the first that speaks of one, else the first there is. */
export const errorLine = (text: string): string => {
  const lines = text.replace(/<\/?tool_use_error>|^Error: /g, '').split('\n').map(line => line.trim())
  const worth = lines.filter(line => line !== '' && !/^Exit code \d+$/.test(line) && !/^npm warn/i.test(line) && !heading.test(line))
  return clipText(worth.find(line => named.test(line)) ?? worth.find(line => telling.test(line)) ?? worth[0] ?? '', 300)
}

/**
 * How a command went. In: its result's text and whether Claude Code called it an error; the record it stands in (`toolUseResult` has what the text
 * has not). Claude Code gives no exit code for what went well, and `Exit code N` as the first line of what did not.
 */
export const commandOutcome = (text: string, isError: boolean, raw: Readonly<Record<string, unknown>>): Pick<Command, 'outcome' | 'exitCode' | 'error'> => {
  const result = typeof raw.toolUseResult === 'object' && raw.toolUseResult !== null ? (raw.toolUseResult as Readonly<Record<string, unknown>>) : {}
  if (isRefusal(text, raw)) return { outcome: 'refused', exitCode: null, error: clipText(refusalWords(text), 300) }
  if (result.interrupted === true || text.includes('[Request interrupted by user')) return { outcome: 'interrupted', exitCode: null, error: '' }
  if (!isError && (typeof result.backgroundTaskId === 'string' || text.startsWith('Command running in background'))) return { outcome: 'background', exitCode: null, error: '' }
  if (!isError) return { outcome: 'ok', exitCode: typeof result.returnCodeInterpretation === 'string' ? null : 0, error: '' }
  const code = /^(?:Error: )?Exit code (\d{1,3})\b/.exec(text)?.[1]
  return { outcome: 'failed', exitCode: code === undefined ? null : Number(code), error: errorLine(text) }
}
