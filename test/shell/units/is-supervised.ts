import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import t from 'tap'
import { lockDirectory } from '../../../src/shell/files/lock-directory.js'
import { isSupervised } from '../../../src/shell/units/is-supervised.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const here = needs(commandProblem('flock'))

t.test('a supervisor is there as long as it holds its post', here, async t => {
  const runtime = t.testdir({})
  t.notOk(isSupervised(runtime, 'work'), 'nobody was ever there')
  mkdirSync(`${runtime}/work`)
  t.notOk(isSupervised(runtime, 'work'), 'it left, or was killed')
  const lock = lockDirectory(`${runtime}/work`)
  t.ok(isSupervised(runtime, 'work'))
  t.notOk(isSupervised(runtime, 'other'))
  lock?.release()
  t.notOk(isSupervised(runtime, 'work'))
})

t.test('others who look at the same time are not taken for one', here, async t => {
  const runtime = t.testdir({ work: {} })
  const other = spawn('flock', ['-s', '--no-fork', `${runtime}/work`, 'sh', '-c', 'echo held; exec sleep 100'], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(other.stdout, 'data')
  t.notOk(isSupervised(runtime, 'work'))
  other.kill('SIGKILL')
})
