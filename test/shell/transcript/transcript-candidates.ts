import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { transcriptCandidates } from '../../../src/shell/transcript/transcript-candidates.js'
import { claudeId, transcriptFile } from '../../helpers/claude-stand-in.js'

t.test('two directories that share a folder are told apart by what the records say', async t => {
  const projects = t.testdir({})
  const one = transcriptFile(`${projects}/-src-my-app`, claudeId(1), '/src/my-app', 5000)
  const two = transcriptFile(`${projects}/-src-my-app`, claudeId(2), '/src/my/app', 6000)
  t.match(transcriptCandidates([projects], ['/src/my/app'], [], 0), [
    { path: one, claudeSession: claudeId(1), directory: '/src/my-app', bornMs: 5000, modifiedMs: 5000 },
    { path: two, claudeSession: claudeId(2), directory: '/src/my/app', bornMs: 6000, modifiedMs: 6000 },
  ])
})

t.test('only what was written since; of several places and further folders, each once', async t => {
  const root = t.testdir({})
  transcriptFile(`${root}/new/-a`, claudeId(1), '/a', 4999)
  transcriptFile(`${root}/new/-a`, claudeId(2), '/a', 5000)
  transcriptFile(`${root}/old/-a`, claudeId(3), '/a', 5001)
  transcriptFile(`${root}/new/named`, claudeId(4), '/a', 5002)
  const found = transcriptCandidates([`${root}/new`, `${root}/old`, `${root}/none`], ['/a', '/a'], [`${root}/new/named`, `${root}/new/-a`], 5000)
  t.same(found.map(({ claudeSession }) => claudeSession).sort(), [claudeId(2), claudeId(3), claudeId(4)])
})

t.test('a name that was cut and has a hash behind it is found by its beginning', async t => {
  const projects = t.testdir({ '-other': {} })
  const cwd = `/${'d'.repeat(120)}/${'e'.repeat(120)}`
  transcriptFile(`${projects}/-${'d'.repeat(120)}-${'e'.repeat(78)}-1a2b3c`, claudeId(1), cwd, 5000)
  t.match(transcriptCandidates([projects], [cwd], [], 0), [{ claudeSession: claudeId(1), directory: cwd }])
})

t.test('a first prompt longer than what is read: the end tells the directory', async t => {
  const projects = t.testdir({})
  transcriptFile(`${projects}/-a`, claudeId(1), '/a', 5000, [{ message: { role: 'user', content: 'x'.repeat(200_000) } }, { message: { role: 'user', content: 'y' } }])
  t.match(transcriptCandidates([projects], ['/a'], [], 0), [{ directory: '/a', bornMs: undefined }])
})

t.test("subagents' files, set-aside ones, links, FIFOs and directories are no candidates and do not block", async t => {
  const projects = t.testdir({ '-a': { 'agent-1.jsonl': '{}', 'sessions-index.json': '{}', [`${claudeId(1)}.orphaned-1-a.jsonl`]: '{}', [`${claudeId(1)}.jsonl.superseded-1`]: '{}', [`${claudeId(5)}.saved`]: '{}' } })
  mkdirSync(`${projects}/-a/${claudeId(2)}.jsonl`)
  execFileSync('mkfifo', [`${projects}/-a/${claudeId(3)}.jsonl`])
  symlinkSync('/etc/passwd', `${projects}/-a/${claudeId(4)}.jsonl`)
  for (let n = 0; n < 500; n += 1) writeFileSync(`${projects}/-a/${'\n;$(x)\u202e'.slice(0, n % 8)}${n}.jsonl`, '{"cwd":"/a"}\n')
  t.same(transcriptCandidates([projects], ['/a'], [], 0), [])
})
