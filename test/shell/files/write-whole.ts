import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execFileSync, spawn } from 'node:child_process'
import t from 'tap'
import { writeWhole } from '../../../src/shell/files/write-whole.js'
import { needs } from '../../helpers/needs.js'
import { smallFilesProblem, whileFilesStaySmall } from '../../helpers/while-files-stay-small.js'

t.test('everything is written, from where the file stands', async t => {
  const file = join(t.testdir({}), 'file')
  const fd = openSync(file, 'w')
  writeWhole(fd, Buffer.from('one '))
  writeWhole(fd, new Uint8Array(0))
  writeWhole(fd, Buffer.from('twö'))
  closeSync(fd)
  t.equal(readFileSync(file, 'utf8'), 'one twö')
  t.throws(() => writeWhole(fd, Buffer.from('x')), { code: 'EBADF' })
})

t.test('a file that takes a part and then no more fails with the reason', needs(smallFilesProblem()), async t => {
  const file = join(t.testdir({}), 'file')
  const fd = openSync(file, 'w')
  t.teardown(() => closeSync(fd))
  whileFilesStaySmall(4, () => t.throws(() => writeWhole(fd, Buffer.from('abcdefgh')), { code: 'EFBIG' }))
  t.equal(readFileSync(file, 'utf8'), 'abcd')
})

t.test('also when write(2) takes less than it was given', async t => {
  const dir = t.testdir({})
  execFileSync('mkfifo', [join(dir, 'fifo')])
  const reader = spawn('sh', ['-c', `exec <'${dir}/fifo'; sleep 0.2; wc -c >'${dir}/count'`])
  const fd = openSync(join(dir, 'fifo'), 'w')
  writeWhole(fd, Buffer.alloc(1_000_000, 'x'))
  closeSync(fd)
  await new Promise(resolve => reader.on('exit', resolve))
  await sleep(0)
  t.equal(readFileSync(join(dir, 'count'), 'utf8').trim(), '1000000')
})
