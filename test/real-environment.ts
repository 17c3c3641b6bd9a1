import t from 'tap'
import { realEnvironment } from '../src/real-environment.js'

t.test('the world as it is: clock, user, paths of this environment, and how to start the command again', async t => {
  const home = process.env.HOME
  t.teardown(() => (process.env.HOME = home))
  process.env.HOME = '/somewhere'
  delete process.env.CLAUDE_SESSION_HOME
  delete process.env.XDG_STATE_HOME
  const environment = realEnvironment('/a/script.cjs')
  t.match(environment, { uid: process.getuid?.(), self: [process.execPath, '/a/script.cjs'], paths: { root: '/somewhere/.local/state/claude-session' } })
  t.ok(Math.abs(environment.now().getTime() - Date.now()) < 1_000)
  t.type(environment.log, 'function')
  process.env.HOME = 'relative'
  t.throws(() => realEnvironment('/a/script.cjs'), { exitCode: 78, message: /HOME is "relative"/ })
})
