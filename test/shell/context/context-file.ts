import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { contextFile, readContext, updateContext, type ContextInput } from '../../../src/shell/context/context-file.js'
import { seeded } from '../../helpers/seeded.js'
import { transcriptLines, type TranscriptLines } from '../../helpers/transcript-lines.js'

const input = (directory: string): ContextInput => ({ id: 'work', directory, number: 1, project: '/home/me/app', previous: '', redact: true })
const place = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'context-'))
  t.teardown(() => rmSync(directory, { recursive: true }))
  return directory
}
const text = (directory: string): string => readFileSync(contextFile(directory), 'utf8')
const state = (directory: string): string => join(directory, '.context_state.work')

/** Everything that can happen, in some order. */
const busy = (steps: number): TranscriptLines => {
  const log = transcriptLines()
  const { below, pick } = seeded(7)
  const open: string[] = []
  for (let step = 0; step < steps; step += 1) {
    const file = `/home/me/app/src/${below(20)}.ts`
    const act = below(10)
    if (act === 0) log.typed(pick(["No, don't do that", 'Please go on', 'use sqlite instead']))
    else if (act === 1) open.push(log.call('Bash', { command: `make ${below(50)}` }))
    else if (act === 2 && open.length > 0) log.result(open.splice(below(open.length), 1)[0] ?? '', 'Exit code 2\nerror: x', { error: below(2) === 0 })
    else if (act === 3) log.did('ExitPlanMode', { plan: `plan ${below(9)}` }, 'approved')
    else if (act === 4) log.did('TodoWrite', { todos: [{ content: `todo ${below(9)}`, status: pick(['pending', 'completed']) }] })
    else if (act === 5) log.says(`I'll use ${below(9)} because it is fast.`)
    else if (act === 6) log.did('Agent', { description: 'x' }, 'Async agent launched', { result: { status: 'async_launched', agentId: `a${below(9)}` } })
    else log.did(pick(['Read', 'Edit', 'Write']), { file_path: file })
  }
  return log
}

t.test('in whatever pieces a transcript comes, the context is the same to the byte', async t => {
  const log = busy(300)
  const whole = place()
  writeFileSync(join(whole, 'transcript.jsonl'), log.text())
  updateContext(input(whole))
  const { below, seed } = seeded(3)
  for (let run = 0; run < 4; run += 1) {
    const piecewise = place()
    const bytes = log.text()
    for (let at = 0; at < bytes.length; ) {
      const piece = bytes.slice(at, at + 1 + below(20_000))
      appendFileSync(join(piecewise, 'transcript.jsonl'), piece)
      at += piece.length
      updateContext(input(piecewise))
    }
    t.equal(text(piecewise), text(whole), `seed ${seed}`)
  }
})

t.test('done twice it changes nothing, not even the file', async t => {
  const directory = place()
  writeFileSync(join(directory, 'transcript.jsonl'), busy(50).text())
  t.match(updateContext(input(directory)), { rebuilt: true, lines: busy(50).lines.length })
  const before = statSync(contextFile(directory), { bigint: true })
  t.match(updateContext(input(directory)), { rebuilt: false, lines: 0 })
  const after = statSync(contextFile(directory), { bigint: true })
  t.same([after.ino, after.mtimeNs], [before.ino, before.mtimeNs])
  t.equal(Number(after.mode) & 0o777, 0o600)
})

t.test('a context or state that is missing, damaged or of another moment is made again, the same', async t => {
  const directory = place()
  const log = busy(60)
  const file = join(directory, 'transcript.jsonl')
  writeFileSync(file, log.lines.slice(0, 40).map(line => `${line}\n`).join(''))
  updateContext(input(directory))
  const [oldContext, oldState] = [text(directory), readFileSync(state(directory))]
  writeFileSync(file, log.text())
  updateContext(input(directory))
  const right = text(directory)
  const damages: [string, () => void][] = [
    ['no context', () => rmSync(contextFile(directory))],
    ['no state', () => rmSync(state(directory))],
    ['an empty context', () => writeFileSync(contextFile(directory), '')],
    ['a context of NULs', () => writeFileSync(contextFile(directory), '\0'.repeat(right.length))],
    ['a cut state', () => writeFileSync(state(directory), oldState.subarray(0, 99))],
    ['a crash between the two', () => writeFileSync(state(directory), oldState)],
    ['an older context', () => writeFileSync(contextFile(directory), oldContext)],
    ['one bit', () => writeFileSync(contextFile(directory), right.replace('"count":1', '"count":3'))],
    ['a leftover', () => (rmSync(contextFile(directory)), writeFileSync(`${contextFile(directory)}.new`, 'x'))],
  ]
  for (const [name, damage] of damages) {
    damage()
    updateContext(input(directory))
    t.equal(text(directory), right, name)
    t.match(updateContext(input(directory)), { rebuilt: false, lines: 0 }, `${name}: then all is well`)
  }
  t.same(readdirSync(directory).sort(), ['.context_state.work', 'context.json', 'transcript.jsonl'].sort())
})

