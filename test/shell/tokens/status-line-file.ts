import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readStatusLine, writeStatusLine } from '../../../src/shell/tokens/status-line-file.js'

const uid = process.getuid?.() ?? 0
const report = { claudeSession: 's', transcript: '/t.jsonl', model: 'claude-opus-4-6[1m]', used: 42, limit: 1_000_000, at: 1_763_000_000_000 }

t.test('a report comes back as it was, in directories of ours', async t => {
  const runtime = join(t.testdir({}), 'run')
  t.equal(readStatusLine(runtime, 'work'), undefined)
  for (const each of [report, { ...report, used: undefined, limit: undefined, transcript: '', model: '' }]) {
    writeStatusLine(runtime, 'work', each, uid)
    t.same(readStatusLine(runtime, 'work'), each)
  }
  t.equal(statSync(join(runtime, 'work')).mode & 0o777, 0o700)
  t.equal(statSync(join(runtime, 'work/statusline.json')).mode & 0o777, 0o600)
})

t.test('a damaged one, and one without a time, is none', async t => {
  const runtime = t.testdir({ work: {} })
  for (const text of ['', '{', '{}', '{"at":"now"}', 'null']) {
    writeFileSync(join(runtime, 'work/statusline.json'), text)
    t.equal(readStatusLine(runtime, 'work'), undefined, text)
  }
})
