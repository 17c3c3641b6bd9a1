import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isOwnHook, ownHookCommand } from '../../src/core/own-hook.js'

t.test('sh runs the command whatever is in the path of the home, and it is recognised as ours', async t => {
  const root = t.testdir()
  for (const home of ['plain', 'with blanks', `it's`, 'a "b" $(touch x) `y`', '-$HOME;&|*?#~!', 'ünï\\code', "''", '%h @a=b,c+d:e']) {
    const path = join(root, home, '.local/bin/claude-session')
    mkdirSync(join(root, home, '.local/bin'), { recursive: true })
    writeFileSync(path, '#!/bin/sh\necho "ran:$*"\n')
    chmodSync(path, 0o755)
    const command = ownHookCommand(path)
    t.equal(spawnSync('sh', ['-c', command], { encoding: 'utf8', cwd: root }).stdout, 'ran:hook\n', command)
    t.ok(isOwnHook({ type: 'command', command, timeout: 1 }), command)
  }
  t.equal(ownHookCommand('/home/u/.local/bin/claude-session'), '/home/u/.local/bin/claude-session hook', 'no quotes where none are needed')
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
