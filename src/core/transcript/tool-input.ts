import { clipText } from '../text/clip-text.js'

type Fields = Readonly<Record<string, unknown>>

/** Tools that read, change or run, with the field of their input that says what. */
export const readTools: Readonly<Record<string, string>> = { Read: 'file_path', NotebookRead: 'notebook_path' }
export const changeTools: Readonly<Record<string, string>> = { Edit: 'file_path', MultiEdit: 'file_path', Write: 'file_path', NotebookEdit: 'notebook_path' }
export const agentTools: readonly string[] = ['Agent', 'Task']

/** A value of a transcript as a table, empty when it is none. */
export const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})

/** A value of a transcript as a string, '' when it is none. Numbers count: some versions number their tasks. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')

/** A value of a transcript as a list, empty when it is none. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** What of a tool's input is kept until its result comes; the rest (contents of files, mostly) may be megabytes. */
const kept = ['file_path', 'notebook_path', 'command', 'plan', 'planFilePath', 'todos', 'subject', 'taskId', 'status', 'description', 'subagent_type', 'run_in_background', 'questions']

const longest = 200_000

const limited = (value: unknown): unknown => (typeof value === 'string' ? clipText(value, longest) : typeof value !== 'object' || JSON.stringify(value).length <= longest ? value : undefined)

const cleaned = (value: unknown, clean: (text: string) => string): unknown => {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return value.map(item => cleaned(item, clean))
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleaned(item, clean)])) : value
}

/**
 * A tool's input without what nobody asks for, clean, since it is kept on the disk. In: the input; what cleans a text. Out: at most 200,000 characters a field: a longer text
 * is cut, a longer list left out.
 */
export const toolInput = (input: Fields, clean: (text: string) => string): Fields =>
  Object.fromEntries(kept.filter(key => Object.hasOwn(input, key)).map(key => [key, cleaned(limited(input[key]), clean)] as const).filter(([, value]) => value !== undefined))

/** The field that the input must have for the tool to be understood, undefined for tools that are not known. */
export const neededField = (name: string): string | undefined => readTools[name] ?? changeTools[name] ?? (name === 'Bash' ? 'command' : undefined)
