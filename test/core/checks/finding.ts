import t from 'tap'
import { finding } from '../../../src/core/checks/finding.js'

t.test('what comes from outside is one safe line of bounded length', async t => {
  t.strictSame(finding('tmux', 'ok', 'a\u001b[31mred\u001b[0m\nb\u202e', 'c\u0007'), { check: 'tmux', outcome: 'ok', says: 'ared b', do: 'c' })
  t.equal(finding('tmux', 'ok', 'x'.repeat(5_000)).says.length, 600)
  t.equal(finding('tmux', 'ok', 'well').do, '')
})
