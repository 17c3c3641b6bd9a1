import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { askRollover } from '../../../src/shell/units/ask-rollover.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'
import { untilNow } from '../../helpers/until.js'

const stage = (t: Test, systemctl: string) => {
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  standIn(bin, 'systemctl', `echo "$*" >>'${bin}/asked'; ${systemctl}`)
  standIn(bin, 'self', `echo "rolls: $*"; echo "$*" >'${bin}/ran.new'; mv '${bin}/ran.new' '${bin}/ran'`)
  const read = (name: string): string => (existsSync(join(bin, name)) ? readFileSync(join(bin, name), 'utf8') : '')
  return { bin, read, self: [join(bin, 'self'), 'with'] }
}

t.test('the user manager is asked for the session’s rollover unit, and nothing is waited for', async t => {
  const { bin, read, self } = stage(t, 'exit 0')
  t.equal(askRollover('work', self, join(bin, 'log')), true)
  t.equal(read('asked'), '--user --no-block start claude-session-rollover@work.service\n')
  t.notOk(existsSync(join(bin, 'log')), 'and no process of our own is started')
})

t.test('where there is none, a process of its own does the same and leaves its lines in the log', async t => {
  const { bin, read, self } = stage(t, 'exit 1')
  t.equal(askRollover('work', self, join(bin, 'log')), true)
  untilNow('it has run', () => read('ran') !== '')
  t.equal(read('ran'), 'with rollover work\n')
  t.equal(read('log'), 'rolls: with rollover work\n')
})

t.test('a log that cannot be written is an error that names it', async t => {
  const { bin, read, self } = stage(t, 'exit 1')
  t.throws(() => askRollover('work', self, join(bin, 'none/log')), { exitCode: 74, message: /none\/log failed: ENOENT/ })
  t.equal(read('ran'), '')
})
