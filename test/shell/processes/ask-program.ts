import t from 'tap'
import { askProgram } from '../../../src/shell/processes/ask-program.js'

const env = { PATH: process.env.PATH }
const sh = (script: string, ms?: number) => askProgram('sh', ['-c', script], env, ms)

t.test('an answer is what it printed and how it ended', async t => {
  t.same(await sh('echo out; echo err >&2; exit 3'), { state: 'ended', status: 3, stdout: 'out\n', stderr: 'err' })
  t.match(await sh('kill -9 $$'), { state: 'ended', status: null })
  t.match(await sh('cat; echo end'), { stdout: 'end\n' }, 'it has no input to wait for')
})

t.test('one that is not there, or cannot be run', async t => {
  t.match(await askProgram('no-such-program', [], env), { state: 'missing', status: null })
  t.match(await askProgram('/etc/passwd', [], env), { state: 'failed', status: null })
})

t.test('one that hangs, ignores signals or leaves a child with its output is not waited for', async t => {
  t.match(await sh('echo said; trap "" TERM; exec sleep 100', 100), { state: 'hung', status: null })
  t.match(await sh('sleep 7 & exit 0', 100), { state: 'hung' })
})

t.test('of endless output the beginning is kept', async t => {
  const { stdout, state } = await sh('head -c 9000000 /dev/zero', 20_000)
  t.equal(state, 'ended')
  t.ok(stdout.length > 1_000_000 && stdout.length <= 4_194_304, String(stdout.length))
})
