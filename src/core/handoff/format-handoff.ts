/**
 * The hand-off as text, for a reader with 9,500 characters. What a compaction loses most and the next steps need first is ranked first: what the user corrected, word for word; the paths
 * of changed files; the last commands and files read. All of it is told as facts about what was said and done: text that orders would be taken for an attack, or obeyed.
 * Much of it was written by others: a command that Claude took from a page, the name of a file, what a program printed. So each line of it stands behind a mark (`- `, `> `), and none can pass for a heading of ours.
 */
import { errorLine } from '../context/command-outcome.js'
import type { Prompt, Source } from '../context/context.js'
import { cleanLine } from '../text/clean-line.js'
import { clipText } from '../text/clip-text.js'
import { fillSections, type Entry, type Section } from './fill-sections.js'
import type { Handoff, HandoffCommand, HandoffFile } from './handoff.js'
import { pathEntries } from './path-entries.js'

/** Claude Code takes 10,000 characters from a hook; more goes to a file with a preview. */
export const handoffLength = 9_500

/** Of commands and files read the newest few come before the rest of both. */
const rank = { goal: 1, corrections: 2, filesModified: 3, running: 4, lastCommands: 5, lastRead: 5.2, commands: 5.5, filesRead: 6, moreCorrections: 6.4, said: 6.6, decisions: 7, errors: 8, earlier: 9, more: 10 }
/** How much the corrections may take before all else has its turn, and how much then the changed files, who give way to them: something of each must have room. */
const correctionsFirst = 4_000
const filesAtMost = (corrections: number): number => Math.max(2_000, 5_000 - Math.max(0, Math.min(corrections, correctionsFirst) - 1_000))
/** What no rule took for a correction may be one all the same, and says what was wanted in any case: so much of it comes before what Claude decided and met. */
const saidFirst = 2_000
const [fewCommands, fewRead] = [5, 8]
const commandsAtMost = 2_600
/** Two more than are promised: calls that ran side by side have no one order. */
const commandsAlways = 12
const readAlways = 22

/** What somebody said, marked as quoted on each line. */
export const quoteText = (text: string): string => text.split('\n').map(line => `> ${line}`).join('\n')

/** A command on several lines: none but the first is at a line's beginning. */
const quoteRest = (text: string): string => text.replaceAll('\n', '\n> ')

/** The name of a file or directory can have any character. */
const onePath = (path: string): string => cleanLine(path.replace(/\r\n|[\r\n]/g, '\\n'))

/** Claude Code puts what a hook says between such tags, which nothing in it may end. */
const withoutTags = (text: string): string => text.replace(/<(?=\s*\/?\s*system[-_ ]reminder)/gi, '‹')

const sameSource = (one: Source, other: Source | undefined): boolean => JSON.stringify(one) === JSON.stringify(other)
const minute = (time: string): string => time.slice(0, 16).replace('T', ' ')
const oneLine = (text: string, longest: number): string => clipText(text.replace(/\s+/g, ' ').trim(), longest)
/** What a tool did, with its path as all others are given; a command stays as it was. */
const withoutDirectory = (what: string, directory: string): string => (directory === '' || what.startsWith('Bash ') ? what : what.replace(` ${directory}/`, ' '))
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

/** The newest that the user asked for: a correction is quoted whole, among the corrections, or not at all. */
const askedLast = ({ prompts, corrections }: Handoff): Prompt | undefined =>
  prompts.find(({ kind, text }) => kind !== 'refusal' && !corrections.some(correction => correction.text === text))

const goalEntries = (handoff: Handoff): Entry[] => {
  const { goal, prompts, corrections, earlier } = handoff
  const newest = askedLast(handoff)
  const first = goal.first !== null && !(newest !== undefined && sameSource(newest.source, goal.first.source)) && !corrections.some(({ source }) => sameSource(source, goal.first?.source)) ? goal.first : undefined
  // Claude goes on by itself after a compaction, and may come to the next one before anybody has typed.
  const before = prompts.length === 0 ? earlier.find(({ last }) => last !== '') : undefined
  return [
    ...(before === undefined ? [] : [{ rank: rank.goal, text: `The user asked last, in ${before.id}:\n${quoteText(clipText(before.last, 700))}` }]),
    ...(first === undefined ? [] : [{ rank: rank.goal, text: `The user asked first:\n${quoteText(clipText(first.text, 500))}` }]),
    ...(newest === undefined ? [] : [{ rank: rank.goal, text: `The user asked last:\n${quoteText(clipText(newest.text, 700))}` }]),
  ]
}

