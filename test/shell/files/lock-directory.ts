import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { lockDirectory } from '../../../src/shell/files/lock-directory.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const here = needs(commandProblem('flock'))

t.test('one holder at a time; released it is free, and it leaves no file', here, async t => {
  const dir = t.testdir({})
  const lock = lockDirectory(dir)
  t.throws(() => lockDirectory(dir), { exitCode: 75, message: /another process is at work on/ })
  lock?.release()
  lockDirectory(dir)?.release()
})

t.test('a holder that is killed frees it; a waiter gets it then', here, async t => {
  const dir = t.testdir({})
  const holder = spawn('flock', [dir, 'sh', '-c', 'echo held; exec sleep 100'], { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  await once(holder.stdout, 'data')
  t.throws(() => lockDirectory(dir, 0.2), { exitCode: 75, message: /failed|another process/ })
  process.kill(-(holder.pid ?? 0), 'SIGKILL')
  lockDirectory(dir, 10)?.release()
  t.pass('it was had')
})

t.test('the lock goes with a directory that is renamed, and the old name is free', here, async t => {
  const dir = t.testdir({ one: {} })
  const lock = lockDirectory(join(dir, 'one'))
  renameSync(join(dir, 'one'), join(dir, 'two'))
  t.throws(() => lockDirectory(join(dir, 'two')), { exitCode: 75, message: /failed|another process/ })
  t.equal(lockDirectory(join(dir, 'one')), undefined)
  mkdirSync(join(dir, 'one'))
  lockDirectory(join(dir, 'one'))?.release()
  lock?.release()
})

t.test('a directory that is moved away under the wait is not locked', here, async t => {
  const dir = t.testdir({ one: {} })
  const holder = spawn('flock', [join(dir, 'one'), 'sh', '-c', `echo held; sleep 0.5; mv '${dir}/one' '${dir}/two'`], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(holder.stdout, 'data')
  t.equal(lockDirectory(join(dir, 'one'), 10), undefined)
})

t.test('a link or a file is an IoError', here, async t => {
  const dir = t.testdir({ file: '', real: {} })
  symlinkSync('real', join(dir, 'link'))
  for (const name of ['file', 'link']) t.throws(() => lockDirectory(join(dir, name)), { exitCode: 74, message: /ENOTDIR|ELOOP/ })
})
