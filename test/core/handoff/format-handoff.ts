import t from 'tap'
import { buildHandoff } from '../../../src/core/handoff/build-handoff.js'
import { handoffLength, quoteText } from '../../../src/core/handoff/format-handoff.js'
import { retainedIn } from '../../../src/core/handoff/retained-in.js'
import { contextOf } from '../../helpers/extract-text.js'
import { seeded } from '../../helpers/seeded.js'
import { transcriptLines, type TranscriptLines } from '../../helpers/transcript-lines.js'

const places = { context: '/home/me/.local/state/claude-session/sessions/work/context.json', transcript: '/home/me/.local/state/claude-session/sessions/work/transcript.jsonl', scrollback: '/home/me/.local/state/claude-session/sessions/work/session_00001_PART1.md' }
const text = (log: TranscriptLines): string => buildHandoff(contextOf(log.text()), places)

const app = '/home/me/app'

/** A long session: so many files, commands and corrections. */
const long = ({ files = 60, reads = 80, commands = 60, corrections = 6, words = 20, seed = 1 }): TranscriptLines => {
  const log = transcriptLines()
  const { below } = seeded(seed)
  log.typed('Make the thing work '.repeat(words))
  for (let index = 0; index < reads; index += 1) log.did('Read', { file_path: `${app}/src/area-${below(9)}/module-${index}.ts` })
  for (let index = 0; index < files; index += 1) log.did('Edit', { file_path: `${app}/src/area-${below(9)}/changed-${index}.ts` })
  for (let index = 0; index < corrections; index += 1) log.typed(`No, don't do ${index}. ${'Use the other one '.repeat(words / 4)}\nand this line too`)
  for (let index = 0; index < commands; index += 1) log.did('Bash', { command: `npm run step-${index} -- ${'--flag '.repeat(below(12))}`.trim() }, 'Exit code 1\nerror: it failed here', { error: index % 3 === 0 })
  log.did('TodoWrite', { todos: Array.from({ length: 30 }, (_, index) => ({ content: `todo ${index} ${'word '.repeat(20)}`, status: 'pending' })) })
  return log
}

t.test('an ordinary session is told whole', async t => {
  const log = transcriptLines()
  log.typed('Add a parser')
  log.says('I edit the parser')
  log.did('Read', { file_path: `${app}/src/read.ts` })
  log.did('Edit', { file_path: `${app}/src/parser.ts` })
  log.typed("No, don't use\nregexes")
  log.did('Bash', { command: 'npm test' }, 'Exit code 1\nTypeError: x', { error: true })
  log.did('AskUserQuestion', {}, '', { result: { answers: { 'Which one?': 'the first' } } })
  log.did('ExitPlanMode', { plan: '# Plan\nstep one' }, 'approved')
  log.did('TodoWrite', { todos: [{ content: 'write it', status: 'in_progress' }] })
  const found = text(log)
  for (const line of ['> Add a parser', "> No, don't use\n> regexes", ', after Edit src/parser.ts:', '- src/parser.ts: I edit the parser', '- src/read.ts', '- $ npm test -> exit 1: TypeError: x', '- the user, asked "Which one?": the first', '> # Plan\n> step one', '- to do (in progress): write it', places.context]) t.ok(found.includes(line), line)
})

t.test('it gives no orders of its own', async t => {
  const found = text(long({})).split('\n').filter(line => !line.startsWith('> '))
  for (const line of found) t.notMatch(line, /\b(?:you must|you should|please|continue with|make sure|do not|don't|never)\b/i)
})

t.test('of a session as long as they get: every correction, all changed files, the last files read and commands, in 9,500 characters', async t => {
  for (let seed = 1; seed <= 6; seed += 1) {
    const log = long({ files: 70, seed })
    const context = contextOf(log.text())
    const found = buildHandoff(context, places)
    t.ok(found.length <= handoffLength, `${found.length}`)
    const wanted = {
      directory: app,
      filesModified: context.filesModified.map(({ path }) => path),
      filesRead: context.filesRead.slice(-20).map(({ path }) => path),
      commands: context.commands.slice(-10).map(({ command }) => command),
      corrections: context.corrections.map(correction => correction.text),
      prompts: [],
    }
    t.same(retainedIn(wanted, found).filter(({ held }) => !held), [])
  }
})

t.test('whatever there is, it is never longer, never begins with {, and no correction is cut', async t => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { below } = seeded(seed)
    const log = long({ files: below(700), reads: below(300), commands: below(300), corrections: below(60), words: 1 + below(400), seed })
    const context = contextOf(log.text())
    const found = buildHandoff(context, places)
    if (found.length > handoffLength || found.startsWith('{')) t.fail(`seed ${seed}: ${found.length}`)
    for (const { text: said } of context.corrections) {
      const opening = quoteText(said).slice(0, 40)
      if (found.includes(`${opening}`) && !found.includes(quoteText(said))) t.fail(`seed ${seed}: a correction is cut`)
    }
    if (context.corrections.length > 0 && !/corrections, word for word/.test(found)) t.fail(`seed ${seed}: corrections are not even mentioned`)
  }
  t.pass()
})

