import t from 'tap'
import { processAncestors } from '../../../src/shell/processes/process-ancestors.js'
import { standIn } from '../../helpers/claude-stand-in.js'

t.test('from the process over its shell and this test up to the first process', async t => {
  const { panePid, claudePid } = await standIn(t)
  const line = processAncestors(claudePid)
  t.same(line.slice(0, 3), [claudePid, panePid, process.pid])
  t.same(line.slice(2), processAncestors(process.pid))
  t.ok(line.length > 3)
})

t.test('a process that is not there has none', async t => {
  t.same(processAncestors(0), [])
  t.same(processAncestors(-5), [])
  t.same(processAncestors(2 ** 30), [])
})
