import { existsSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { askStart, startedState, stopUnits, unitState } from '../../../src/shell/units/units.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'

/** A stand-in for systemctl that answers `show` with `state` and writes down the rest. */
const manager = (t: Test, show: string, job = 'exit 0'): (() => string) => {
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  standIn(bin, 'systemctl', `case $2 in show) ${show} ;; *) echo "$*" >>'${bin}/log'; ${job} ;; esac`)
  return () => (existsSync(join(bin, 'log')) ? readFileSync(join(bin, 'log'), 'utf8') : '')
}
const answer = (load: string, active: string): string => `printf 'LoadState=${load}\\nActiveState=${active}\\n'`

t.test('the state of a unit; none without a manager, or without our units', async t => {
  manager(t, answer('loaded', 'active'))
  t.equal(await unitState('work'), 'active')
  manager(t, answer('not-found', 'inactive'))
  t.equal(await unitState('work'), undefined)
  manager(t, 'echo "Failed to connect to bus" >&2; exit 1')
  t.equal(await unitState('work'), undefined)
})

t.test('start and stop name the unit; a refusal comes with the manager\'s own words', async t => {
  const log = manager(t, answer('loaded', 'active'))
  await askStart('work')
  t.equal(await stopUnits('work'), true)
  t.equal(log(), '--user --no-block --job-mode=fail start claude-session@work.service\n--user stop claude-session@work.service\n')
  manager(t, answer('loaded', 'active'), 'echo "Job failed." >&2; exit 1')
  await t.rejects(askStart('work'), { exitCode: 74, message: 'systemctl --user start claude-session@work failed: Job failed.' })
})

t.test('what does not run is not stopped', async t => {
  for (const state of ['inactive', 'failed']) {
    const log = manager(t, answer('loaded', state))
    t.equal(await stopUnits('work'), false)
    t.equal(log(), '')
  }
})

t.test('also from a directory that has been removed', async t => {
  manager(t, answer('loaded', 'active'))
  const [before, gone] = [process.cwd(), scratch(t)]
  process.chdir(gone)
  rmdirSync(gone)
  const state = await unitState('work').finally(() => process.chdir(before))
  t.equal(state, 'active')
})

t.test('what is starting, or about to, is waited for, whatever comes of it', async t => {
  const bin = scratch(t)
  const [queued, starting, failed] = [`${answer('loaded', 'inactive')}; echo Job=712`, answer('loaded', 'activating'), answer('loaded', 'failed')]
  manager(t, `echo x >>'${bin}/asked'; case $(wc -l <'${bin}/asked') in 1) ${queued} ;; 2) ${starting} ;; *) ${failed} ;; esac`)
  t.equal(await startedState('work'), 'failed')
  t.equal(readFileSync(join(bin, 'asked'), 'utf8'), 'x\nx\nx\n')
  manager(t, 'exit 1')
  t.equal(await startedState('work'), undefined)
})
