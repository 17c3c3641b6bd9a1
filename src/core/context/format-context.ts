import { clipText } from '../text/clip-text.js'
import { relativePath } from '../text/relative-path.js'
import { errorLine } from './command-outcome.js'
import type { Context, Source } from './context.js'

const where = (source: Source): string => ('record' in source ? `${source.time.slice(0, 19).replace('T', ' ')} ${source.record.slice(0, 8)}`.trim() : `part ${source.part} line ${source.line}`)
const oneLine = (text: string): string => clipText(text.replace(/\s+/g, ' '), 200)

/** Nobody sees the end of what the user runs with `!`. */
const outcome = ({ outcome: how, exitCode, agent }: Context['commands'][number]): string => (agent === 'user' ? 'by the user' : exitCode === null || exitCode === 0 ? how : `${how} ${exitCode}`)

/** A context to text for people: everything in it, newest last, each item with where it came from. Long texts are cut; `--json` has them whole. */
export const formatContext = (context: Context): string => {
  const { directory, plans, todos, agents, running } = context
  const file = (item: Context['filesRead'][number]): string => `${relativePath(item.path, directory)}  ${item.count === 1 ? 'once' : `${item.count} times`}, ${item.by.join(' ')}  ${where(item.last)}`
  const sections: [string, readonly string[]][] = [
    ['Prompts', context.prompts.map(item => `${oneLine(item.text)}  (${item.kind}, ${where(item.source)})`)],
    ['Corrections', context.corrections.map(item => `${oneLine(item.text)}  (${item.rule}, ${where(item.source)})`)],
    ['Decisions', context.decisions.map(item => `${item.who}: ${item.question === undefined ? '' : `${oneLine(item.question)} `}${oneLine(item.text)}${item.reason === '' ? '' : ` (${oneLine(item.reason)})`}  (${where(item.source)})`)],
    ['Plans', plans.map(item => `${item.state}: ${oneLine(item.text)}  (${where(item.source)})`)],
    ['To do', todos.map(item => `${item.state}: ${oneLine(item.text)}`)],
    ['Subagents', agents.map(item => `${item.state}: ${item.type} ${oneLine(item.task)}  (${where(item.source)})`)],
    ['Not ended', running.map(item => `${item.tool} ${oneLine(item.about)}  (${where(item.source)})`)],
    ['Files modified', context.filesModified.map(file)],
    ['Files read', context.filesRead.map(file)],
    ['Commands', context.commands.map(item => `${outcome(item).padEnd(12)}${oneLine(item.command)}${item.error === '' ? '' : `: ${oneLine(item.error)}`}  (${where(item.source)})`)],
    ['Errors', context.errors.map(item => `${item.tool} ${oneLine(item.about)}: ${oneLine(item.tool === 'Bash' ? errorLine(item.text) : item.text)}  (${where(item.source)})`)],
  ]
  const body = sections.filter(([, items]) => items.length > 0).map(([title, items]) => `${title} (${items.length})\n${items.map(item => `  ${item}`).join('\n')}`)
  return [`${context.id}: context from the ${context.from}${context.updated === '' ? '' : ` up to ${context.updated}`}`, ...(body.length === 0 ? ['Nothing so far. That of a live session is read on every ten minutes, and at a boundary.'] : body)].join('\n\n')
}
