import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { beginNext } from '../../src/commands/begin-next.js'
import type { Gap } from '../../src/core/capture/gap.js'
import type { Marker } from '../../src/core/capture/marker.js'
import { sessionDirectory } from '../../src/core/paths.js'
import type { Sign } from '../../src/core/session/boundary.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { appendGaps, readGaps } from '../../src/shell/parts/gap-file.js'
import { readMarker, writeMarker } from '../../src/shell/parts/marker-file.js'
import { readPending, writePending } from '../../src/shell/parts/pending-file.js'
import { readWaiting, writeWaiting } from '../../src/shell/parts/waiting-file.js'
import { noteSign, readBoundaryFile } from '../../src/shell/session/boundary-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { copyTranscript } from '../../src/shell/transcript/copy-transcript.js'
import { readHookNews, writeHookNews } from '../../src/shell/transcript/hook-news.js'
import { bareSession } from '../helpers/bare-session.js'
import { transcriptLines } from '../helpers/transcript-lines.js'

const next = parseSessionId('claude-app-7')

/** An old session at its end, whose record names the next one. */
const stage = (t: Test) => {
  const { environment, directory, record } = bareSession(t, undefined, { next, transcript: '/t.jsonl' })
  const marker: Marker = {
    id: 'work', number: 1, part: 2, line: 30, bytes: 900, total: 90, fingerprint: 5, socket: '/none', serverPid: 1, serverStart: 1, version: '3.4', pane: '%1', gone: false, row: 41, lineIndex: 40,
    width: 80, historySize: 39, at: 1_000, directory: '/home/me/app', tail: [{ hash: 7, count: 2 }], panePid: 4, alternate: true, accountedFile: '', accounted: 0, filled: -1,
  }
  writeMarker(directory, marker)
  writePending(directory, 'work', { total: 90, lines: ['on the', 'screen'] })
  const to = sessionDirectory(environment.paths, next)
  return { environment, directory, record, marker, to, begun: () => beginNext(environment, record) }
}
const sign = (fields: Partial<Sign>): Sign => ({ by: 'record', kind: 'compact', at: 5, key: '', rolled: 0, ...fields })

t.test('the next session has the old one’s place in the pane and its text, and begins to count at 0', async t => {
  const { environment, record, marker, to, begun } = stage(t)
  const made = begun()
  t.same(readSession(to), made)
  t.match(made, { id: next, previous: 'work', next: '', status: 'live', ended: '', endReason: '', project: record.project, directory: record.directory, pane: record.pane })
  t.ok(Date.parse(made.started) > Date.parse(record.started))
  t.match(readMarker(to, next), { id: next, number: made.number, part: 1, line: 0, bytes: 0, total: 0, row: marker.row, lineIndex: 40, width: 80, historySize: 39, tail: marker.tail, panePid: 4, alternate: true })
  t.same(readPending(to, next), { total: 0, lines: ['on the', 'screen'] })
  t.same(readdirSync(to).filter(name => name.startsWith('session_')), [], 'no part of the old one')
  t.equal(statSync(to).mode & 0o777, 0o700)
  for (const name of readdirSync(to)) t.equal(statSync(join(to, name)).mode & 0o777, 0o600, name)
  t.same(readdirSync(environment.paths.sessions).sort(), [next, 'work'])
})

t.test('one that stands already is left as it is', async t => {
  const { to, begun } = stage(t)
  const made = begun()
  writePending(to, next, { total: 0, lines: ['newer'] })
  t.same(begun(), made)
  t.same(readPending(to, next)?.lines, ['newer'])
})

t.test('what a crash left half-made aside is thrown away', async t => {
  const { environment, to, begun } = stage(t)
  const aside = join(environment.paths.sessions, `.${next}.new`)
  mkdirSync(aside, { mode: 0o700 })
  writeFileSync(join(aside, 'session.toml'), 'torn')
  writeFileSync(join(aside, 'leftover'), '')
  begun()
  t.notOk(existsSync(aside))
  t.notOk(existsSync(join(to, 'leftover')))
})

t.test('the signs of its boundary are its own, with the time of the rollover; names of older ones are handed down, later ones stay open', async t => {
  const { directory, to, begun } = stage(t)
  const before = Date.now()
  for (const one of [sign({ key: 'older', rolled: 1 }), sign({ by: 'screen', kind: 'clear', rolled: 1 }), sign({ key: 'now', at: before }), sign({ by: 'screen', kind: 'clear', at: before }), sign({ key: 'later', at: before + 60_000 })]) noteSign(directory, 'work', one)
  begun()
  const signs = readBoundaryFile(to, next)
  const rolled = signs.find(({ key }) => key === 'now')?.rolled ?? 0
  t.ok(rolled >= before && rolled <= Date.now())
  t.same(signs.map(one => [one.by, one.key, one.rolled]), [['record', 'older', 1], ['record', 'now', rolled], ['screen', '', rolled], ['record', 'later', 0]])
})

