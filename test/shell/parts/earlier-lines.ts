import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { partName } from '../../../src/core/session/part-name.js'
import type { SessionRecord } from '../../../src/core/session/session-record.js'
import { earlierLines } from '../../../src/shell/parts/earlier-lines.js'
import { writeMarker } from '../../../src/shell/parts/marker-file.js'
import { bareSession } from '../../helpers/bare-session.js'

/** A lineage: the function adds a session with so many lines `<id> <n>` and the number it has. */
const stage = (t: Test) => {
  const { environment } = bareSession(t, undefined, { id: 'stranger' })
  const add = (id: string, previous: string, count: number, status: SessionRecord['status'] = 'ended', number = 1): string => {
    const { directory } = bareSession(t, undefined, { id, previous, status }, environment)
    const text = Array.from({ length: count }, (_, index) => `${id} ${index}\n`).join('')
    writeFileSync(join(directory, partName(number, 1)), text)
    writeMarker(directory, {
      id, number, part: 1, line: count, bytes: text.length, total: count, fingerprint: 0, socket: '/s', serverPid: 1, serverStart: 1, version: '3.4', pane: '%1', gone: false, row: 0,
      lineIndex: 0, width: 80, historySize: 0, at: 0, directory: '/p', tail: [], panePid: 0, alternate: false, accountedFile: '', accounted: 0, filled: 0,
    })
    return directory
  }
  return { add, ask: (directory: string) => earlierLines(environment.paths, directory) }
}

const said = (id: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${id} ${index}`)

t.test('the first of a lineage has none before it', async t => {
  const { add, ask } = stage(t)
  t.same(ask(add('one', '', 5)), [])
})

t.test('the lines of those before it come in their order, its own and a stranger’s do not', async t => {
  const { add, ask } = stage(t)
  add('one', '', 3)
  add('two', 'one', 0)
  add('three', 'two', 2, 'live', 12)
  t.same(ask(add('four', 'three', 4, 'live')), [...said('one', 3), ...said('three', 2)])
})

t.test('it goes back no further than enough lines are found', async t => {
  const { add, ask } = stage(t)
  add('one', '', 3)
  add('two', 'one', 1_000)
  t.same(ask(add('three', 'two', 0)), said('two', 1_000))
})

t.test('lines behind the marker of a session are not its committed ones', async t => {
  const { add, ask } = stage(t)
  appendFileSync(join(add('one', '', 3), partName(1, 1)), 'torn')
  t.same(ask(add('two', 'one', 0)), said('one', 3))
})

t.test('a history that was removed ends the lineage, and so does one that bites its tail', async t => {
  const { add, ask } = stage(t)
  const [one, three] = [add('one', '', 3), (add('two', 'one', 2), add('three', 'two', 0))]
  rmSync(one, { recursive: true })
  t.same(ask(three), said('two', 2))
  add('snake', 'tail', 1)
  t.equal(ask(add('tail', 'snake', 1)).length, 8, 'no more generations than that')
})
