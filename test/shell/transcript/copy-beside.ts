import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { copyBeside, mostFiles } from '../../../src/shell/transcript/copy-beside.js'

t.test('subagents and large outputs are copied, once, with what is new', async t => {
  const dir = t.testdir({
    session: {},
    claude: { 'x.jsonl': '', x: { subagents: { 'agent-1.jsonl': '{}\n{"to', 'agent-1.meta.json': '{}' }, 'tool-results': { 'toolu_1.txt': 'out', 'a b.txt': 'odd' } } },
  })
  const [session, source] = [join(dir, 'session'), join(dir, 'claude', 'x.jsonl')]
  t.strictSame(copyBeside(session, source), { files: 4, bytes: 11, skipped: [], more: false })
  t.strictSame(copyBeside(session, source), { files: 0, bytes: 0, skipped: [], more: false })
  appendFileSync(join(dir, 'claude', 'x', 'subagents', 'agent-1.jsonl'), 'rn"}\n')
  t.equal(copyBeside(session, source).files, 1)
  t.equal(readFileSync(join(session, 'transcript.d', 'subagents', 'agent-1.jsonl'), 'utf8'), '{}\n{"torn"}\n')
  t.equal(readFileSync(join(session, 'transcript.d', 'tool-results', 'toolu_1.txt'), 'utf8'), 'out')
  t.equal(readdirSync(join(session, 'transcript.d', 'tool-results')).length, 2)
  t.equal(statSync(join(session, 'transcript.d', 'subagents')).mode & 0o777, 0o700)
})

t.test('nothing beside, nothing made', async t => {
  const dir = t.testdir({ session: {}, 'x.jsonl': '' })
  t.equal(copyBeside(join(dir, 'session'), join(dir, 'x.jsonl')).files, 0)
  t.equal(copyBeside(join(dir, 'session'), join(dir, 'no-transcript')).files, 0)
  t.strictSame(readdirSync(join(dir, 'session')), [])
})

t.test('no link and no FIFO is followed, in the place of a file or a directory', async t => {
  const dir = t.testdir({ session: {}, secret: { key: 'secret' }, 'x.jsonl': '', x: { 'tool-results': { '.hidden': 'x' } }, 'y.jsonl': '', 'z.jsonl': '', z: {} })
  symlinkSync(join(dir, 'secret', 'key'), join(dir, 'x', 'tool-results', 'link.txt'))
  spawnSync('mkfifo', [join(dir, 'x', 'tool-results', 'fifo')])
  symlinkSync(join(dir, 'secret'), join(dir, 'x', 'subagents'))
  mkdirSync(join(dir, 'secret', 'subagents'))
  writeFileSync(join(dir, 'secret', 'subagents', 'agent-1.jsonl'), '{}\n')
  symlinkSync(join(dir, 'secret'), join(dir, 'y'))
  symlinkSync(join(dir, 'secret'), join(dir, 'z', 'tool-results'))
  t.match(copyBeside(join(dir, 'session'), join(dir, 'x.jsonl')), { files: 0, skipped: [/fifo$/, /link\.txt$/] })
  for (const name of ['y.jsonl', 'z.jsonl']) t.equal(copyBeside(join(dir, 'session'), join(dir, name)).files, 0)
  t.notOk(existsSync(join(dir, 'session', 'transcript.d')))
})

t.test('of a subagent only what Claude Code is known to write is copied, and nothing from beside what is no transcript', async t => {
  const dir = t.testdir({ session: {}, 'x.jsonl': '', x: { subagents: { 'agent-1.jsonl': '{}\n', 'agent-1.jsonl.2': 'would be a version of ours', 'notes.txt': 'x' } } })
  t.equal(copyBeside(join(dir, 'session'), join(dir, 'x')).files, 0)
  t.equal(copyBeside(join(dir, 'session'), join(dir, 'x.jsonl')).files, 1)
  t.strictSame(readdirSync(join(dir, 'session', 'transcript.d', 'subagents')), ['agent-1.jsonl'])
})

t.test('what cannot be written is said with its exit code', async t => {
  const dir = t.testdir({ linked: { 'transcript.d': { subagents: {} } }, taken: { 'transcript.d': '' }, victim: '', 'x.jsonl': '', x: { subagents: { 'agent-1.jsonl': '{}\n' } } })
  symlinkSync(join(dir, 'victim'), join(dir, 'linked', 'transcript.d', 'subagents', 'agent-1.jsonl'))
  t.throws(() => copyBeside(join(dir, 'linked'), join(dir, 'x.jsonl')), { exitCode: 74, message: /ELOOP/ })
  t.throws(() => copyBeside(join(dir, 'taken'), join(dir, 'x.jsonl')), { exitCode: 73, message: /making .*transcript\.d failed: EEXIST/ })
  t.equal(readFileSync(join(dir, 'victim'), 'utf8'), '')
})

t.test('many files come in several calls', async t => {
  const dir = t.testdir({ session: {}, 'x.jsonl': '', x: { 'tool-results': {} } })
  mkdirSync(join(dir, 'x', 'subagents'))
  for (let n = 0; n < mostFiles + 10; n += 1) writeFileSync(join(dir, 'x', n % 2 === 0 ? 'tool-results' : 'subagents', `${n}.json`), '1')
  t.match(copyBeside(join(dir, 'session'), join(dir, 'x.jsonl')), { files: mostFiles, more: true })
  t.match(copyBeside(join(dir, 'session'), join(dir, 'x.jsonl')), { files: 10, more: false })
})
