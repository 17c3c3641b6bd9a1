import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { copyTranscript, type CopiedTranscript, type TranscriptSource } from '../../../src/shell/transcript/copy-transcript.js'
import { transcriptMarkerFile } from '../../../src/shell/transcript/transcript-marker-file.js'

const line = (n: number): string => `{"uuid":"u${n}"}\n`
const lines = (...numbers: readonly number[]): string => numbers.map(line).join('')
const boundary = '{"subtype":"compact_boundary","uuid":"boundary"}\n'

interface Stage {
  readonly directory: string
  readonly source: string
  readonly copy: (more?: Partial<TranscriptSource>) => CopiedTranscript
  readonly text: (name?: string) => string
}

const stage = (t: Test, text: string): Stage => {
  const root = t.testdir({ session: {}, claude: { 'a.jsonl': text } })
  const [directory, source] = [join(root, 'session'), join(root, 'claude', 'a.jsonl')]
  return {
    directory,
    source,
    copy: more => copyTranscript({ directory, id: 'work', source, ...more }),
    text: (name = 'transcript.jsonl') => readFileSync(join(directory, name), 'latin1'),
  }
}

t.test('what is new is copied, whole lines only, and nothing is written when nothing is', async t => {
  const { directory, source, copy, text } = stage(t, `${lines(1, 2)}{"uuid"`)
  t.match(copy(), { file: 'transcript.jsonl', from: 0, to: 28, bytes: 28, lines: 2, end: 28, replaced: false, gone: false, damaged: 0 })
  appendFileSync(source, ':"u3"}\n')
  t.match(copy(), { from: 28, to: 42, bytes: 14, lines: 1 })
  t.equal(text(), lines(1, 2, 3))
  const before = statSync(transcriptMarkerFile(directory, 'work')).ino
  t.match(copy(), { from: 42, to: 42, lines: 0 })
  t.equal(statSync(transcriptMarkerFile(directory, 'work')).ino, before, 'the marker is the same file')
  for (const name of readdirSync(directory)) t.equal(statSync(join(directory, name)).mode & 0o777, 0o600, name)
})

t.test('damaged lines are kept apart, once, and said with their place', async t => {
  const { directory, source, copy, text } = stage(t, `${line(1)}\0\0torn\n${line(2)}[]\n`)
  t.match(copy(), { lines: 2, damaged: 2, firstDamaged: { offset: 14, line: 2 } })
  t.match(copy(), { damaged: 0, firstDamaged: undefined })
  appendFileSync(source, lines(3))
  rmSync(transcriptMarkerFile(directory, 'work'))
  t.match(copy(), { lines: 1, damaged: 1 }, 'behind a lost marker the last may be said again')
  t.equal(text(), lines(1, 2, 3))
  t.equal(text('transcript.damaged'), '\0\0torn\n[]\n')
})

t.test('a damaged line that comes again is kept again', async t => {
  const { source, copy, text } = stage(t, `${line(1)}bad\n`)
  copy()
  appendFileSync(source, `${line(2)}bad\n`)
  t.match(copy(), { lines: 1, damaged: 1, firstDamaged: { offset: 32, line: 4 } })
  t.equal(text('transcript.damaged'), 'bad\nbad\n')
})

t.test('a run that was killed behind the copy and before the marker has said nothing of the damaged lines in between: the next one does', async t => {
  const { directory, source, copy, text } = stage(t, line(1))
  copy()
  const marker = readFileSync(transcriptMarkerFile(directory, 'work'))
  appendFileSync(source, `bad\n${line(2)}`)
  copy()
  writeFileSync(transcriptMarkerFile(directory, 'work'), marker)
  t.match(copy(), { from: 14, to: 28, bytes: 14, lines: 1, damaged: 1, firstDamaged: { offset: 14, line: 2 } })
  t.equal(text('transcript.damaged'), 'bad\n', 'and keeps them once')
})

t.test('damaged lines far apart are kept once, also when the copy is lost and the run that makes it anew is killed between them', async t => {
  const far = `{"uuid":"${'x'.repeat(1_000_000)}"}\n`.repeat(9)
  const { directory, source, copy, text } = stage(t, `first\n${far}second\n${boundary}`)
  t.match(copy(), { lines: 10, damaged: 2 })
  for (const file of [transcriptMarkerFile(directory, 'work'), join(directory, 'transcript.jsonl')]) rmSync(file)
  const killed = (): boolean => {
    throw new Error('killed')
  }
  t.throws(() => copy({ stopBefore: killed }), { message: 'killed' })
  t.ok(statSync(join(directory, 'transcript.jsonl')).size > 8_000_000, 'after the first of two pieces')
  copy()
  t.equal(text(), readFileSync(source, 'latin1').replace('first\n', '').replace('second\n', ''))
  t.equal(text('transcript.damaged'), 'first\nsecond\n')
})

