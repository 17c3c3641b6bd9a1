import { readFileSync } from 'node:fs'
import t from 'tap'
import { renameIfExists } from '../../../src/shell/files/rename-if-exists.js'

t.test('a file gets its new name, and done again nothing changes', async t => {
  const directory = t.testdir({ old: 'text' })
  renameIfExists(`${directory}/old`, `${directory}/new`)
  renameIfExists(`${directory}/old`, `${directory}/new`)
  t.equal(readFileSync(`${directory}/new`, 'utf8'), 'text')
})

t.test('anything else that stands in the way is an error', async t => {
  const directory = t.testdir({ old: 'text', new: { in: 'the way' } })
  t.throws(() => renameIfExists(`${directory}/old`, `${directory}/new`), { exitCode: 74, message: /failed/ })
})