const runningEntries = ({ plan, todos, todosDone, running }: Handoff): Entry[] => [
  ...(plan === null ? [] : [{ rank: rank.running, text: `${plan.state === 'active' ? 'The plan that the user accepted' : 'A plan that waits for an answer'}${plan.file === '' ? '' : ` (${onePath(plan.file)})`}${plan.text === '' ? '' : `:\n${quoteText(clipText(plan.text, 900))}`}` }]),
  ...todos.map((todo, index) => ({ rank: index < 12 ? rank.running : rank.more, text: `- to do (${todo.state.replaceAll('_', ' ')}): ${oneLine(todo.text, 200)}` })),
  ...(todosDone === 0 || todos.length === 0 ? [] : [{ rank: rank.running, text: `- done of that list: ${todosDone}` }]),
  ...running.map((what, index) => ({ rank: index < 8 ? rank.running : rank.more, text: `- had not ended: ${oneLine(what, 200)}` })),
]

/** Whole or not at all, and none twice. */
const correctionEntries = ({ corrections, directory }: Handoff): Entry[] => {
  let taken = 0
  const texts = [...new Map(corrections.map(correction => [correction.text, correction])).values()]
  return texts.map(({ text, against, source }) => {
    const did = against.did.at(-1)
    const when = 'time' in source && source.time !== '' ? minute(source.time) : 'line' in source ? `part ${source.part} line ${source.line}` : ''
    const before = did !== undefined ? `, after ${oneLine(withoutDirectory(did, directory), 120)}` : against.said !== '' ? `, when Claude had said "${oneLine(against.said, 120)}"` : ''
    const full = `${when}${before}:\n${quoteText(text)}`
    taken += full.length + 1
    return { rank: taken <= correctionsFirst ? rank.corrections : rank.moreCorrections, text: full }
  })
}

/** A decision within a correction is quoted there. */
const decisionEntries = ({ decisions, corrections, rejectedPlans }: Handoff): Entry[] => [
  ...decisions.filter(({ source }) => !corrections.some(correction => sameSource(source, correction.source))).map(({ who, text, reason, question }, index) => ({
    rank: index < 8 ? rank.decisions : rank.more,
    text: `- ${who === 'answer' ? `the user, asked "${oneLine(question ?? '', 160)}": ${oneLine(text, 300)}` : `${who === 'user' ? 'the user' : 'Claude'}: ${oneLine(text, 300)}`}${reason === '' ? '' : ` (reason: ${oneLine(reason, 200)})`}`,
  })),
  ...rejectedPlans.map(rejected => ({ rank: rank.decisions, text: `- the user rejected a plan: ${oneLine(rejected.text || rejected.file || '(its text is not known)', 160)}${rejected.said === '' || rejected.said.length > 200 ? '' : ` (said: ${oneLine(rejected.said, 200)})`}` })),
]

const outcome = ({ outcome: how, exitCode, error }: HandoffCommand): string =>
  how === 'failed' ? `${exitCode === null ? 'failed' : `exit ${exitCode}`}${error === '' ? '' : `: ${oneLine(error, 160)}`}` : how === 'unknown' ? 'end not seen' : how === 'running' ? 'had not ended' : how

/** The limit on each command at which all of them together fit: long ones (here-documents) give way, not short ones. */
const fairLength = (lengths: readonly number[], room: number): number => {
  let limit = Math.max(...lengths, 0)
  while (limit > 80 && lengths.reduce((sum, length) => sum + Math.min(length, limit), 0) > room) limit = Math.floor(limit * 0.9)
  return limit
}

const commandEntries = ({ commands }: Handoff): Entry[] => {
  const limit = fairLength(commands.slice(0, commandsAlways).map(({ command }) => command.length), commandsAtMost)
  return commands.map((command, index) => ({
    rank: index < fewCommands ? rank.lastCommands : index < commandsAlways ? rank.commands : rank.more + 1,
    text: `- $ ${index < commandsAlways ? quoteRest(clipText(command.command, limit)) : oneLine(command.command, 160)} -> ${outcome(command)}${command.times > 1 ? ` (${command.times} times)` : ''}`,
  }))
}

/** What a tool says of how it was used, and the next call put right: nobody needs that again. */
const handling = /^(?:File has (?:not been read yet|been (?:modified|unexpectedly modified))|String to replace not found|Found \d+ matches of the string|No changes to make)/

/** Each once, by the line that tells most; what a command's own line says already is left to that. */
const errorEntries = ({ errors, commands, directory }: Handoff): Entry[] => {
  const said = new Set(commands.slice(0, commandsAlways).map(({ command, error }) => `Bash ${command.split('\n')[0] ?? ''}: ${error}`))
  const times = new Map<string, number>()
  const minor = new Set<string>()
  for (const { tool, about, text } of errors) {
    if (text.startsWith('refused by the user')) continue
    const what = `${tool} ${about}`.trim()
    if (said.has(`${what}: ${errorLine(text)}`)) continue
    const line = `- ${oneLine(withoutDirectory(what, directory), 100)}: ${oneLine(tool === 'Bash' ? errorLine(text) : text, 300)}`
    times.set(line, (times.get(line) ?? 0) + 1)
    if (handling.test(text)) minor.add(line)
  }
  let told = 0
  return [...times].map(([line, count]) => ({ rank: !minor.has(line) && (told += 1) <= 4 ? rank.errors : rank.more + 1, text: `${line}${count > 1 ? ` (${count} times)` : ''}` }))
}

