import { readdirSync, statSync } from 'node:fs'
import t from 'tap'
import { readWaiting, writeWaiting } from '../../../src/shell/parts/waiting-file.js'

const waiting = [{ file: 'transcript.jsonl', offset: 12 }, { file: 'transcript.jsonl', offset: 99 }]

t.test('what waits is read as it was written, and replaced as a whole', async t => {
  const directory = t.testdir()
  t.same(readWaiting(directory, 'work'), [])
  writeWaiting(directory, 'work', waiting)
  t.same(readWaiting(directory, 'work'), waiting)
  t.equal(statSync(`${directory}/.waiting.work`).mode & 0o777, 0o600)
  writeWaiting(directory, 'work', [])
  t.same(readWaiting(directory, 'work'), [])
})

t.test('where nothing changes nothing is written', async t => {
  const directory = t.testdir()
  writeWaiting(directory, 'work', [])
  t.same(readdirSync(directory), [])
  writeWaiting(directory, 'work', waiting)
  const { ino } = statSync(`${directory}/.waiting.work`)
  writeWaiting(directory, 'work', [...waiting])
  t.equal(statSync(`${directory}/.waiting.work`).ino, ino)
})
