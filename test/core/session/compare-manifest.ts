import t from 'tap'
import { compareManifest } from '../../../src/core/session/compare-manifest.js'

const entry = (name: string, more = {}): { name: string; lines: number; bytes: number; sha256: string } => ({ name, lines: 2, bytes: 10, sha256: 'a'.repeat(64), ...more })

t.test('every file that differs in anything, is missing, or is not known', async t => {
  const wanted = ['same', 'length', 'contents', 'lines', 'gone', 'link'].map(name => entry(name))
  const found = new Map<string, ReturnType<typeof entry> | string>([
    ['zebra', entry('zebra')],
    ['extra', 'it is no regular file'],
    ['link', 'it is no regular file'],
    ['same', entry('same')],
    ['length', entry('length', { bytes: 9, sha256: 'b'.repeat(64) })],
    ['contents', entry('contents', { sha256: 'b'.repeat(64) })],
    ['lines', entry('lines', { lines: 3 })],
  ])
  t.same(compareManifest(wanted, found), [
    { file: 'length', problem: 'differs', detail: '9 bytes in 2 lines, written were 10 in 2' },
    { file: 'contents', problem: 'differs', detail: 'same length, other contents (SHA-256 bbbbbbbbbbbb…, written was aaaaaaaaaaaa…)' },
    { file: 'lines', problem: 'differs', detail: '3 lines, the manifest says 2' },
    { file: 'gone', problem: 'missing', detail: 'it had 2 lines' },
    { file: 'link', problem: 'differs', detail: 'it is no regular file' },
    { file: 'extra', problem: 'extra', detail: '' },
    { file: 'zebra', problem: 'extra', detail: '' },
  ])
  t.match(compareManifest([entry('one', { lines: 1 })], new Map()), [{ detail: 'it had 1 line' }])
  t.same(compareManifest([entry('same')], new Map([['same', entry('same')]])), [])
})
