import t from 'tap'
import { processTree } from '../../../src/shell/processes/process-tree.js'
import { standIn } from '../../helpers/claude-stand-in.js'

t.test('the process and what it started, over several generations', async t => {
  const { panePid, claudePid } = await standIn(t)
  const alone = await standIn(t, { name: '' })
  t.same(processTree(panePid), [panePid, claudePid])
  t.same(processTree(alone.panePid), [alone.panePid])
  const all = processTree(process.pid)
  t.equal(all[0], process.pid)
  t.ok([panePid, claudePid, alone.panePid].every(pid => all.includes(pid)))
})

t.test('a process that is not there is alone', async t => {
  t.same(processTree(2 ** 30), [2 ** 30])
})
