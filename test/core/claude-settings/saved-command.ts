import { spawnSync } from 'node:child_process'
import t from 'tap'
import { formatSavedCommand, parseSavedCommand } from '../../../src/core/claude-settings/saved-command.js'

const commands = ['~/.claude/line.sh', ' echo "two words" ; # mine\n', '', 'a\nb\n\n', "printf '%s' ü"]

t.test('a saved command comes back as it was, for the settings it is from and no others', async t => {
  for (const settings of ['/home/a/.claude/settings.json', '/it\'s "a"\n/home/settings.json']) {
    for (const command of commands) {
      const text = formatSavedCommand(settings, command)
      t.equal(parseSavedCommand(text, settings), command)
      t.equal(parseSavedCommand(text, '/other/settings.json'), undefined)
    }
  }
})

t.test('what somebody wrote by hand is not ours', async t => {
  for (const text of ['', '~/.claude/line.sh\n', '# From "/a/settings.json"\nx\n']) t.equal(parseSavedCommand(text, '/a/settings.json'), undefined)
})

t.test('sh runs it as it stands, whatever the path of the settings is', async t => {
  for (const settings of ['/a', '/$(echo no)\necho no\n`echo no`']) t.equal(spawnSync('sh', ['-c', formatSavedCommand(settings, 'echo yes')], { encoding: 'utf8' }).stdout, 'yes\n')
})