const promptEntries = (handoff: Handoff): Entry[] => {
  const { prompts, corrections, goal } = handoff
  const said = new Set([...corrections.map(({ text }) => text), goal.first?.text, askedLast(handoff)?.text])
  let taken = 0
  return prompts.filter(({ text }) => !said.has(text)).map(({ text }) => {
    const line = `- ${oneLine(text, 400)}`
    taken += line.length + 1
    return taken <= saidFirst ? { rank: rank.said, text: line } : { rank: rank.more, text: `- ${oneLine(text, 240)}` }
  })
}

/** What the user corrected holds beyond the next compaction too: whole or not at all, as far as there is room. */
const earlierEntries = ({ earlier, corrections }: Handoff): Entry[] => {
  const said = new Set(corrections.map(({ text }) => text))
  return earlier.flatMap(({ id, asked, corrections: before }, index) => {
    const fresh = before.filter(text => !said.has(text))
    for (const text of fresh) said.add(text)
    const where = index < 3 ? rank.earlier : rank.more
    const title = `- ${id}: ${oneLine(asked, 200)}${before.length === 0 ? '' : `; ${plural(before.length, 'correction')} by the user`}`
    return [{ rank: where, text: title }, ...fresh.map(text => ({ rank: where, text: `Corrected in ${id}:\n${quoteText(text)}` }))]
  })
}

/** A hand-off to its text: at most 9,500 characters (UTF-16 units), never beginning with `{`. What has no room is left out whole, and the file that holds it is named. */
export const formatHandoff = (handoff: Handoff): string => {
  const { context, transcript, scrollback } = handoff.places
  const inContext = (list: string) => (left: number): string => `(${left} more in context.json: ${list})`
  const named = (files: readonly HandoffFile[]): HandoffFile[] => files.map(file => ({ ...file, path: onePath(file.path) }))
  const [filesModified, filesRead] = [named(handoff.filesModified), named(handoff.filesRead)]
  const corrections = correctionEntries(handoff)
  const said = corrections.reduce((sum, { text }) => sum + text.length + 1, 0)
  const sections: Section[] = [
    { title: 'What the user asked for', entries: goalEntries(handoff), rest: inContext('goal') },
    { title: "The user's corrections, word for word, newest first", entries: corrections, rest: inContext('corrections') },
    { title: 'In progress when it ended', entries: runningEntries(handoff), rest: inContext('plans, todos') },
    { title: `Files modified (${filesModified.length}), newest first`, entries: pathEntries(filesModified, { rank: rank.filesModified, room: filesAtMost(said) }), rest: inContext('filesModified') },
    { title: 'Decisions', entries: decisionEntries(handoff), rest: inContext('decisions') },
    { title: 'Commands run, newest last', entries: commandEntries(handoff), reversed: true, rest: inContext('commands') },
    { title: `Files read (${filesRead.length}), newest first`, entries: filesRead.map(({ path }, index) => ({ rank: index < fewRead ? rank.lastRead : index < readAlways ? rank.filesRead : rank.more + 1, text: `- ${path}` })), rest: inContext('filesRead') },
    { title: 'Errors met, newest first', entries: errorEntries(handoff), rest: inContext('errors') },
    { title: 'What else the user said, newest first', entries: promptEntries(handoff), rest: inContext('prompts') },
    { title: 'Earlier sessions of this work', entries: earlierEntries(handoff), rest: left => `(${left} more in the context.json of those sessions)` },
  ]
  const exact = handoff.source === 'transcript' ? "the session's transcript" : 'what the screen showed'
  const head = `# Hand-off of session ${handoff.from}\nA record taken from ${exact}${handoff.updated === '' ? '' : ` up to ${minute(handoff.updated)} UTC`}. Paths are relative to ${clipText(onePath(handoff.directory), 500)}.\n`
  const places = [['Everything above in full, with sources', context], ['The whole transcript', transcript], ['The captured screen', scrollback]].filter(([, path]) => path !== '')
  const tail = places.length === 0 ? '' : `\n## Where the rest can be read\n${places.map(([what, path]) => `- ${what}: ${clipText(onePath(path ?? ''), 700)}`).join('\n')}\n`
  return withoutTags(fillSections(head, sections, tail, handoffLength))
}
