import { realpathSync } from 'node:fs'
import t from 'tap'
import { claudePrograms } from '../../../src/shell/transcript/claude-programs.js'
import { standIn } from '../../helpers/claude-stand-in.js'

t.test('what looks like Claude Code, with its directory and its environment', async t => {
  const cwd = realpathSync(t.testdir({}))
  const { panePid, claudePid } = await standIn(t, { cwd, env: { CLAUDE_CONFIG_DIR: '/c=d', EMPTY: '' } })
  const other = await standIn(t, { name: 'node' })
  t.match(claudePrograms([other.claudePid, panePid, claudePid, 2 ** 30]), [{ pid: claudePid, cwd, env: { CLAUDE_CONFIG_DIR: '/c=d', EMPTY: '', HOME: '/nowhere' } }])
  t.equal(claudePrograms([other.claudePid, panePid, claudePid, 2 ** 30]).length, 1)
})
