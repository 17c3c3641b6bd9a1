import t from 'tap'
import { lockDirectory } from '../../../src/shell/files/lock-directory.js'
import { unfinishedHistory } from '../../../src/shell/session/unfinished-history.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('sessions without a manifest, that nobody is at', needs(commandProblem('flock')), async t => {
  const history = t.testdir({
    whole: { 'session.toml': '', 'MANIFEST.json': '' },
    cut: { 'session.toml': '' },
    busy: { 'session.toml': '' },
    'cut.1795413765': { 'session.toml': '' },
    stray: {},
    '.hidden': { 'session.toml': '' },
  })
  const lock = lockDirectory(`${history}/busy`)
  t.same(unfinishedHistory(history), ['cut', 'cut.1795413765'])
  lock?.release()
  t.same(unfinishedHistory(history), ['busy', 'cut', 'cut.1795413765'])
  t.same(unfinishedHistory(`${history}/none`), [])
})
