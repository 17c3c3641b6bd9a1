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

t.test('only the first copy may begin in the middle of its source: a later one found there would hide what is before it', async t => {
  const copies = { 'transcript.jsonl': '{"uuid":"x"}\n', 'transcript.2.jsonl': b }
  for (const base of [0, 13]) t.match(place(t, copies, a + b + c, base), { copy: 3, bytes: 0, lines: 0, offset: 0, base: 0, confirmed: false })
  t.match(place(t, { ...copies, 'transcript.2.jsonl': a }, a + b + c, 13), { copy: 2, bytes: 13, lines: 1, offset: 13, base: 0 })
})

t.test('a first copy that began before the base, with a line that says not which it is, is found all the same', async t => {
  const mode = '{"type":"mode"}\n'
  t.match(place(t, { 'transcript.jsonl': mode }, mode + a, mode.length), { copy: 1, base: 0, offset: mode.length })
})

t.test('a new copy gets the number behind the last, and that of one that was made and not begun', async t => {
  t.match(place(t, { 'transcript.jsonl': a, 'transcript.2.jsonl': b, 'transcript.10.jsonl': a }, c), { copy: 11 })
  t.match(place(t, { 'transcript.jsonl': a, 'transcript.2.jsonl': '' }, c), { copy: 2 })
})

t.test('the first begins at the base, if a line does', async t => {
  t.match(place(t, {}, a + b, 13), { copy: 1, offset: 13, base: 13 })
  t.match(place(t, {}, a + b, 12), { copy: 1, offset: 0 })
  t.match(place(t, {}, a + b, 99), { copy: 1, offset: 0 })
})