t.test('without a source it says what there is of a copy, with a marker and without', async t => {
  const { directory, source, copy } = stage(t, lines(1, 2))
  const gone = { source: `${source}.none` }
  t.strictSame(copy(gone), { file: 'transcript.jsonl', from: 0, to: 0, bytes: 0, lines: 0, damaged: 0, firstDamaged: undefined, end: 0, replaced: false, gone: true, stopped: undefined })
  copy()
  t.match(copy(gone), { file: 'transcript.jsonl', from: 28, to: 28, end: 28 })
  writeFileSync(join(directory, 'transcript.2.jsonl'), lines(3))
  rmSync(transcriptMarkerFile(directory, 'work'))
  t.match(copy(gone), { file: 'transcript.2.jsonl', from: 14, to: 14, end: 0 })
})

t.test('of a source without a whole line nothing is made but the marker', async t => {
  const { directory, copy } = stage(t, '\n{"torn')
  t.match(copy(), { lines: 0, end: 1 })
  t.strictSame(readdirSync(directory), ['.transcript_marker.work'])
})

t.test('a replaced, rewritten or shortened source goes on in a new copy, from its start', async t => {
  const { source, copy, text } = stage(t, lines(1, 2))
  copy()
  writeFileSync(`${source}.new`, lines(7, 8, 9))
  renameSync(`${source}.new`, source)
  t.match(copy(), { file: 'transcript.2.jsonl', from: 0, lines: 3, replaced: true })
  writeFileSync(source, lines(4, 5, 6, 7))
  t.match(copy(), { file: 'transcript.3.jsonl', lines: 4, replaced: true })
  truncateSync(source, 14)
  t.match(copy(), { file: 'transcript.4.jsonl', lines: 1, replaced: true })
  t.match(copy(), { file: 'transcript.4.jsonl', lines: 0, replaced: false })
  t.strictSame(['transcript.jsonl', 'transcript.2.jsonl', 'transcript.3.jsonl', 'transcript.4.jsonl'].map(text), [lines(1, 2), lines(7, 8, 9), lines(4, 5, 6, 7), lines(4)])
})

t.test('the same content under another name or inode just goes on', async t => {
  const { source, copy, text, directory } = stage(t, lines(1, 2))
  copy()
  renameSync(source, `${source}.moved`)
  appendFileSync(`${source}.moved`, line(3))
  t.match(copy({ source: `${source}.moved` }), { lines: 1, replaced: false })
  copyFileSync(`${source}.moved`, source)
  appendFileSync(source, line(4))
  t.match(copy(), { lines: 1, replaced: false })
  t.equal(text(), lines(1, 2, 3, 4))
  t.notOk(existsSync(join(directory, 'transcript.2.jsonl')))
})

t.test('back at a transcript that was copied before, its copy is gone on with', async t => {
  const { directory, source, copy, text } = stage(t, lines(1))
  copy()
  writeFileSync(`${source}.b`, lines(5))
  t.match(copy({ source: `${source}.b` }), { file: 'transcript.2.jsonl', replaced: true })
  rmSync(transcriptMarkerFile(directory, 'work'))
  t.match(copy({ source: `${source}.b` }), { file: 'transcript.2.jsonl', replaced: false })
  appendFileSync(source, line(2))
  t.match(copy(), { file: 'transcript.jsonl', from: 14, to: 28, lines: 1, replaced: true })
  t.equal(text(), lines(1, 2))
})

t.test('the same bytes changed in the middle are told from the same bytes when the inode is another', async t => {
  const many = Array.from({ length: 200 }, (_, index) => index + 1_000)
  const { source, copy } = stage(t, lines(...many))
  copy()
  writeFileSync(`${source}.new`, lines(...many.map(n => (n === 1_100 ? 9_999 : n))))
  renameSync(`${source}.new`, source)
  t.match(copy(), { file: 'transcript.2.jsonl', lines: 200 })
})

t.test('a transcript that begins with a boundary is asked about it: the session did not begin there', async t => {
  const { copy } = stage(t, boundary + lines(1))
  t.match(copy({ stopBefore: () => true }), { lines: 0, stopped: { offset: 0, record: { uuid: 'boundary' } } })
})

