import { spawnSync } from 'node:child_process'
import t from 'tap'
import { shellInitClaude } from '../../../src/core/shell-start/shell-init-claude.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('sh takes it, and shellcheck has nothing to say', needs(commandProblem('shellcheck')), async t => {
  t.match(spawnSync('sh', ['-n'], { input: shellInitClaude, encoding: 'utf8' }), { status: 0, stderr: '' })
  // SC2016: what stands in single quotes is the pane's. SC1090: it reads what this one wrote.
  t.match(spawnSync('shellcheck', ['-s', 'sh', '-e', 'SC2016,SC1090', '-'], { input: shellInitClaude, encoding: 'utf8' }), { status: 0, stdout: '' })
})

t.test('where there is no tmux claude runs all the same', async t => {
  const bin = t.testdir({ claude: '#!/bin/sh\necho "claude $*"\n' })
  spawnSync('chmod', ['755', `${bin}/claude`])
  t.match(spawnSync('/bin/sh', ['-c', shellInitClaude, 'claude-session', '/none', 'a b'], { env: { PATH: bin }, encoding: 'utf8' }), { status: 0, stdout: 'claude a b\n' })
})
