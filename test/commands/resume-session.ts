import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { resumeSession } from '../../src/commands/resume-session.js'
import { ownDirectory } from '../../src/shell/files/own-directory.js'
import { pause } from '../../src/shell/processes/pause.js'
import { isSupervised } from '../../src/shell/units/is-supervised.js'
import { bareSession } from '../helpers/bare-session.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { untilNow } from '../helpers/until.js'

const here = needs(commandProblem('flock'))

const stage = (t: Test) => {
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  const { environment, id, directory } = bareSession(t, undefined, {}, inProcess({ HOME: scratch(t), PATH: before ?? '' }))
  for (const path of [environment.paths.runtime, `${environment.paths.runtime}/${id}`]) ownDirectory(path, environment.uid)
  return { bin, id, directory, environment: { ...environment, self: [join(bin, 'self')] } }
}

t.test('the user manager starts its units, and a refusal is told in its words', here, async t => {
  const { bin, environment, id } = stage(t)
  standIn(bin, 'systemctl', `case $2 in show) ;; *) echo "$*" >'${bin}/job' ;; esac`)
  t.equal(await resumeSession(environment, id, { unit: 'inactive', supervisor: true }), 'units')
  t.equal(readFileSync(join(bin, 'job'), 'utf8'), '--user --no-block --job-mode=fail start claude-session@work.service\n')
  standIn(bin, 'systemctl', '[ $2 = show ] || { echo "Job failed." >&2; exit 1; }')
  await t.rejects(resumeSession(environment, id, { unit: 'failed', supervisor: true }), { exitCode: 74, message: /Job failed\./ })
})

t.test('without one a supervisor is started, and at its post when this returns', here, async t => {
  const { bin, environment, id, directory } = stage(t)
  const post = `${environment.paths.runtime}/${id}`
  standIn(bin, 'self', `echo "$*"; echo $$ >'${bin}/pid'; exec flock --no-fork -x '${post}' sleep 1000`)
  t.equal(await resumeSession(environment, id, { unit: undefined, supervisor: true }), 'embedded supervisor')
  t.ok(isSupervised(environment.paths.runtime, id))
  t.equal(readFileSync(join(directory, 'supervisor.log'), 'utf8'), 'run work --no-begin\n')
  process.kill(Number(readFileSync(join(bin, 'pid'), 'utf8')), 'SIGKILL')
  untilNow('its post is free', () => !isSupervised(environment.paths.runtime, id))
})

t.test('one that does not come up is an error that names its log', here, async t => {
  const { bin, environment, id } = stage(t)
  standIn(bin, 'self', 'exit 69')
  await t.rejects(resumeSession(environment, id, { unit: undefined, supervisor: true }, 300), { exitCode: 74, message: 'work: the embedded supervisor did not start', hint: /supervisor\.log tells why/ })
})

t.test('a session that has ended or rolled over before its supervisor was at its post has no log to look at', here, async t => {
  const { bin, environment, id, directory } = stage(t)
  standIn(bin, 'self', `mv '${directory}' '${directory}.moved'`)
  await t.rejects(resumeSession(environment, id, { unit: undefined, supervisor: true }), { exitCode: 75, message: 'work ends or rolls over just now' })
})

t.test('a unit starts none: it would end with the unit', here, async t => {
  const { bin, environment, id } = stage(t)
  standIn(bin, 'self', `: >'${bin}/started'`)
  await t.rejects(resumeSession(environment, id, { unit: undefined, supervisor: false }), { exitCode: 69, message: /does not answer/ })
  pause(200)
  t.notOk(existsSync(join(bin, 'started')))
})