t.test('a session that begins at a boundary holds it, and ends before the next', async t => {
  const { source, copy, text } = stage(t, lines(1) + boundary + lines(2))
  const stopBefore = (): boolean => true
  t.match(copy({ stopBefore }), { lines: 1, end: 14, stopped: { offset: 14, record: { uuid: 'boundary' } } })
  t.match(copy({ stopBefore }), { lines: 0, stopped: { offset: 14 } }, 'it says so again')
  const next = stage(t, '').directory
  writeFileSync(source, lines(1) + boundary + lines(2))
  t.match(copy({ directory: next, base: 14, stopBefore }), { lines: 2, stopped: undefined })
  appendFileSync(source, boundary.replace('boundary"}', 'second"}') + lines(3))
  t.match(copy({ directory: next, base: 0, stopBefore }), { lines: 0, stopped: { record: { uuid: 'second' } } })
  copyFileSync(source, `${source}.new`)
  renameSync(`${source}.new`, source)
  t.match(copy({ directory: next, stopBefore: () => false }), { file: 'transcript.jsonl', lines: 2, replaced: false }, 'also in another file with the same lines, by the marker’s word alone')
  rmSync(transcriptMarkerFile(next, 'work'))
  t.match(copy({ directory: next, base: 14, stopBefore: () => false }), { file: 'transcript.jsonl', lines: 0, replaced: false })
  t.equal(readFileSync(join(next, 'transcript.jsonl'), 'utf8').startsWith(boundary), true)
  t.ok(text)
})

t.test('lines behind the marker are counted when the source has them, and stand when it has gone or changed', async t => {
  const { directory, source, copy, text } = stage(t, lines(1))
  copy()
  const marker = readFileSync(transcriptMarkerFile(directory, 'work'))
  const file = join(directory, 'transcript.jsonl')
  appendFileSync(source, lines(2, 3))
  appendFileSync(file, `${line(2)}{"uu`)
  t.match(copy(), { from: 14, to: 42, lines: 2 })
  t.equal(text(), lines(1, 2, 3))
  writeFileSync(transcriptMarkerFile(directory, 'work'), marker)
  appendFileSync(file, '{"uu')
  renameSync(source, `${source}.gone`)
  t.match(copy(), { gone: true, lines: 0, replaced: false })
  t.equal(text(), lines(1, 2, 3), 'the torn line is cut, the whole ones stand')
  writeFileSync(source, lines(1, 8))
  t.match(copy(), { file: 'transcript.2.jsonl', lines: 2, replaced: true })
  t.equal(text(), lines(1, 2, 3))
})

t.test('what a power loss left behind the marker is cut; what a person put before it is not', async t => {
  const { directory, source, copy, text } = stage(t, lines(1))
  copy()
  appendFileSync(join(directory, 'transcript.jsonl'), '\0\0\0\n{"uuid":"x"}\n')
  appendFileSync(source, line(2))
  t.match(copy(), { lines: 1, replaced: false })
  t.equal(text(), lines(1, 2))
  writeFileSync(join(directory, 'transcript.jsonl'), `mine\n${lines(1, 2)}`)
  t.match(copy(), { file: 'transcript.2.jsonl', lines: 2 })
  t.equal(text(), `mine\n${lines(1, 2)}`)
})

t.test('lines behind the marker that the source says otherwise by now stand, and the source is copied anew', async t => {
  const { directory, source, copy, text } = stage(t, lines(1))
  copy()
  appendFileSync(join(directory, 'transcript.jsonl'), line(2))
  appendFileSync(source, line(9))
  t.match(copy(), { file: 'transcript.2.jsonl', lines: 2, replaced: true })
  t.strictSame([text(), text('transcript.2.jsonl')], [lines(1, 2), lines(1, 9)])
})

t.test('a source that got lines before those which were copied is copied anew: else they would be missing', async t => {
  const { source, copy, text } = stage(t, lines(1, 2))
  copy()
  writeFileSync(`${source}.new`, lines(9, 1, 2, 3))
  renameSync(`${source}.new`, source)
  t.match(copy(), { file: 'transcript.2.jsonl', lines: 4, replaced: true })
  t.equal(text('transcript.2.jsonl'), lines(9, 1, 2, 3))
})

t.test('what a person changed far before the marker is not cut when the source is another file', async t => {
  const { directory, source, copy, text } = stage(t, lines(...Array.from({ length: 100 }, (_, n) => n)))
  copy()
  const changed = text().replace(line(0), 'mine\n'.padStart(line(0).length))
  writeFileSync(join(directory, 'transcript.jsonl'), changed)
  writeFileSync(`${source}.new`, lines(7))
  renameSync(`${source}.new`, source)
  t.match(copy(), { file: 'transcript.2.jsonl' })
  t.equal(text(), changed)
})

t.test('a copy that was removed or shortened is made whole from the source', async t => {
  const { directory, copy, text } = stage(t, lines(1, 2, 3))
  copy()
  truncateSync(join(directory, 'transcript.jsonl'), 20)
  t.match(copy(), { lines: 2, from: 14, to: 42, replaced: false })
  rmSync(join(directory, 'transcript.jsonl'))
  t.match(copy(), { lines: 3, from: 0, replaced: false })
  t.equal(text(), lines(1, 2, 3))
})

t.test('a source that cannot be read is an IoError that names it', async t => {
  const { copy, directory } = stage(t, '')
  t.throws(() => copy({ source: directory }), { exitCode: 74, message: /session/ })
})
