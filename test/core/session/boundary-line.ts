import t from 'tap'
import { boundaryLine } from '../../../src/core/session/boundary-line.js'
import type { Sign } from '../../../src/core/session/boundary.js'

const sign = (by: Sign['by'], kind: Sign['kind'] = 'compact'): Sign => ({ by, kind, at: 1, key: '', rolled: 0 })

t.test('a compaction is told from a clear, and all its witnesses are named, each once', async t => {
  t.equal(boundaryLine([sign('record'), sign('hook'), sign('hook')]), 'Claude Code compacted its context (seen by its transcript, a hook of Claude Code)')
  t.equal(boundaryLine([sign('hook', 'clear')]), 'the context was cleared (seen by a hook of Claude Code)')
})

t.test('what the screen says is believed only where nobody else says anything', async t => {
  t.equal(boundaryLine([sign('screen', 'clear')]), 'the pane was cleared (seen by the wiped screen)')
  t.equal(boundaryLine([sign('screen', 'clear'), sign('record')]), 'Claude Code compacted its context (seen by the wiped screen, its transcript)')
})
