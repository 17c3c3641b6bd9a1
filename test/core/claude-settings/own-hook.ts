import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isOwnCommand, isOwnHook, ownCommand } from '../../../src/core/claude-settings/own-hook.js'

t.test('sh runs the command whatever is in the path of the home, and it is recognised as ours', async t => {
  const root = t.testdir()
  for (const home of ['plain', 'with blanks', `it's`, 'a "b" $(touch x) `y`', '-$HOME;&|*?#~!', 'ünï\\code', "''", '%h @a=b,c+d:e']) {
    const path = join(root, home, '.local/bin/claude-session')
    mkdirSync(join(root, home, '.local/bin'), { recursive: true })
    writeFileSync(path, '#!/bin/sh\necho "ran:$*"\n')
    chmodSync(path, 0o755)
    const command = ownCommand(path, 'hook')
    t.equal(spawnSync('sh', ['-c', command], { encoding: 'utf8', cwd: root }).stdout, 'ran:hook\n', command)
    t.ok(isOwnHook({ type: 'command', command, timeout: 1 }), command)
  }
  t.equal(ownCommand('/home/u/.local/bin/claude-session', 'hook'), '/home/u/.local/bin/claude-session hook', 'no quotes where none are needed')
})

t.test('one command word that ends in /claude-session, and hook, is ours however it is quoted', async t => {
  for (const command of [
    '/old/place/claude-session hook', '~/.local/bin/claude-session hook', '$HOME/.local/bin/claude-session hook', '"$HOME/.local/bin/claude-session" hook',
    `'/home/a b/claude-session' hook`, `"/home/a b"/claude-session hook`, '/home/a\\ b/claude-session hook', '/x/claude-session  hook ',
  ]) {
    t.ok(isOwnHook({ type: 'command', command }), command)
  }
})

t.test('anything else is somebody else\'s', async t => {
  for (const command of [
    'cd /x && /y/claude-session hook', 'echo mine; /y/claude-session hook', '/y/claude-session hook | tee log', '/y/claude-session hook --mine', '/y/claude-session statusline',
    '/y/my-claude-session hook', 'claude-session hook', '/y/claude-session-hook', 'sh -c "/y/claude-session hook"', '$(x)/claude-session hook', 'nice /y/claude-session hook', '', `'/y/claude-session hook`,
  ]) {
    t.notOk(isOwnHook({ type: 'command', command }), command)
  }
  const command = '/y/claude-session hook'
  for (const handler of [null, 1, command, [command], {}, { command }, { type: 'prompt', command }, { type: 'command', command: [command] }, { type: 'command' }]) t.notOk(isOwnHook(handler))
})

t.test('the status line is ours in the same way, and neither is taken for the other', async t => {
  const own = (word: 'hook' | 'statusline'): unknown => ({ type: 'command', command: ownCommand("/it's/claude-session", word), padding: 0 })
  t.same([isOwnCommand(own('statusline'), 'statusline'), isOwnCommand(own('hook'), 'statusline'), isOwnCommand(own('statusline'), 'hook')], [true, false, false])
  t.notOk(isOwnCommand({ type: 'command', command: '/y/claude-session statusline | cat' }, 'statusline'))
})