t.test('a transcript that is another file under the same name is read anew', async t => {
  const directory = place()
  const file = join(directory, 'transcript.jsonl')
  writeFileSync(file, busy(50).text())
  updateContext(input(directory))
  const other = transcriptLines()
  other.typed('something else')
  writeFileSync(file, other.text())
  t.match(updateContext(input(directory)), { rebuilt: true })
  t.match(readContext(directory), { prompts: [{ text: 'something else' }], filesModified: [] })
})

t.test('so it is when one of several files is another by now', async t => {
  const directory = place()
  writeFileSync(join(directory, 'transcript.jsonl'), busy(50).text())
  const later = (said: string): void => {
    const log = transcriptLines()
    log.typed(said)
    writeFileSync(join(directory, 'transcript.2.jsonl'), log.text().replace(/"uuid":"/g, '"uuid":"later-'))
  }
  later('the first text')
  updateContext(input(directory))
  later('another text, as long as it likes')
  t.match(updateContext(input(directory)), { rebuilt: true })
  t.equal(readContext(directory)?.prompts.at(-1)?.text, 'another text, as long as it likes')
})

t.test('the parts serve until there is a transcript', async t => {
  const directory = place()
  writeFileSync(join(directory, 'session_00001_PART1.md'), '❯ from the screen\n\n⏺ ok\n')
  updateContext(input(directory))
  appendFileSync(join(directory, 'session_00001_PART1.md'), '\n❯ another\n\n⏺ ok\n')
  t.match(updateContext(input(directory)), { rebuilt: false, lines: 4 })
  t.match(readContext(directory), { from: 'scrollback', prompts: [{ text: 'from the screen', source: { part: 1, line: 1 } }, { text: 'another', source: { part: 1, line: 5 } }] })
  const log = transcriptLines()
  log.typed('from the transcript')
  writeFileSync(join(directory, 'transcript.jsonl'), log.text())
  updateContext(input(directory))
  t.match(readContext(directory), { from: 'transcript', prompts: [{ text: 'from the transcript' }] })
})

t.test('an empty transcript, a line of 2 MB, NULs and a torn end: the rest is extracted, the lines are named', async t => {
  const directory = place()
  const file = join(directory, 'transcript.jsonl')
  writeFileSync(file, '')
  updateContext(input(directory))
  t.match(readContext(directory), { prompts: [], from: 'transcript' })
  const log = transcriptLines()
  log.did('Bash', { command: 'big' }, 'x'.repeat(2_000_000))
  log.typed('after it')
  appendFileSync(file, `${log.text()}${'\0'.repeat(50)}\n${JSON.stringify({ type: 'user' }).slice(0, 9)}\n{"type":"user","mess`)
  const { warnings } = updateContext(input(directory))
  t.match(readContext(directory), { commands: [{ command: 'big', outcome: 'ok' }], prompts: [{ text: 'after it' }] })
  t.same(warnings, ['transcript.jsonl line 4: not a record', 'transcript.jsonl line 5: not a record'])
  t.same(updateContext(input(directory)).warnings, [], 'once')
})

t.test('neither file holds a secret, also of a call that has not ended', async t => {
  const directory = place()
  const log = transcriptLines()
  const secret = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  log.call('Bash', { command: `echo ${secret}`, description: secret })
  log.call('TodoWrite', { todos: [{ content: secret, status: 'pending' }] })
  log.call('ExitPlanMode', { plan: secret })
  writeFileSync(join(directory, 'transcript.jsonl'), log.text())
  updateContext(input(directory))
  for (const file of [contextFile(directory), state(directory)]) t.notOk(readFileSync(file, 'utf8').includes(secret), file)
})

t.test('no context is none, and one that is no JSON neither', async t => {
  const directory = place()
  t.equal(readContext(directory), undefined)
  writeFileSync(contextFile(directory), '{')
  t.equal(readContext(directory), undefined)
})
