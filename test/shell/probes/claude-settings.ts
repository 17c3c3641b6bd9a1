import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { formatSavedCommand } from '../../../src/core/claude-settings/saved-command.js'
import { probeClaudeSettings } from '../../../src/shell/probes/claude-settings.js'
import { put } from '../../helpers/fresh-home.js'

t.test('settings that are there, are not, cannot be read', async t => {
  const home = t.testdir({ "it's": {} })
  const file = join(home, '.claude/settings.json')
  const saved = join(home, 'statusline-command')
  const managed = join(home, 'managed.json')
  const probe = (env = {}) => probeClaudeSettings({ HOME: home, PATH: '/nonexistent', ...env }, home, saved, managed)
  t.match(probe(), { found: false, file, text: undefined, unreadable: '', managed: undefined, commandRuns: false, chained: false, hook: /\.local\/bin\/claude-session hook$/ })
  put(file, '{"a": 1}')
  put(managed, '{}')
  put(join(home, '.local/bin/claude-session'), '')
  writeFileSync(saved, formatSavedCommand(file, 'mine'))
  t.match(probe(), { found: true, text: '{"a": 1}', managed: { file: managed, text: '{}' }, commandRuns: true, chained: true })
  t.match(probe({ CLAUDE_CONFIG_DIR: join(home, "it's") }), { file: join(home, "it's/settings.json"), text: undefined, chained: false }, 'a command that was saved from other settings is not theirs')
  rmSync(file)
  symlinkSync('nowhere', file)
  t.match(probe(), { text: undefined, unreadable: /a link to a file that is not there/ })
  rmSync(file)
  execFileSync('mkfifo', [file])
  t.match(probe(), { text: undefined, unreadable: 'not a regular file' }, 'and a FIFO holds up nobody')
})
