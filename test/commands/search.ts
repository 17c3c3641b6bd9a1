import { appendFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { search, type SearchOptions } from '../../src/commands/search.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import type { BareSession } from '../helpers/bare-session.js'
import { capturedSession, moveToHistory } from '../helpers/captured-session.js'
import { scratch } from '../helpers/fresh-home.js'

const found = ({ environment }: Pick<BareSession, 'environment'>, pattern: string, options?: SearchOptions): string[] => [...search(environment, pattern, options)].map(({ id, part, line, text }) => `${id}:${part}:${line}: ${text}`)

t.test('lines of all sessions, live and ended, the newest first, by their number in the part', async t => {
  const old = capturedSession(t, [['an error', 'none'], ['Error 2']], { id: 'old', status: 'ended', ended: '2026-01-01T00:00:00.000Z', project: 'other' })
  capturedSession(t, [['x', 'error 3']], { id: 'new', started: '2026-05-01T00:00:00.000Z' }, old.environment)
  t.same(found(old, 'error'), ['new:1:2: error 3', 'old:1:1: an error'])
  t.same(found(old, 'error', { ignoreCase: true }), ['new:1:2: error 3', 'old:1:1: an error', 'old:2:1: Error 2'])
  t.same(found(old, 'error', { ignoreCase: true, first: true }), ['new:1:2: error 3', 'old:1:1: an error'])
  t.same(found(old, 'error', { session: parseSessionId('old') }), ['old:1:1: an error'])
  t.same(found(old, 'error', { project: 'app' }), ['new:1:2: error 3'])
  t.same(found(old, 'e.ror', { fixed: true }), [])
  t.throws(() => found(old, 'x', { session: parseSessionId('none') }), { exitCode: 64, message: 'there is no session none' })
  t.throws(() => found(old, 'x', { project: 'none' }), { exitCode: 64, message: 'there is no session of a project none' })
  t.throws(() => found(old, 'x('), { exitCode: 64, message: /not a regular expression/ })
})

t.test('60,000 lines a part are numbered right in every batch, and are not in memory together', async t => {
  const lines = Array.from({ length: 60_000 }, (_, line) => `line ${line + 1}${line % 1_000 === 0 ? ' needle' : ''}`)
  const session = capturedSession(t, [lines, lines])
  const all = [...search(session.environment, 'needle')]
  t.equal(all.length, 120)
  for (const { line, text } of all) t.equal(text, `line ${line} needle`)
  const told: string[] = []
  for (const _ of search(session.environment, 'needle', { progress: text => void told.push(text) }));
  t.ok(told.length > 20, 'it tells how far it is')
  t.match(told[0], /^4000 lines searched, now work part 1$/)
  t.equal(told.at(-1), '')
})

t.test('an expression made to hang is stopped, and what to do is said; as plain text it is found', async t => {
  const hostile = '^(a+)+$'
  const session = capturedSession(t, [[`${'a'.repeat(60)}b`, hostile]])
  t.throws(() => found(session, hostile, { limit: 200 }), { exitCode: 64, message: /takes longer than 0\.2 s for lines 1 to 2 of .*PART1\.md/, hint: /--fixed/ })
  t.same(found(session, hostile, { fixed: true }), [`work:1:2: ${hostile}`])
})

t.test('no link is followed, what cannot be searched is named and fails at the end, all else is searched', async t => {
  const session = capturedSession(t, [['needle 1'], ['needle 2']], { id: 'broken', started: '2026-05-01T00:00:00.000Z' })
  const { environment, directory } = session
  capturedSession(t, [['needle 3']], { id: 'sound' }, environment)
  const secret = join(scratch(t), 'secret')
  writeFileSync(secret, 'needle secret\n')
  rmSync(join(directory, 'session_00001_PART2.md'))
  symlinkSync(secret, join(directory, 'session_00001_PART2.md'))
  const seen: string[] = []
  t.throws(() => { for (const { text } of search(environment, 'needle')) seen.push(text) }, { exitCode: 74, message: /ELOOP/ })
  t.same(seen, ['needle 1', 'needle 3'])
  t.match(environment.lines, [/^<4>broken was not searched to its end: .*PART2\.md/])
})

t.test('a session that ends meanwhile is searched to its end, and a torn line is nobody\'s', async t => {
  const session = capturedSession(t, [['needle 1'], ['needle 2']])
  appendFileSync(join(session.directory, 'session_00001_PART2.md'), 'needle torn')
  const lines = search(session.environment, 'needle')
  t.match(lines.next().value, { text: 'needle 1' })
  moveToHistory(session)
  t.match([...lines], [{ text: 'needle 2' }])
})
