import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { detach } from '../../../src/shell/processes/detach.js'
import { until } from '../../helpers/until.js'

t.test('starts a program in a session of its own, its output behind what the log holds', async t => {
  const dir = t.testdir({})
  const log = join(dir, 'log')
  for (const word of ['one', 'two']) {
    detach(['sh', '-c', `echo ${word}; echo error >&2; ps -o sid= -p $$ >'${dir}/sid'; pwd; : >'${dir}/${word}'`], log)
    await until(`${word} has run`, () => existsSync(join(dir, word)))
  }
  t.equal(readFileSync(log, 'utf8'), 'one\nerror\n/\ntwo\nerror\n/\n')
  t.equal(statSync(log).mode & 0o777, 0o600)
  t.not(readFileSync(join(dir, 'sid'), 'utf8').trim(), readFileSync('/proc/self/stat', 'utf8').split(' ')[5], 'no hangup of ours reaches it')
})

t.test('a log that cannot be opened is an IoError and nothing is started', async t => {
  const dir = t.testdir({})
  t.throws(() => detach(['touch', join(dir, 'started')], join(dir, 'none/log')), { exitCode: 74, message: /Opening .*none\/log failed: ENOENT/ })
  await sleep(200)
  t.notOk(existsSync(join(dir, 'started')))
})