t.test('an error is told once, by the line that tells most, and not again where its command stands', async t => {
  const log = transcriptLines()
  const output = 'Exit code 1\nnpm warn old\n> Build error occurred\n[TypeError: generate is not a function]\nmore'
  for (let run = 0; run < 4; run += 1) log.did('Bash', { command: 'npm run build' }, output, { error: true })
  for (let run = 0; run < 3; run += 1) log.did('Edit', { file_path: `${app}/a.ts` }, '<tool_use_error>String to replace not found in file.</tool_use_error>', { error: true })
  const found = text(log)
  t.match(found, '- $ npm run build -> exit 1: [TypeError: generate is not a function] (4 times)')
  t.match(found, '\n- Edit a.ts: String to replace not found in file. (3 times)\n')
  t.notMatch(found, '- Bash npm run build')
  for (let run = 0; run < 12; run += 1) log.did('Bash', { command: `step ${run}` })
  t.match(text(log), '\n- Bash npm run build: [TypeError: generate is not a function] (4 times)\n')
})

t.test('what only a tool said of how it was used gives way to errors of the work, also to older ones', async t => {
  const log = transcriptLines()
  log.did('Bash', { command: 'npm run check' }, `Exit code 2\nsrc/a.ts(6,33): error TS2307: Cannot find module './b'${' or its types'.repeat(15)}`, { error: true })
  for (let run = 0; run < 15; run += 1) log.did('Bash', { command: `npx run --step ${run} ${'--flag '.repeat(60)}` })
  for (let run = 0; run < 45; run += 1) log.did('Write', { file_path: `${app}/${'long/'.repeat(15)}${run}.ts` }, '<tool_use_error>File has not been read yet. Read it first before writing to it.</tool_use_error>', { error: true })
  const found = text(log)
  t.match(found, "- Bash npm run check: src/a.ts(6,33): error TS2307: Cannot find module './b' or its types")
  t.ok((found.match(/File has not been read yet/g) ?? []).length < 45)
})

t.test('what has no room is counted, and the file that has it is named', async t => {
  const found = text(long({ files: 900, reads: 900, commands: 900 }))
  t.match(found, /\(\d+ more in context\.json: commands\)/)
  t.match(found, /Files modified \(900\), newest first/)
})

t.test('an empty session is told in a few lines', async t => {
  t.ok(text(transcriptLines()).length < 700)
})

t.test('a slash command that began the session is what the user asked first; one of Claude Code itself is not told', async t => {
  const log = transcriptLines()
  const slash = (name: string, words: string): string => log.add({ type: 'user', message: { role: 'user', content: `<command-name>/${name}</command-name>\n<command-args>${words}</command-args>` } })
  slash('orchestrate', 'make a parser')
  log.typed('And a test for it')
  slash('model', 'opus')
  t.match(text(log), '## What the user asked for\nThe user asked first:\n> /orchestrate make a parser\nThe user asked last:\n> And a test for it\n')
  t.notMatch(text(log), 'opus')
})

t.test('a correction says what it was said against: what was done since the user spoke, else what was said', async t => {
  const log = transcriptLines()
  log.did('Edit', { file_path: `${app}/old.ts` })
  log.typed('Which timeout is it?')
  log.says('It is 30 seconds.')
  log.typed("No, that's wrong, it is 3.")
  t.match(text(log), `00:00, when Claude had said "It is 30 seconds.":\n> No, that's wrong, it is 3.\n`)
})

t.test('a correction that decides is told once, word for word; a rejected plan stands with the decisions', async t => {
  const log = transcriptLines()
  log.typed('Build it')
  log.typed('No, use pnpm instead of npm because of the lockfile')
  log.refused('ExitPlanMode', { plan: 'Rewrite all' }, 'too big')
  const found = text(log)
  t.equal(found.split('use pnpm instead').length, 2)
  t.match(found, '## Decisions\n- the user rejected a plan: Rewrite all (said: too big)\n')
  t.notMatch(found, 'In progress')
})

