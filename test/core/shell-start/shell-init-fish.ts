import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { shellInitFish } from '../../../src/core/shell-start/shell-init-fish.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const text = shellInitFish("/home/it's me/bin/claude-session", '1.2.3')

t.test('nothing in it starts a process where somebody waits for it, and nothing is known of the machine but the command', async t => {
  // What sh is handed runs when somebody types claude.
  const [own = ''] = text.split('__claude_session_tmux')
  const code = own.split('\n').filter(line => !/^ *#/.test(line)).join('\n')
  t.match([...code.matchAll(/[( |]\(?(?:and |or |not )*\(([a-z]+)/g)].map(([, word]) => word).filter(word => !['builtin', 'math', 'string'].includes(word ?? '')), [])
  t.equal(code.split('/home/').length, 2)
})

t.test('fish takes it, and an empty environment too', needs(commandProblem('fish')), async t => {
  const file = join(t.testdir({ 'init.fish': `${text}\necho done\n` }), 'init.fish')
  t.match(spawnSync('fish', ['-n', file], { encoding: 'utf8' }), { status: 0, stderr: '' })
  t.match(spawnSync('fish', ['--no-config', file], { env: { PATH: process.env.PATH, HOME: t.testdirName }, encoding: 'utf8' }), { status: 0, stdout: 'done\n', stderr: '' })
})
