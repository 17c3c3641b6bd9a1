import t from 'tap'
import { goneReason } from '../../../src/core/session/gone-reason.js'

t.test('another boot took the pane with it; in the same one, or where that is not known, the pane is gone', async t => {
  t.equal(goneReason('a/12', 'b/12'), 'machine-down')
  t.equal(goneReason('a/12', 'a/13'), 'machine-down', 'a container that was started anew')
  t.equal(goneReason('a/12', 'a/12'), 'pane-gone')
  t.equal(goneReason(undefined, 'a/12'), 'pane-gone')
  t.equal(goneReason('a/12', ''), 'pane-gone')
})
