/**
 * What is kept over a compaction: in Claude's own summary, in our hand-off, in context.json.
 *   npm run retention -- DIR [--json]
 *
 * Definitions
 *   stretch      the records behind one `compact_boundary` (or the beginning) and before the next one; the records behind the last boundary count as a stretch too, which ends with the file and has no summary
 *   (a) summary  the text of the first record behind the boundary that is marked `isCompactSummary`
 *   (b) hand-off the text that is injected: made by the tool from the stretch alone, at most 9,500 characters
 *   (c) context  every string in the context.json that the tool makes from the stretch
 *   modified     a file with at least one Edit, MultiEdit, Write or NotebookEdit whose result is there and no error (a refused one is an error), by subagents too
 *   read         the same of Read, and files mentioned with @
 *   command      the text of every Bash call, with or without a result
 *   prompt       what a person typed: user records and queued commands that are not meta, summaries, subagents', tool results or one of the texts that Claude Code writes in the user's name; and what was said when refusing a call
 *   correction   a prompt that the tool's judge calls one (`npm run judge` prints how good it is), and what was said when refusing
 *   full         the absolute path stands in the text as a whole word
 *   relative     so does the path relative to the project's directory (the first `cwd` of the file), or its name in a line `- <directory>/: name, name`; a full path counts
 *   base         so does the base name
 *   words        prompts, corrections and commands stand when all of their words do, in order and with nothing between; marks of quotes at the beginnings of lines and the kind and number of blanks do not count
 *   share        distinct things that stand / distinct things there are, over all stretches with any. Texts are compared as the tool keeps them: without control characters, secrets replaced
 *   last N       of a stretch's distinct things the N used last; for commands the distinct texts among the last 10 calls
 * What the stretches hold is found by test/helpers/retention-truth.ts, which shares no reading code with the tool.
 */
import { readdirSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { handoffLength } from '../../src/core/handoff/format-handoff.js'
import { rememberedKinds, type Retained, type RememberedKind } from '../../src/core/handoff/retained-in.js'
import { measure, stretchesOf, type Measured } from '../helpers/measure-retention.js'

const filesBelow = (directory: string): string[] => (statSync(directory).isDirectory() ? readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.jsonl')).sort().map(name => join(directory, name)) : [directory])

const share = (things: readonly Retained[], how: 'full' | 'relative' | 'base' | 'held'): string =>
  things.length === 0 ? '-' : `${((100 * things.filter(thing => thing[how]).length) / things.length).toFixed(1)} %`

const row = (cells: readonly string[]): string => `${(cells[0] ?? '').padEnd(30)}${cells.slice(1).map(cell => cell.padStart(14)).join('')}`

const print = (results: readonly Measured[], root: string): void => {
  const bounded = results.filter(({ summary }) => summary !== undefined)
  console.log(`${results.length} stretches in ${new Set(results.map(({ stretch }) => stretch.file)).size} files, ${bounded.length} of them before a compaction with a summary; longest hand-off ${Math.max(0, ...results.map(result => result.handoffLength))} of ${handoffLength} characters`)
  const pick = (from: (result: Measured) => readonly Retained[] | undefined, kind: RememberedKind): Retained[] => results.flatMap(result => (from(result) ?? []).filter(thing => thing.kind === kind))
  console.log(row(['', 'there are', '(a) summary', '(b) hand-off', '(c) context']))
  for (const kind of rememberedKinds) {
    const [a, b, c] = [pick(result => result.summary, kind), pick(result => result.handoff, kind), pick(result => result.context, kind)]
    const ways = kind.startsWith('files') ? (['full', 'relative', 'base'] as const) : (['held'] as const)
    for (const way of ways) console.log(row([`${kind}${way === 'held' ? '' : `, ${way}`}`, String(b.length), share(a, way), share(b, way), share(c, way)]))
  }
  for (const [kind, title] of [['filesRead', 'last 20 files read, relative'], ['commands', 'last 10 commands']] as const) {
    const things = pick(result => result.last, kind)
    console.log(row([title, String(things.length), '', share(things, 'held'), '']))
  }
  const missed = results.flatMap(result => [
    ...result.context.filter(({ held }) => !held).map(thing => ({ result, thing, where: 'context.json' })),
    ...result.last.filter(({ held }) => !held).map(thing => ({ result, thing, where: 'hand-off (last)' })),
    ...result.handoff.filter(({ held, kind }) => !held && (kind === 'filesModified' || kind === 'corrections')).map(thing => ({ result, thing, where: 'hand-off' })),
  ])
  console.log(missed.length === 0 ? 'nothing that was promised is missing' : `missing (all of it with --json):`)
  for (const { result, thing, where } of missed.slice(0, 100)) console.log(`  ${where}: ${thing.kind} ${JSON.stringify(thing.what.slice(0, 120))} (${relative(root, result.stretch.file) || basename(result.stretch.file)}, boundary ${result.stretch.boundary})`)
}

const main = (): void => {
  const [root, ...options] = process.argv.slice(2)
  if (root === undefined) {
    console.error('npm run retention -- DIR [--json]')
    process.exitCode = 64
    return
  }
  const results = filesBelow(root).flatMap(stretchesOf).map(measure)
  if (!options.includes('--json')) return print(results, root)
  const missed = (things: readonly Retained[] | undefined): unknown => things?.filter(({ held }) => !held)
  const countOf = (things: readonly Retained[]): Record<string, number> => ({
    all: things.length,
    ...Object.fromEntries((['full', 'relative', 'base', 'held'] as const).map(way => [way, things.filter(thing => thing[way]).length])),
  })
  const counted = (things: readonly Retained[] | undefined): unknown => things && Object.fromEntries(rememberedKinds.map(kind => [kind, countOf(things.filter(thing => thing.kind === kind))]))
  console.log(JSON.stringify(results.map(result => ({ file: result.stretch.file, boundary: result.stretch.boundary, handoffLength: result.handoffLength, summary: counted(result.summary), handoff: counted(result.handoff), context: counted(result.context), last: counted(result.last), missed: { summary: missed(result.summary), handoff: missed(result.handoff), context: missed(result.context), last: missed(result.last) } })), undefined, 1))
}

main()
