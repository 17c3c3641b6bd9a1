import { chmodSync, existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { pause } from '../../../src/shell/processes/pause.js'
import { statusCommand } from '../../../src/shell/tokens/status-command.js'

const uid = process.getuid?.() ?? 0
const command = (t: Test, text: string): string => {
  const file = join(t.testdir({}), 'statusline-command')
  writeFileSync(file, text, { mode: 0o600 })
  return file
}

t.test('the command gets the same input, and its output comes back', async t => {
  t.equal(statusCommand(command(t, 'read -r line; echo "saw $line"; echo second\n\n'), '{"a":1}\n', uid), 'saw {"a":1}\nsecond')
  t.equal(statusCommand(command(t, 'echo did not read'), 'x'.repeat(1_000_000), uid), 'did not read')
})

t.test('no command, a failing one and an endless talker say nothing', async t => {
  t.equal(statusCommand('/none', '', uid), '')
  for (const text of ['', '\n', 'exit 3', 'echo x; exit 1', '/no/such/program', 'kill -9 $$', 'yes', 'x'.repeat(5_000)]) t.equal(statusCommand(command(t, text), '', uid), '', text.slice(0, 20))
})

t.test('after two seconds it is ended with all that it started', async t => {
  const dir = t.testdir({})
  const began = Date.now()
  t.equal(statusCommand(command(t, `(sleep 4; touch '${dir}/late') & sleep 60`), '', uid), '')
  const took = Date.now() - began
  t.ok(took >= 1_900, `${took} ms`)
  pause(2_500)
  t.notOk(existsSync(join(dir, 'late')))
})

t.test('a file that others can write, or that is a link, is not run', async t => {
  const file = command(t, 'echo run')
  t.equal(statusCommand(file, '', uid), 'run')
  symlinkSync(file, `${file}-link`)
  t.equal(statusCommand(`${file}-link`, '', uid), '')
  t.equal(statusCommand(file, '', uid + 1), '')
  for (const mode of [0o620, 0o602, 0o666]) {
    chmodSync(file, mode)
    t.equal(statusCommand(file, '', uid), '', mode.toString(8))
  }
})