t.test('what was corrected in an earlier session of the lineage is told whole too, once, where there is room', async t => {
  const session = (id: string, ...said: string[]): ReturnType<typeof contextOf> => {
    const log = transcriptLines()
    for (const one of ['Build it', ...said]) log.typed(one)
    return { ...contextOf(log.text()), id }
  }
  const long = `No, never touch the migrations:\n${'they are run by somebody else. '.repeat(20)}`.trim()
  const earlier = [session('two', 'No tabs, please'), session('one', long, 'No tabs, please')]
  const found = buildHandoff(session('three', 'Wrong file.'), { ...places, earlier })
  t.match(found, `## Earlier sessions of this work\n- two: Build it; 1 correction by the user\nCorrected in two:\n> No tabs, please\n- one: Build it; 2 corrections by the user\nCorrected in one:\n${quoteText(long)}\n`)
  t.equal(found.split('No tabs').length, 2)
  const full = buildHandoff(session('three', ...Array.from({ length: 40 }, (_, index) => `No, not ${index}: ${'x '.repeat(100)}`)), { ...places, earlier })
  t.ok(full.length <= handoffLength)
  t.notMatch(full, 'never touch')
})

t.test('where nobody has typed since the last compaction, what was asked last before it is told', async t => {
  const before = transcriptLines()
  before.typed('Port it to Rust')
  before.typed('Begin with the parser')
  const log = transcriptLines()
  log.did('Edit', { file_path: `${app}/parser.rs` })
  t.match(buildHandoff(contextOf(log.text()), { ...places, earlier: [contextOf(''), { ...contextOf(before.text()), id: 'one' }] }), '## What the user asked for\nThe user asked last, in one:\n> Begin with the parser\n')
})

t.test('a plan whose text is in a file of its own, and not in the transcript, is named by the file', async t => {
  const log = transcriptLines()
  log.refused('ExitPlanMode', { planFilePath: '/home/me/.claude/plans/a.md' }, 'no')
  log.call('ExitPlanMode', { planFilePath: '/home/me/.claude/plans/b.md' })
  const found = text(log)
  t.match(found, '- the user rejected a plan: /home/me/.claude/plans/a.md (said: no)\n')
  t.match(found, 'A plan that waits for an answer (/home/me/.claude/plans/b.md)\n')
  t.notMatch(found, '> \n')
})

t.test('of more than there is room for, each kind has some: the newest corrections, changed files, commands, files read, and the rest is counted', async t => {
  const log = transcriptLines()
  log.typed(`Rebuild all of it. ${'Details. '.repeat(300)}`)
  for (let index = 0; index < 30; index += 1) log.typed(`No, not like that: ${'日本語の訂正です。'.repeat(40)} ${index}`)
  for (let index = 0; index < 300; index += 1) log.did('Read', { file_path: `${app}/a/very/long/path/to/be/read/number-${index}/index.ts` })
  for (let index = 0; index < 300; index += 1) log.did('Edit', { file_path: `${app}/a/very/long/path/to/be/changed/number-${index}/index.ts` })
  for (let index = 0; index < 50; index += 1) log.did('Bash', { command: `node run.js --step=${index} ${'--flag '.repeat(20)}` }, 'Exit code 1\nerror: it failed', { error: true })
  for (let index = 0; index < 12; index += 1) log.did('AskUserQuestion', {}, '', { result: { answers: { 'Which one?': `the ${index}th ${'of all of these '.repeat(20)}` } } })
  const found = text(log)
  t.ok(found.length <= handoffLength)
  t.equal(found.split('> Rebuild all of it').length, 2, 'what was asked first and last is said once')
  t.ok((found.match(/^> No, not like that/gm) ?? []).length >= 8, 'corrections')
  t.ok((found.match(/^- .*changed\/number/gm) ?? []).length >= 20, 'changed files')
  t.ok((found.match(/^- \$ node run\.js --step=/gm) ?? []).length >= 5, 'commands')
  t.ok((found.match(/^- .*read\/number/gm) ?? []).length >= 8, 'files read')
  for (const list of ['corrections', 'filesModified', 'commands', 'filesRead', 'decisions']) t.match(found, new RegExp(`\\(\\d+ more in context\\.json: ${list}\\)`))
})

t.test('what the user said and no rule took for a correction comes before decisions, errors and older files, the newest whole', async t => {
  const log = transcriptLines()
  log.typed('Build the shop.')
  const said = Array.from({ length: 40 }, (_, index) => `page ${index} has two navbars, one of them below the fold, and the footer of page ${index} swims in the middle of the list of articles`)
  for (const [index, text] of said.entries()) {
    log.did('Edit', { file_path: `${app}/a/long/path/to/be/changed/number-${index}/index.ts` })
    log.did('Bash', { command: `node run.js --step=${index} ${'--flag '.repeat(10)}` }, `Exit code 1\nerror: step ${index} failed ${'badly '.repeat(20)}`, { error: true })
    log.did('AskUserQuestion', {}, '', { result: { answers: { 'Which one?': `the ${index}th ${'of all of these '.repeat(20)}` } } })
    log.typed(text)
  }
  const found = text(log)
  t.ok(found.length <= handoffLength)
  t.notMatch(found, /The user's corrections/)
  for (const one of said.slice(-14)) t.ok(found.includes(one), one)
  t.match(found, /\(\d+ more in context\.json: prompts\)/)
})
