import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { joinParts } from '../../../src/shell/parts/join-parts.js'

t.test('parts in the order of their numbers, of this session only, in one file named after its lines', async t => {
  const parts = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`session_00002_PART${index + 1}.md`, `part ${index + 1}\nend\n`]))
  const dir = t.testdir({ ...parts, 'session_00001_PART1.md': 'other\n', 'session_00002_PART1.md.damaged-1': 'x\n', '.joined.new': 'left over' })
  const name = joinParts(dir, 2, '20260131')
  t.equal(name, 'CHAT_SESSION_SCROLLBACK_20260131_22_LINES.txt')
  t.equal(readFileSync(join(dir, name), 'utf8'), Array.from({ length: 11 }, (_, index) => `part ${index + 1}\nend\n`).join(''))
  t.equal(statSync(join(dir, name)).mode & 0o777, 0o600)
  t.equal(joinParts(dir, 2, '20260131'), name, 'twice is once')
  t.notOk(readdirSync(dir).includes('.joined.new'))
})

t.test('no part at all makes an empty file; no directory is an IoError', async t => {
  const dir = t.testdir({})
  t.equal(joinParts(dir, 1, '20260131'), 'CHAT_SESSION_SCROLLBACK_20260131_0_LINES.txt')
  t.throws(() => joinParts(join(dir, 'none'), 1, '20260131'), { exitCode: 74, message: /failed|another process/ })
})
