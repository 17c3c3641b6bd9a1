import t from 'tap'
import { exitCode } from '../../../src/core/checks/exit-code.js'
import { finding, outcomes } from '../../../src/core/checks/finding.js'

t.test('only a problem is one, and the first decides', async t => {
  t.equal(exitCode(outcomes.filter(outcome => outcome !== 'problem').map(outcome => finding('tmux', outcome, ''))), 0)
  for (const [check, code] of [['tmux', 69], ['node', 69], ['runtime', 69], ['flock', 69], ['state-directory', 77], ['disk-space', 74], ['hooks', 78], ['session work', 78]] as const) {
    t.equal(exitCode([finding('path', 'ok', ''), finding(check, 'problem', ''), finding('tmux', 'problem', '')]), code, check)
  }
})

t.test('for what was there before it an installation is not taken back', async t => {
  const installation = { installation: true }
  t.equal(exitCode([finding('session work', 'problem', ''), finding('disk-space', 'problem', ''), finding('history x', 'problem', '')], installation), 0)
  t.equal(exitCode([finding('session work', 'problem', ''), finding('runtime', 'problem', '')], installation), 69)
})
