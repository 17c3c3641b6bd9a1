import t from 'tap'
import { pause } from '../../../src/shell/processes/pause.js'

t.test('waits, and nothing else runs meanwhile', async t => {
  let ran = false
  setImmediate(() => (ran = true))
  const began = performance.now()
  pause(30)
  t.ok(performance.now() - began >= 29)
  t.equal(ran, false)
})
