import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import t from 'tap'
import { writeSuccessor } from '../../src/shell/successor-file.js'

const uid = process.getuid?.() ?? 0

t.test('a shell of the old session finds the ID of the new one, in directories that are its owner’s alone', async t => {
  const runtime = `${t.testdir()}/run/claude-session`
  writeSuccessor(runtime, 'old', 'next', uid)
  writeSuccessor(runtime, 'old', 'next', uid)
  t.equal(readFileSync(`${runtime}/old/next_session_id`, 'utf8'), 'next\n')
  t.same(readdirSync(`${runtime}/old`), ['next_session_id'])
  for (const [path, mode] of [[runtime, 0o700], [`${runtime}/old`, 0o700], [`${runtime}/old/next_session_id`, 0o600]] as const) t.equal(statSync(path).mode & 0o777, mode, path)
})

t.test('a directory that others can write to is refused', async t => {
  const runtime = `${t.testdir()}/run`
  mkdirSync(`${runtime}/old`, { recursive: true, mode: 0o700 })
  chmodSync(`${runtime}/old`, 0o777)
  t.throws(() => writeSuccessor(runtime, 'old', 'next', uid), { exitCode: 77, message: /others can write to/ })
  t.same(readdirSync(`${runtime}/old`), [])
})
