import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { askTick } from '../../../src/shell/units/ask-tick.js'
import { untilNow } from '../../helpers/until.js'

const stage = (t: Test) => {
  const dir = t.testdir({ bin: {}, run: {} })
  for (const name of ['systemctl', 'self']) {
    writeFileSync(join(dir, 'bin', name), `#!/bin/sh\necho "${name} $*" >'${dir}/said.new' && mv '${dir}/said.new' '${dir}/said'\n`)
    chmodSync(join(dir, 'bin', name), 0o755)
  }
  const said = (): string => {
    untilNow('it is said', () => existsSync(join(dir, 'said')))
    return readFileSync(join(dir, 'said'), 'utf8')
  }
  return { dir, said, env: { PATH: `${join(dir, 'bin')}:${process.env.PATH ?? ''}`, XDG_RUNTIME_DIR: join(dir, 'run') } }
}

t.test('a user manager is asked for a job that waits for nothing and cancels nothing', async t => {
  const { dir, said, env } = stage(t)
  mkdirSync(join(dir, 'run/systemd/private'), { recursive: true })
  askTick('token', { id: 'work', directory: dir }, env, [join(dir, 'bin/self')])
  t.equal(said(), 'systemctl --user --no-block --job-mode=fail start claude-session-token@work.service\n')
})

t.test('without one the tick is started as a process', async t => {
  const { dir, said, env } = stage(t)
  askTick('capture', { id: 'work', directory: dir }, env, [join(dir, 'bin/self'), 'with'])
  t.equal(said(), 'self with capture-tick work\n')
})

t.test('what it says goes to the log of the supervisor, where there is one, and a link in its place is left alone', async t => {
  const { dir, said, env } = stage(t)
  const self = join(dir, 'bin/self')
  writeFileSync(self, `#!/bin/sh\necho told >&2\necho x >'${dir}/said'\n`)
  writeFileSync(join(dir, 'supervisor.log'), 'before\n')
  askTick('token', { id: 'work', directory: dir }, env, [self])
  said()
  t.equal(readFileSync(join(dir, 'supervisor.log'), 'utf8'), 'before\ntold\n')
  renameSync(join(dir, 'supervisor.log'), join(dir, 'elsewhere'))
  symlinkSync(join(dir, 'elsewhere'), join(dir, 'supervisor.log'))
  rmSync(join(dir, 'said'))
  askTick('token', { id: 'work', directory: dir }, env, [self])
  said()
  t.equal(readFileSync(join(dir, 'elsewhere'), 'utf8'), 'before\ntold\n')
})

t.test('what cannot be started is no error', async t => {
  askTick('token', { id: 'work', directory: '/no/such/directory' }, {}, ['/no/such/program'])
  await new Promise(resolve => setTimeout(resolve, 50))
  t.pass('still here')
})
