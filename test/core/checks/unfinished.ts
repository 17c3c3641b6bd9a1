import t from 'tap'
import { judgeUnfinished } from '../../../src/core/checks/unfinished.js'

t.test('an ended session without a manifest', async t => {
  t.match(judgeUnfinished(['work']), [{ check: 'history work', outcome: 'warning', do: /claude-session end work/ }])
  t.same(judgeUnfinished([]), [])
})
