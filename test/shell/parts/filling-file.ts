import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import t from 'tap'
import type { Filling } from '../../../src/core/filling/filling.js'
import { readFilling, removeFilling, writeFilling } from '../../../src/shell/parts/filling-file.js'

const filling: Filling = { total: 3, lines: ['a', '', 'b'], accountedFile: 'transcript.jsonl', accounted: 12, waiting: [], gap: null }

t.test('a filling is read as it was written, until it is forgotten', async t => {
  const directory = t.testdir()
  t.equal(readFilling(directory, 'work'), undefined)
  writeFilling(directory, 'work', filling)
  t.same(readFilling(directory, 'work'), filling)
  t.equal(readFilling(directory, 'other'), undefined, 'it is another session’s')
  t.equal(statSync(`${directory}/.filling.work`).mode & 0o777, 0o600)
  removeFilling(directory, 'work')
  removeFilling(directory, 'work')
  t.same(readdirSync(directory), [])
})

t.test('one that was cut is none', async t => {
  const directory = t.testdir()
  writeFilling(directory, 'work', filling)
  writeFileSync(`${directory}/.filling.work`, readFileSync(`${directory}/.filling.work`, 'utf8').slice(0, -3))
  t.equal(readFilling(directory, 'work'), undefined)
})

t.test('a directory in its place is an error that names it', async t => {
  const directory = t.testdir({ '.filling.work': { x: '' } })
  t.throws(() => readFilling(directory, 'work'), { exitCode: 74, message: /\.filling\.work is not a regular file/ })
})
