import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { placeCopy, type Place } from '../../../src/shell/transcript/place-copy.js'

const [a, b, c] = ['{"uuid":"a"}\n', '{"uuid":"b"}\n', '{"uuid":"c"}\n'] as const

const place = (t: Test, copies: Readonly<Record<string, string>>, source: string, base = 0): Place => {
  const dir = t.testdir({ session: copies, source })
  const fd = openSync(join(dir, 'source'), 'r')
  t.teardown(() => closeSync(fd))
  return placeCopy(join(dir, 'session'), { fd, identity: '1:2' }, undefined, base)
}

t.test('without a marker a copy is gone on with where the source holds its lines', async t => {
  t.match(place(t, { 'transcript.jsonl': a + b }, a + b + c), { copy: 1, bytes: 26, lines: 2, offset: 26 })
  t.match(place(t, { 'transcript.jsonl': b }, a + b + c), { copy: 1, bytes: 13, base: 13, offset: 26 }, 'also where it began in the middle')
  t.match(place(t, { 'transcript.jsonl': a, 'transcript.2.jsonl': b }, a + c), { copy: 1, offset: 13 }, 'also an earlier one')
})

t.test('else a new one is begun, from the start', async t => {
  t.match(place(t, { 'transcript.jsonl': a + c }, a + b + c, 13), { copy: 2, bytes: 0, offset: 0 })
  t.match(place(t, { 'transcript.jsonl': '{"type":"mode"}\n' }, `${a}{"type":"mode"}\n`), { copy: 2 }, 'a line that stands anywhere proves nothing')
})

t.test('the first begins at the base, if a line does', async t => {
  t.match(place(t, {}, a + b, 13), { copy: 1, offset: 13, base: 13 })
  t.match(place(t, {}, a + b, 12), { copy: 1, offset: 0 })
  t.match(place(t, {}, a + b, 99), { copy: 1, offset: 0 })
})
