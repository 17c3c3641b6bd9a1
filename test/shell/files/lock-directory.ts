import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
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

t.test('those who only look whether somebody holds it are not in each other’s way, but in a holder’s', here, async t => {
  const dir = t.testdir({})
  const looking = [lockDirectory(dir, 0, { shared: true }), lockDirectory(dir, 0, { shared: true })]
  t.throws(() => lockDirectory(dir), { exitCode: 75, message: /another process/ })
  for (const lock of looking) lock?.release()
  const held = lockDirectory(dir)
  t.throws(() => lockDirectory(dir, 0, { shared: true }), { exitCode: 75, message: /another process/ })
  held?.release()
})

/** Runs something while a script is the first flock on the PATH; with the mode of a script it can go on to the real one. */
const withFlock = (t: Test, script: string, mode: number, what: () => void): void => {
  const bin = t.testdir({ flock: `#!/bin/sh\nPATH=\${PATH#*:}\n${script}\n` })
  chmodSync(join(bin, 'flock'), mode)
  const before = process.env.PATH
  process.env.PATH = mode === 0o755 ? `${bin}:${before}` : bin
  try {
    what()
  } finally {
    process.env.PATH = before
  }
}

t.test('a directory that is moved away while it is waited for is not locked, under neither name', here, async t => {
  const dir = `${t.testdir({ directories: { one: {} } })}/directories`
  await t.test('moved', async t => withFlock(t, `mv '${dir}/one' '${dir}/two'; exec flock "$@"`, 0o755, () => t.equal(lockDirectory(join(dir, 'one'), 10), undefined)))
  lockDirectory(join(dir, 'two'))?.release()
})

t.test('where it cannot be locked it says why, and leaves nothing open', here, async t => {
  const dir = `${t.testdir({ parent: { one: {} } })}/parent`
  const lock = (): unknown => lockDirectory(join(dir, 'one'))
  const open = readdirSync('/proc/self/fd').length
  await t.test('no flock', async t => withFlock(t, '', 0o644, () => t.throws(lock, { exitCode: 74, message: /running flock failed: EACCES/ })))
  await t.test('no locks', async t => withFlock(t, 'echo "flock: 3: No locks available" >&2; exit 66', 0o755, () => t.throws(lock, { exitCode: 74, message: /locking .*one failed: flock: 3: No locks available/ })))
  await t.test('a file where its parent was', async t => withFlock(t, `rm -r '${dir}'; : >'${dir}'`, 0o755, () => t.throws(lock, { exitCode: 74, message: /Looking at .*one failed: ENOTDIR/ })))
  t.equal(readdirSync('/proc/self/fd').length, open)
})

t.test('without flock it is named with 69', async t => {
  const before = process.env.PATH
  process.env.PATH = t.testdir({})
  t.teardown(() => {
    process.env.PATH = before
  })
  t.throws(() => lockDirectory(t.testdirName), { exitCode: 69, message: /flock is not installed/ })
})

t.test('a link or a file is an IoError', here, async t => {
  const dir = t.testdir({ file: '', real: {} })
  symlinkSync('real', join(dir, 'link'))
  for (const name of ['file', 'link']) t.throws(() => lockDirectory(join(dir, name)), { exitCode: 74, message: /ENOTDIR|ELOOP/ })
})
