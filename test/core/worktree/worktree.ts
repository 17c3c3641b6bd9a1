import t from 'tap'
import { parseSessionId } from '../../../src/core/session/session-id.js'
import { worktreeBranch } from '../../../src/core/worktree/worktree.js'

t.test('the branch of a session is found from its ID alone', async t => {
  t.equal(worktreeBranch(parseSessionId('claude-app-1763850000')), 'claude-session/claude-app-1763850000')
})
