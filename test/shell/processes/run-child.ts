import { closeSync, openSync } from 'node:fs'
import t, { type Test } from 'tap'
import { rawSpawn, runChild, type ChildOptions, type ChildResult } from '../../../src/shell/processes/run-child.js'

const env = { PATH: process.env.PATH ?? '' }
const raw = rawSpawn()

/** The same program by both ways, which must answer the same. */
const both = (t: Test, file: string, args: readonly string[], options: Partial<ChildOptions> = {}): ChildResult => {
  const [one, other] = [runChild(file, args, { env, ...options }), runChild(file, args, { env, ...options }, undefined)]
  t.same(one, other, 'both ways')
  return one
}

t.test('this Node has the short way', async t => {
  t.ok(raw !== undefined, process.version)
})

t.test('output, errors and exit code come back, and the program has the environment it is given and no other', async t => {
  t.same(both(t, 'sh', ['-c', 'echo "out é"; echo err >&2; exit 3']), { status: 3, stdout: 'out é\n', stderr: 'err\n', code: undefined })
  // The test runner gives every child of ours variables of its own.
  const given = both(t, 'env', [], { env: { ...env, ONLY: 'a=b c' } }).stdout.split('\n')
  for (const line of ['ONLY=a=b c', `PATH=${env.PATH}`]) t.ok(given.includes(line), line)
  t.notOk(given.some(line => line.startsWith('HOME=')), 'what is ours is not handed on')
  t.equal(both(t, 'cat', []).stdout, '', 'nothing can be read from us')
})

t.test('a program that is not there, hangs, or says too much is told by its code', async t => {
  t.match(both(t, 'no-such-program-anywhere', []), { status: null, code: 'ENOENT' })
  t.match(both(t, 'sleep', ['10'], { timeoutMs: 50 }), { status: null, code: 'ETIMEDOUT' })
  // How much had been read when it was stopped is chance.
  for (const spawn of [raw, undefined]) t.match(runChild('head', ['-c', '100000', '/dev/zero'], { env, maxBytes: 1_000 }, spawn), { status: null, code: 'ENOBUFS' })
})

t.test('a program that a signal ends has no exit code', async t => {
  t.match(both(t, 'sh', ['-c', 'kill -9 $$']), { status: null, code: undefined })
})

t.test('an open file is inherited as number 3', async t => {
  const file = t.testdir({ text: 'inherited' }) + '/text'
  const fd = openSync(file, 'r')
  t.teardown(() => closeSync(fd))
  t.equal(runChild('sh', ['-c', 'cat <&3'], { env, descriptor: fd }).stdout, 'inherited')
})

t.test('a lot of output comes whole', async t => {
  t.equal(runChild('sh', ['-c', 'head -c 20000000 /dev/zero | tr "\\0" x'], { env, maxBytes: 2 ** 30 }).stdout.length, 20_000_000)
})
