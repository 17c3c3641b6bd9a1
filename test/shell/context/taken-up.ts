import t from 'tap'
import { takenUp } from '../../../src/shell/context/taken-up.js'

t.test('a hand-off is taken up once; another one is another', async t => {
  const projects = t.testdir({ app: {} })
  const uid = process.getuid?.() ?? 0
  t.ok(takenUp(projects, 'app', 'claude-app-1', uid))
  t.notOk(takenUp(projects, 'app', 'claude-app-1', uid))
  t.ok(takenUp(projects, 'app', 'claude-app-2', uid))
})
