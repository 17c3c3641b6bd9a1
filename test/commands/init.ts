import t from 'tap'
import { init } from '../../src/commands/init.js'
import { ConfigError, UsageError } from '../../src/errors.js'
import { inProcess } from '../helpers/in-process.js'

t.test('it calls the installed command, or the one that is named, and knows what cannot be one', async t => {
  const environment = inProcess({ HOME: "/home/it's me" })
  t.match(init(environment, 'bash'), `__claude_session_command='/home/it'\\''s me/.local/bin/claude-session'\n`)
  t.match(init(environment, 'zsh', '/opt/claude session'), "__claude_session_command='/opt/claude session'\n")
  t.match(init(environment, 'fish'), "set -g __claude_session_command '/home/it\\'s me/.local/bin/claude-session'\n")
  t.throws(() => init(environment, 'bash', 'relative'), UsageError)
  t.throws(() => init(environment, 'bash', '/a\nb'), UsageError)
  t.throws(() => init({ ...environment, env: {} }, 'bash'), ConfigError)
})
