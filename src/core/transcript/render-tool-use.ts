type Input = Readonly<Record<string, unknown>>

/** The names on Claude's own screen, where they are not the tool's. */
const shownAs: ReadonlyMap<string, string> = new Map([
  ['Edit', 'Update'],
  ['MultiEdit', 'Update'],
  ['NotebookEdit', 'Update'],
])

/** Which field says most, the first that is there. */
const telling = ['file_path', 'notebook_path', 'command', 'pattern', 'description', 'query', 'url', 'skill', 'subject', 'plan', 'prompt', 'path', 'taskId']

/**
 * A tool call as Claude Code's screen writes it, less the bullet: `Read(path)`, `Update(path)`, `Bash(command)`. In: the tool's name and its
 * input, of whatever shape. Out: text of one line or more (commands and plans have several); `Name` alone when the input says nothing.
 */
export const renderToolUse = (name: string, input: Input): string => {
  const said = argument(name, input)
  return `${shownAs.get(name) ?? (name || 'Tool')}${said === '' ? '' : `(${said})`}`
}

const argument = (name: string, input: Input): string => {
  if (name === 'TodoWrite') return each(input.todos, todo => `[${field(todo, 'status') || '?'}] ${field(todo, 'content')}`)
  if (name === 'AskUserQuestion') return each(input.questions, question => field(question, 'question'))
  if (name === 'Grep' && typeof input.path === 'string') return `pattern: "${field(input, 'pattern')}", path: "${input.path}"`
  const found = telling.map(key => field(input, key)).find(text => text !== '')
  return found ?? Object.values(input).find((value): value is string => typeof value === 'string' && value !== '') ?? ''
}

const field = (value: unknown, key: string): string => {
  const found = typeof value === 'object' && value !== null ? (value as Input)[key] : undefined
  return typeof found === 'string' ? found.trim() : ''
}

const each = (value: unknown, show: (item: unknown) => string): string => (Array.isArray(value) ? value.map(show).join('\n') : '')
