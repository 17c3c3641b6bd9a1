import { writeFileSync } from 'node:fs'
import t from 'tap'
import { pendingFile, readPending, writePending } from '../../../src/shell/parts/pending-file.js'

t.test('pending text comes back as it was; a cut file is none', async t => {
  const dir = t.testdir({})
  t.equal(readPending(dir, 'work'), undefined)
  const pending = { total: 7, lines: ['a', '', '# pending', 'é'] }
  writePending(dir, 'work', pending)
  t.same(readPending(dir, 'work'), pending)
  writeFileSync(pendingFile(dir, 'work'), '# pending behind line 7, 2 lines, abc\na\n')
  t.equal(readPending(dir, 'work'), undefined)
})
