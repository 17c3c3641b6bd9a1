import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { verify, verifyFailure } from '../../src/commands/verify.js'
import type { FileProblem } from '../../src/core/report/format-verified.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { spawnSync } from 'node:child_process'
import { capturedSession } from '../helpers/captured-session.js'

const ended = { status: 'ended', ended: '2026-01-02T00:00:00.000Z' } as const

t.test('a session as it ended is whole; one changed byte, a missing file and an added one are named', async t => {
  const { directory, environment, id } = capturedSession(t, [['one', 'two'], ['three']], ended)
  const problems = (): readonly FileProblem[] => verify(environment, id)[0]?.problems ?? []
  t.match(verify(environment, undefined), [{ id: 'work', state: 'ended', files: 5, problems: [] }])
  appendFileSync(join(directory, 'supervisor.log'), 'its last word\n')
  t.same(problems(), [], 'what is written after the manifest is left out of it')
  mkdirSync(join(directory, 'notes'))
  writeFileSync(join(directory, 'notes/mine'), '')
  t.same(problems(), [{ file: 'notes/mine', problem: 'extra', detail: '' }])
  const part = join(directory, 'session_00001_PART1.md')
  writeFileSync(part, readFileSync(part, 'utf8').replace('two', 'tWo'))
  t.match(problems(), [{ file: 'session_00001_PART1.md', problem: 'differs', detail: /^same length/ }, { problem: 'extra' }])
  renameSync(part, `${part}.bak`)
  t.match(problems(), [{ file: 'session_00001_PART1.md', problem: 'missing' }, { problem: 'extra' }, { file: 'session_00001_PART1.md.bak' }])
  symlinkSync('session_00001_PART1.md.bak', part)
  t.match(problems(), [{ file: 'session_00001_PART1.md', problem: 'differs', detail: 'it is no regular file' }, {}, {}], 'no link is followed')
  rmSync(part)
  spawnSync('mkfifo', [part])
  t.match(problems(), [{ detail: 'it is no regular file' }, {}, {}], 'and no FIFO waited for')
})

t.test('a manifest that is missing or damaged is itself the damage', async t => {
  const { directory, environment, id } = capturedSession(t, [['one']], ended)
  writeFileSync(join(directory, 'MANIFEST.json'), '{}')
  t.match(verify(environment, id), [{ problems: [{ file: 'MANIFEST.json', problem: 'differs', detail: 'it is no manifest' }] }])
  rmSync(join(directory, 'MANIFEST.json'))
  t.match(verify(environment, id), [{ problems: [{ file: 'MANIFEST.json', problem: 'missing', detail: 'claude-session end work completes what was cut off' }] }])
  writeFileSync(join(directory, 'session.toml'), '{')
  t.match(verify(environment, undefined), [{ problems: [{ file: 'session.toml', problem: 'differs', detail: /not valid TOML/ }] }])
  t.throws(() => verify(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
})

t.test('a live one is looked at as well, and the failure says how many are damaged', async t => {
  const { environment } = capturedSession(t, [['one']])
  const told: string[] = []
  const [found] = verify(environment, undefined, text => void told.push(text))
  t.match(found, { state: 'live', files: 1, problems: [] })
  t.same(told, ['work', ''])
  if (found === undefined) return
  t.match(verifyFailure([found]), { exitCode: 65, message: 'files of work are not as they were written' })
  t.match(verifyFailure([found, found]), { message: 'files of 2 sessions are not as they were written' })
})

t.test('a file that cannot be read is the damage of its session, and the others are looked at', async t => {
  const { directory, environment } = capturedSession(t, [['one']])
  capturedSession(t, [['one']], { ...ended, id: 'past' }, environment)
  rmSync(join(directory, 'session_00001_PART1.md'))
  mkdirSync(join(directory, 'session_00001_PART1.md'))
  t.match(verify(environment, undefined).sort((one, other) => (one.id < other.id ? -1 : 1)), [{ id: 'past', problems: [] }, { id: 'work', problems: [{ problem: 'differs', detail: /session_00001_PART1\.md/ }] }])
})
