import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { verifyLive } from '../../src/commands/verify-live.js'
import { capturedSession } from '../helpers/captured-session.js'

const parts = [['one', 'two'], ['three', 'four'], ['five', 'six']]

const after = (t: Test, change: (directory: string) => void): unknown => {
  const { directory, id, record } = capturedSession(t, parts)
  change(directory)
  return verifyLive(directory, id, record).problems
}
const part = (directory: string, number: number): string => join(directory, `session_00001_PART${number}.md`)
const replace = (file: string, from: string, to: string): void => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))

t.test('parts that are as the marker says, and what a tick is just adding, are sound', async t => {
  t.same(after(t, () => undefined), [])
  t.same(after(t, directory => appendFileSync(part(directory, 3), 'seven\ntorn')), [])
  t.same(after(t, directory => writeFileSync(part(directory, 4), 'torn')), [], 'also when a new part is begun')
  const { directory, id, record } = capturedSession(t, [['one'], []])
  rmSync(part(directory, 2))
  t.same(verifyLive(directory, id, record).problems, [], 'a part is made when its first line comes')
})

t.test('whatever else was changed is named', async t => {
  t.same(after(t, directory => rmSync(part(directory, 2))), [{ file: 'session_00001_PART2.md', problem: 'missing', detail: '' }])
  t.same(after(t, directory => rmSync(part(directory, 3))), [{ file: 'session_00001_PART3.md', problem: 'missing', detail: '' }])
  t.same(after(t, directory => truncateSync(part(directory, 3), 5)), [{ file: 'session_00001_PART3.md', problem: 'differs', detail: '5 bytes, written were 9' }])
  t.same(after(t, directory => replace(part(directory, 3), 'six', 's\nx')), [{ file: 'session_00001_PART3.md', problem: 'differs', detail: '3 lines, written were 2' }])
  t.same(after(t, directory => replace(part(directory, 3), 'six', 'sex')), [{ file: 'session_00001_PART3.md', problem: 'differs', detail: 'other contents than were written' }])
  t.same(after(t, directory => appendFileSync(part(directory, 1), 'more\n')), [{ file: 'session_00001_PART1.md to session_00001_PART2.md', problem: 'differs', detail: '5 lines, written were 4' }])
  t.match(after(t, directory => truncateSync(part(directory, 2), 9)), [{ file: 'session_00001_PART2.md', problem: 'differs', detail: 'its last line is cut' }, { detail: '3 lines, written were 4' }])
})

t.test('a marker that is missing or cannot be believed is named', async t => {
  t.same(after(t, directory => rmSync(join(directory, '.capture_marker.work'))), [{ file: '.capture_marker.work', problem: 'missing', detail: 'the next tick makes it anew from the parts' }])
  t.match(after(t, directory => replace(join(directory, '.capture_marker.work'), 'line = 2', 'line = 1')), [{ file: '.capture_marker.work', problem: 'differs' }])
})
