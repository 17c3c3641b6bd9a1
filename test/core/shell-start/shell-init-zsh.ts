import { spawnSync } from 'node:child_process'
import t from 'tap'
import { shellInitZsh } from '../../../src/core/shell-start/shell-init-zsh.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const text = shellInitZsh("/home/it's me/bin/claude-session", '1.2.3')

t.test('nothing in it starts a process where somebody waits for it, and nothing is known of the machine but the command', async t => {
  // What sh is handed runs when somebody types claude.
  const [own = ''] = text.split('__claude_session_tmux')
  const code = own.split('\n').filter(line => !/^ *#/.test(line)).join('\n')
  t.notMatch(code, /[$<>]\((?!\()|`/)
  t.equal(code.split('/home/').length, 2)
})

t.test('zsh takes it, and an empty environment too', needs(commandProblem('zsh')), async t => {
  t.match(spawnSync('zsh', ['-n'], { input: text, encoding: 'utf8' }), { status: 0, stderr: '' })
  t.match(spawnSync('zsh', ['-f', '-u'], { input: `${text}\necho done\n`, env: { PATH: process.env.PATH }, encoding: 'utf8' }), { status: 0, stdout: 'done\n', stderr: '' })
})
