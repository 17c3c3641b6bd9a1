import t from 'tap'
import { parseSnapshot } from '../../../src/core/tmux/parse-snapshot.js'
import type { Snapshot } from '../../../src/core/tmux/snapshot.js'

t.test('a snapshot is what is made of one answer of tmux', async t => {
  const snapshot: Snapshot = {
    state: { serverPid: 1, serverStart: 2, pane: '%0', dead: true, width: 80, height: 2, historySize: 1, historyLimit: 2_000, alternate: false, activity: 3, version: '3.6a' },
    from: 0,
    lines: [{ text: 'a', end: 1 }, { text: 'b', end: 2 }, { text: '', end: 3 }],
  }
  t.same(JSON.parse(JSON.stringify(parseSnapshot('1 2 %0 1 80 2 1 2000 0 3 3.6a\na\nb\n\na\nb\n\n', Infinity, text => text))), snapshot)
})
