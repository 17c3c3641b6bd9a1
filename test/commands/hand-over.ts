import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { handOver } from '../../src/commands/hand-over.js'
import { sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { pause } from '../../src/shell/processes/pause.js'
import { bareSession } from '../helpers/bare-session.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { untilNow } from '../helpers/until.js'

const here = needs(commandProblem('flock'))
const [old, next] = [parseSessionId('old'), parseSessionId('next')]

/** Two sessions; a user manager that answers `show` so, and a command that writes down how it was run. */
const stage = (t: Test, show: string) => {
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  standIn(bin, 'systemctl', `case $2 in show) ${show} ;; *) echo "$*" >>'${bin}/jobs' ;; esac`)
  standIn(bin, 'self', `echo "$*" >'${bin}/ran.new'; mv '${bin}/ran.new' '${bin}/ran'`)
  const { environment } = bareSession(t, undefined, { id: old })
  bareSession(t, undefined, { id: next }, environment)
  const read = (name: string): string => (existsSync(join(bin, name)) ? readFileSync(join(bin, name), 'utf8') : '')
  const ran = (): string => {
    untilNow('it has run', () => read('ran') !== '')
    return read('ran')
  }
  return { environment: { ...environment, self: [join(bin, 'self'), 'with'] }, read, ran }
}
const unreachable = 'exit 1'

t.test('a user manager starts the new units before it stops the old ones', here, async t => {
  const { environment, read } = stage(t, "printf 'LoadState=loaded\\nActiveState=active\\n'")
  await handOver(environment, old, next)
  t.equal(read('jobs'), '--user --no-block --job-mode=fail start claude-session@next.service\n--user stop claude-session@old.service\n')
  t.equal(read('ran'), '')
})

t.test('nothing is started for a new session that has ended meanwhile', here, async t => {
  for (const show of ["printf 'LoadState=loaded\\nActiveState=inactive\\n'", unreachable]) {
    const { environment, read } = stage(t, show)
    renameSync(sessionDirectory(environment.paths, next), join(environment.paths.root, 'moved'))
    await handOver(environment, old, next)
    pause(100)
    t.same([read('jobs'), read('ran'), environment.lines], ['', '', []])
  }
})

t.test('where none can be reached an embedded supervisor is started for the new session, and that is said', here, async t => {
  const { environment, read, ran } = stage(t, unreachable)
  await handOver(environment, old, next)
  t.equal(ran(), 'with run next --no-begin\n')
  t.equal(read('jobs'), '')
  t.match(environment.lines, [/^<4>next: no user manager can be reached; the embedded supervisor/])
})

t.test('a supervisor that runs follows by itself, whichever of the two it is at', here, async t => {
  for (const supervised of [old, next]) {
    const { environment, read } = stage(t, unreachable)
    for (const id of [old, next]) mkdirSync(join(environment.paths.runtime, id), { recursive: true })
    const lock = lockDirectory(join(environment.paths.runtime, supervised))
    await handOver(environment, old, next)
    lock?.release()
    pause(100)
    t.equal(read('ran'), '', supervised)
    t.same(environment.lines, [])
  }
})

t.test('one that was killed left its post behind, and does not follow', here, async t => {
  const { environment, ran } = stage(t, unreachable)
  for (const id of [old, next]) mkdirSync(join(environment.paths.runtime, id), { recursive: true })
  await handOver(environment, old, next)
  t.equal(ran(), 'with run next --no-begin\n')
})
