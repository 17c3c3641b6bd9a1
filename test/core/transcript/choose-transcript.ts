import t from 'tap'
import { type TranscriptCandidate, type TranscriptEvidence, chooseTranscript } from '../../../src/core/transcript/choose-transcript.js'
import type { ClaudeProcess } from '../../../src/core/transcript/parse-claude-process.js'

const claude = (pid: number, claudeSession: string, pane = ''): ClaudeProcess => ({ pid, claudeSession, cwd: '/a', procStart: '1', kind: 'interactive', pane })
const candidate = (claudeSession: string, more: Partial<TranscriptCandidate> = {}): TranscriptCandidate => ({
  path: `/p/${claudeSession}.jsonl`, claudeSession, directory: '/a', bornMs: 1000, modifiedMs: 2000, cleared: false, printed: false, ...more,
})
const evidence = (more: Partial<TranscriptEvidence> = {}): TranscriptEvidence => ({
  paneId: '%7', directories: ['/a'], startedMs: 1000, shown: undefined, claude: true, live: [], bound: undefined, taken: [], unknownInPane: [50], unknownBeside: [], candidates: [], ...more,
})
const choose = (more: Partial<TranscriptEvidence>): string => {
  const choice = chooseTranscript(evidence(more))
  return 'found' in choice ? choice.found.claudeSession : choice.reason
}
const bound = { path: '/p/old.jsonl', claudeSession: 'old', modifiedMs: 500_000 }

t.test('the Claude Code on the screen comes before what was bound, and before what others have bound', async t => {
  const shown = { ...claude(60, 'new', '%7'), path: '/p/new.jsonl' }
  t.same(chooseTranscript(evidence({ shown, bound, taken: ['/p/new.jsonl'] })), {
    found: { path: '/p/new.jsonl', claudeSession: 'new', rule: 'Claude Code (process 60) in the pane is in this session, and its process file names %7' },
  })
  t.notMatch(chooseTranscript(evidence({ shown: { ...shown, pane: '%9' } })), { found: { rule: /names/ } })
})

t.test('while its transcript does not exist yet, the bound one stays, and no other takes its place', async t => {
  const shown = { ...claude(60, 'new'), path: undefined }
  t.match(chooseTranscript(evidence({ shown, bound })), { found: { claudeSession: 'old', rule: 'it was bound before; Claude Code (process 60) in the pane is in session new, which has no transcript yet' } })
  t.equal(choose({ shown, candidates: [candidate('other')] }), 'Claude Code (process 60) in the pane is in session new, which has no transcript yet')
})

t.test('what was bound before stays, unless Claude Code elsewhere goes on with it', async t => {
  const live = (pane: string, inPane = false): TranscriptEvidence['live'] => [{ ...claude(61, 'old', pane), inPane }]
  t.equal(choose({ bound, unknownInPane: [] }), 'old')
  t.equal(choose({ bound, live: live('%7') }), 'old', 'it was only detached from the pane')
  t.equal(choose({ bound, live: live('') }), 'old')
  t.equal(choose({ bound, live: live('%9', true), taken: [bound.path] }), 'old', 'one without a screen, in this pane')
  t.match(choose({ bound, live: live('%9') }), /old was bound before, but Claude Code elsewhere \(process 61\)/)
  t.match(choose({ bound, live: live(''), taken: [bound.path] }), /elsewhere \(process 61\)/)
})

t.test('without process files, the only transcript that can be meant', async t => {
  t.equal(choose({ candidates: [candidate('one')] }), 'one')
  const others = [
    candidate('dir', { directory: '/a-b' }), candidate('nowhere', { directory: '' }), candidate('early', { modifiedMs: 999 }),
    candidate('sdk', { printed: true }), candidate('taken'), candidate('live'),
  ]
  const apart = { taken: ['/p/taken.jsonl'], live: [{ ...claude(61, 'live'), inPane: false }] }
  t.equal(choose({ ...apart, candidates: [...others, candidate('one')] }), 'one')
  t.match(choose({ ...apart, candidates: others }), /no free transcript of this directory/)
})

t.test('where two can be meant, or the pane runs none, or another Claude runs beside it: none, and it says why', async t => {
  t.equal(choose({ candidates: [candidate('one'), candidate('two')] }), '2 transcripts of this directory were written since the session began: one, two')
  t.equal(choose({ candidates: [candidate('one')], unknownInPane: [], claude: false }), 'no Claude Code runs in the pane')
  t.equal(choose({ candidates: [candidate('one')], unknownInPane: [] }), 'the Claude Code in the pane has a process file that names no session')
  t.match(choose({ candidates: [candidate('one')], unknownBeside: [70] }), /one may be that of another Claude Code in this directory \(process 70\)/)
  t.match(choose({ candidates: Array.from({ length: 500 }, (_, n) => candidate(`n${n}`)) }), /^500 .*: n0, .*n7, …$/)
})

t.test('without process files, the /clear that ends the bound transcript is followed, one after another', async t => {
  const after = (name: string, at: number, more: Partial<TranscriptCandidate> = {}): TranscriptCandidate => candidate(name, { bornMs: at, modifiedMs: at + 5, cleared: true, ...more })
  t.match(chooseTranscript(evidence({ bound, candidates: [after('third', 700_000), after('second', 600_000)] })), { found: { claudeSession: 'second', rule: /\/clear/ } })
  t.equal(choose({ bound, candidates: [after('second', 499_000, { modifiedMs: 600_000 })] }), 'second', 'the old file had an afterword')
  t.equal(choose({ bound, candidates: [after('x', 480_000, { modifiedMs: 600_000 })] }), 'old', 'begun before the bound one ended')
  t.equal(choose({ bound, candidates: [after('x', 600_000, { cleared: false })] }), 'old', 'another start')
  t.equal(choose({ bound, candidates: [after('x', 600_000)], unknownBeside: [70] }), 'old')
  t.equal(choose({ bound, candidates: [after('x', 600_000)], unknownInPane: [] }), 'old')
  t.equal(choose({ bound, candidates: [after('x', 600_000)], taken: ['/p/x.jsonl'] }), 'old')
  t.equal(choose({ bound, candidates: [after('x', 600_000)], shown: { ...claude(60, 'new'), path: undefined } }), 'old', 'a process file knows better')
})