t.test('its copy of the transcript begins with the boundary at which the old one’s stopped, and knows its name', async t => {
  const { directory, to, begun } = stage(t)
  const log = transcriptLines()
  log.typed('before')
  log.compacted('a summary')
  log.typed('after')
  const source = join(t.testdir(), 'claude.jsonl')
  writeFileSync(source, log.text())
  copyTranscript({ directory, id: 'work', source, stopBefore: () => true })
  noteSign(directory, 'work', sign({ by: 'hook', at: Date.now() }))
  begun()
  t.equal(readFileSync(join(directory, 'transcript.jsonl'), 'utf8') + readFileSync(join(to, 'transcript.jsonl'), 'utf8'), log.text())
  const { uuid } = JSON.parse(log.lines[1] ?? '') as { uuid: string }
  t.match(readBoundaryFile(to, next), [{ by: 'hook', key: '' }, { by: 'record', key: uuid, rolled: Number }])
  t.ok(readBoundaryFile(to, next).every(({ rolled }) => rolled > 0), 'so that nobody takes it for a new one')
})

t.test('after a clear it knows which transcript is its own, also when the old one’s was never written', async t => {
  const { directory, to, begun } = stage(t)
  writeHookNews(directory, 'work', { claudeSession: 'first', transcript: '/claude/projects/app/first.jsonl' })
  noteSign(directory, 'work', sign({ kind: 'clear', key: 'second' }))
  begun()
  t.same(readHookNews(to, next), { claudeSession: 'second', transcript: '/claude/projects/app/second.jsonl' })
})

t.test('a transcript that Claude has named and not written yet is the next session’s', async t => {
  const { directory, to, begun } = stage(t)
  const news = { claudeSession: 'claude-1', transcript: '/t/claude-1.jsonl' }
  writeHookNews(directory, 'work', news)
  noteSign(directory, 'work', sign({ by: 'screen', kind: 'clear' }))
  begun()
  t.same(readHookNews(to, next), news)
})

t.test('what waited on the screen waits on, by the copy it stands in: the old one’s, or that of one before it', async t => {
  const { directory, to, begun } = stage(t)
  writeWaiting(directory, 'work', [{ file: 'earlier/transcript.jsonl', offset: 5 }, { file: 'transcript.2.jsonl', offset: 7 }])
  begun()
  t.same(readWaiting(to, next), [{ file: 'earlier/transcript.jsonl', offset: 5 }, { file: 'work/transcript.2.jsonl', offset: 7 }])
})

t.test('its transcript is accounted for from its start, and whether the last of its lines was filled in is the old one’s word', async t => {
  for (const [more, filled] of [[{ filled: 90 }, 0], [{ filled: 89 }, -1], [{ filled: -1 }, -1], [{ filled: 0, total: 0 }, -1]] as const) {
    const { directory, marker, to, begun } = stage(t)
    writeMarker(directory, { ...marker, accountedFile: 'transcript.3.jsonl', accounted: 77, ...more })
    begun()
    t.match(readMarker(to, next), { accountedFile: 'transcript.jsonl', accounted: 0, filled, fingerprint: 0 }, JSON.stringify(more))
  }
})

t.test('without a boundary in its copy it knows of none, and a clear’s is copied by nobody yet', async t => {
  const { directory, to, begun } = stage(t)
  const source = join(t.testdir(), 'claude.jsonl')
  const log = transcriptLines()
  log.typed('before')
  writeFileSync(source, log.text())
  copyTranscript({ directory, id: 'work', source })
  log.typed('after')
  writeFileSync(source, log.text())
  noteSign(directory, 'work', sign({ by: 'screen', kind: 'clear', at: Date.now() }))
  begun()
  t.same(readBoundaryFile(to, next).map(({ by, kind }) => [by, kind]), [['screen', 'clear']])
  t.equal(readFileSync(join(to, 'transcript.jsonl'), 'utf8'), `${log.lines[1]}\n`)
})

t.test('only the last gap that records may still fill goes over', async t => {
  const { directory, to, begun } = stage(t)
  const gap: Gap = { why: 'cleared', part: 1, line: 4, at: '2026-01-01T00:10:00.000Z', known: 'text', filled: null, since: '2026-01-01T00:05:00.000Z' }
  appendGaps(join(directory, 'gaps.jsonl'), [gap, { ...gap, line: 8 }, { ...gap, line: 9, filled: 'names' }])
  begun()
  t.same(readGaps(join(to, 'gaps.jsonl')), [{ ...gap, line: 0, known: 'at the end of work: text' }])
})

t.test('without a marker, and without pending text, it begins all the same', async t => {
  const { environment, record } = bareSession(t, undefined, { next })
  const to = sessionDirectory(environment.paths, next)
  beginNext(environment, record)
  t.match(readSession(to), { id: next, previous: 'work' })
  t.equal(readMarker(to, next), undefined)
})

t.test('the log of the supervisor, which goes on with it, is its own too', async t => {
  const { directory, to, begun } = stage(t)
  writeFileSync(join(directory, 'supervisor.log'), 'work: one\n')
  begun()
  appendFileSync(join(directory, 'supervisor.log'), `${next}: two\n`)
  t.equal(readFileSync(join(to, 'supervisor.log'), 'utf8'), `work: one\n${next}: two\n`)
})
