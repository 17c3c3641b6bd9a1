import t from 'tap'
import { isOwnCommand, slashCommand } from '../../../src/core/transcript/slash-command.js'

t.test('a slash command is given as it was typed, whatever order and indentation Claude Code writes it in', async t => {
  t.equal(slashCommand('<command-message>fix is running…</command-message>\n<command-name>/fix-issue</command-name>\n<command-args>123 the login\none</command-args>'), '/fix-issue 123 the login\none')
  t.equal(slashCommand('<command-name>/tools:review</command-name>\n            <command-message>review</command-message>\n            <command-args></command-args>'), '/tools:review')
  t.equal(slashCommand('<command-name>test-command</command-name><command-args>--verbose</command-args>'), '/test-command --verbose')
})

t.test("what Claude Code carries out by itself, and what only speaks of commands, is none", async t => {
  for (const name of ['clear', 'compact', 'model', 'exit']) {
    t.equal(slashCommand(`<command-name>/${name}</command-name><command-args>x</command-args>`), undefined)
    t.ok(isOwnCommand(`/${name} x`))
  }
  t.equal(slashCommand('what does <command-name>/fix</command-name> mean?'), undefined)
  t.notOk(isOwnCommand('/models are wrong'))
  t.notOk(isOwnCommand('/home/me/clear'))
})
