import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { startTicks } from '../../src/commands/start-ticks.js'
import { writeSession } from '../../src/shell/session/session-file.js'
import { bareSession } from '../helpers/bare-session.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('flock'))

/** A session, and a user manager that has its unit in these states, one after the other, and does `job` when it is asked for something. */
const stage = (t: Test, states: string, job = '') => {
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  const session = bareSession(t, undefined)
  standIn(bin, 'systemctl', `
case $2 in
  show) echo x >>'${bin}/shown'; set -- ${states}; n=$(wc -l <'${bin}/shown'); [ $n -le $# ] || n=$#; shift $((n - 1)); printf 'LoadState=loaded\\nActiveState=%s\\n' $1 ;;
  *) echo "$*" >>'${bin}/jobs'; ${job || ':'} ;;
esac`)
  return { ...session, jobs: () => (existsSync(join(bin, 'jobs')) ? readFileSync(join(bin, 'jobs'), 'utf8') : '') }
}

t.test('units are asked for while nobody can end the session, and then waited for', here, async t => {
  const directory = scratch(t)
  const { environment, id, directory: live, jobs } = stage(t, 'inactive activating active', `flock -n "$(cat '${directory}/live')" true; echo $? >'${directory}/free'`)
  writeFileSync(join(directory, 'live'), live)
  t.equal(await startTicks(environment, id, 'units'), true)
  t.equal(jobs(), '--user --no-block --job-mode=fail start claude-session@work.service\n')
  t.equal(readFileSync(join(directory, 'free'), 'utf8'), '1\n')
})

t.test('none is asked for where the session has ended, is to end, or is just being stopped', here, async t => {
  for (const what of ['moved', 'ended', 'rolled over', 'deactivating'] as const) {
    const { environment, id, directory, record, jobs } = stage(t, what === 'deactivating' ? what : 'inactive')
    if (what === 'moved') renameSync(directory, `${directory}.moved`)
    if (what === 'rolled over') writeSession(directory, { ...record, next: 'next' })
    if (what === 'ended') writeSession(directory, { ...record, status: 'ended' })
    t.equal(await startTicks(environment, id, 'units'), false, what)
    t.equal(await startTicks(environment, id, 'embedded supervisor'), what === 'deactivating', what)
    t.equal(jobs(), '', what)
  }
})

t.test('a start that fails is an error, unless the session has ended meanwhile', here, async t => {
  const { environment, id, directory } = stage(t, 'inactive activating failed')
  await t.rejects(startTicks(environment, id, 'units'), { exitCode: 74, message: 'starting claude-session@work failed' })
  const other = stage(t, 'inactive failed', `mv '${directory}' '${directory}.moved'`)
  t.equal(await startTicks({ ...other.environment, paths: environment.paths }, id, 'units'), false)
})
