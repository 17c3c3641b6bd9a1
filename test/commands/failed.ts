import { mkdirSync } from 'node:fs'
import t from 'tap'
import { failed } from '../../src/commands/failed.js'
import { sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { readTrouble } from '../../src/shell/session/trouble-file.js'
import { inProcess } from '../helpers/in-process.js'

t.test('the failure of a live session\'s unit is logged and remembered', async t => {
  const environment = inProcess({ CLAUDE_SESSION_HOME: t.testdir({}), MONITOR_SERVICE_RESULT: 'timeout' })
  mkdirSync(sessionDirectory(environment.paths, parseSessionId('work')), { recursive: true })
  failed(environment, 'claude-session-capture@work.service')
  t.match(environment.lines, [/^<3>work: the capture tick failed and is tried again at its next time \(timeout\); journalctl --user -u claude-session-capture@work\.service tells why$/])
  t.match(readTrouble(environment.paths.runtime, 'work'), /^\d{4}-\S+ the capture tick failed/)
  failed(environment, 'claude-session@work.service')
  t.match(readTrouble(environment.paths.runtime, 'work'), /the session could not be begun or ended/)
})

t.test('nothing is remembered of a session that is not live, nor of a unit that was not run', async t => {
  const root = t.testdir({})
  const environment = inProcess({ CLAUDE_SESSION_HOME: root })
  failed(environment, 'claude-session@work.service')
  failed(inProcess({ CLAUDE_SESSION_HOME: root, MONITOR_SERVICE_RESULT: 'success' }), 'claude-session@work.service')
  t.equal(readTrouble(environment.paths.runtime, 'work'), undefined)
})

t.test('other names are refused', async t => {
  for (const unit of ['ssh.service', 'claude-session@..service', 'claude-session@a/b.service', '']) {
    t.throws(() => failed(inProcess({ CLAUDE_SESSION_HOME: '/nonexistent' }), unit), { exitCode: 64, message: /is not a unit of claude-session/ })
  }
})
