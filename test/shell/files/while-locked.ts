import { rmdirSync } from 'node:fs'
import t from 'tap'
import { lockDirectory } from '../../../src/shell/files/lock-directory.js'
import { whileLocked } from '../../../src/shell/files/while-locked.js'
import { scratch } from '../../helpers/fresh-home.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const here = needs(commandProblem('flock'))

t.test('nobody else has the directory meanwhile, and all may have it afterwards, also when it failed', here, async t => {
  const directory = scratch(t)
  t.equal(whileLocked(directory, () => {
    t.throws(() => lockDirectory(directory), { message: /another process is at work on/ })
    return 7
  }), 7)
  t.throws(() => whileLocked(directory, () => { throw new Error('no') }), { message: 'no' })
  lockDirectory(directory)?.release()
  rmdirSync(directory)
  t.equal(whileLocked(directory, () => 8), 8, 'what is not there nobody else writes in')
})
