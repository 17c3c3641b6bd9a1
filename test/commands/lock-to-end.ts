import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { lockToEnd } from '../../src/commands/lock-to-end.js'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { bareSession } from '../helpers/bare-session.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('flock'))

/** A session, and a user manager that has its unit in these states, one after the other, and does `stop` when it is to stop it. */
const stage = (t: Test, states: string, stop = ':') => {
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  const session = bareSession(t, undefined)
  const put = (what: string): void => standIn(bin, 'systemctl', `
case $2 in
  show) echo x >>'${bin}/shown'; set -- ${states}; n=$(wc -l <'${bin}/shown'); [ $n -le $# ] || n=$#; shift $((n - 1)); printf 'LoadState=loaded\\nActiveState=%s\\n' $1 ;;
  *) echo "$*" >>'${bin}/jobs'; ${what} ;;
esac`)
  put(stop.replaceAll('LIVE', session.directory))
  return { ...session, jobs: () => (existsSync(join(bin, 'jobs')) ? readFileSync(join(bin, 'jobs'), 'utf8') : '') }
}
const stopped = '--user stop claude-session@work.service\n'

t.test('the units are stopped before it is locked; what their stop ends is not there any more', here, async t => {
  const { environment, id, directory, jobs } = stage(t, 'active active inactive')
  const lock = await lockToEnd(environment, id, 1)
  t.equal(jobs(), stopped)
  t.throws(() => lockDirectory(directory), { message: /another process/ })
  lock?.release()
  const ending = stage(t, 'active', "mv 'LIVE' 'LIVE.moved'")
  t.equal(await lockToEnd(ending.environment, ending.id, 1), undefined)
})

t.test('units that were asked to start meanwhile have started before they are stopped, too', here, async t => {
  // Looked at before the stop (twice), under the lock, then again: it is starting, it has started, it is to be stopped.
  const { environment, id, jobs } = stage(t, 'inactive inactive activating activating active active inactive')
  const lock = await lockToEnd(environment, id, 1)
  t.not(lock, undefined)
  t.equal(jobs(), stopped)
  lock?.release()
})

t.test('a manager that says for ever that they run is not believed for ever', here, async t => {
  const { environment, id, jobs } = stage(t, 'active')
  const lock = await lockToEnd(environment, id, 1)
  t.not(lock, undefined)
  t.equal(jobs(), stopped.repeat(3))
  lock?.release()
})
