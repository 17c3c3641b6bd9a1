import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { completeEnded, completeHistory, freezeSession, manifestFile } from '../../src/commands/freeze-session.js'
import { supervisorLog } from '../../src/core/session/supervisor-log.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import type { SessionRecord } from '../../src/core/session/session-record.js'
import { linkContext } from '../../src/shell/context/save-context.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { put } from '../helpers/fresh-home.js'
import { inProcess } from '../helpers/in-process.js'

const id = parseSessionId('work')
const record: SessionRecord = {
  id, number: 1, project: 'app', directory: '/app', pane: { socket: '/s', serverPid: 1, serverStart: 1, id: '%0', version: '' }, started: '2026-01-01T00:00:00.000Z',
  ended: '', status: 'live', endReason: '', previous: '', next: '', transcript: '', provisional: false, renamedTo: '',
}

t.test('the directory moves as it is; the joined file and a manifest of all of it come with it', async t => {
  const environment = { ...inProcess({ CLAUDE_SESSION_HOME: t.testdir({}) }), now: () => new Date(2026, 0, 31, 12) }
  const live = sessionDirectory(environment.paths, id)
  const history = historyDirectory(environment.paths, id)
  mkdirSync(environment.paths.history)
  put(join(live, 'session_00001_PART1.md'), 'a\nb\n')
  put(join(live, supervisorLog), 'still being written\n')
  put(join(live, 'x.new'), 'left by a crash')
  put(join(live, 'transcript.d', 'subagents', 'agent-1.jsonl'), '{}\n')
  t.equal(freezeSession(environment, id, record, 'stopped'), 'CHAT_SESSION_SCROLLBACK_20260131_2_LINES.txt')
  t.notOk(existsSync(live))
  const { id: named, files } = JSON.parse(readFileSync(manifestFile(history), 'utf8'))
  t.equal(named, id)
  t.strictSame(files.map(({ name }: { name: string }) => name).sort(), ['CHAT_SESSION_SCROLLBACK_20260131_2_LINES.txt', 'session.toml', 'session_00001_PART1.md', 'transcript.d/subagents/agent-1.jsonl'])
  t.match(files.find(({ name }: { name: string }) => name === 'session_00001_PART1.md'), { lines: 2, bytes: 4, sha256: createHash('sha256').update('a\nb\n').digest('hex') })
  const before = readFileSync(manifestFile(history), 'utf8')
  completeHistory(history, { ...record, ended: new Date(2026, 0, 31, 12).toISOString() })
  t.equal(readFileSync(manifestFile(history), 'utf8'), before, 'completing twice changes nothing')
})

t.test('an end that was cut off before the rename keeps its time and its reason; parts are told in their order', async t => {
  const environment = { ...inProcess({ CLAUDE_SESSION_HOME: t.testdir({ history: {} }) }), now: () => new Date(2026, 5, 30, 12) }
  const live = sessionDirectory(environment.paths, id)
  for (const part of [1, 2, 10]) put(join(live, `session_00001_PART${part}.md`), 'a\n')
  const ended: SessionRecord = { ...record, status: 'ended', ended: new Date(2026, 0, 31, 12).toISOString(), endReason: 'pane closed' }
  writeSession(live, ended)
  t.equal(freezeSession(environment, id, ended, 'recovered'), 'CHAT_SESSION_SCROLLBACK_20260131_3_LINES.txt')
  const history = historyDirectory(environment.paths, id)
  t.match(readSession(history), { ended: ended.ended, endReason: 'pane closed' })
  const { files } = JSON.parse(readFileSync(manifestFile(history), 'utf8'))
  t.strictSame(files.map(({ name }: { name: string }) => name).filter((name: string) => name.includes('PART')), [1, 2, 10].map(part => `session_00001_PART${part}.md`))
})

t.test('never over an ended session', async t => {
  const environment = inProcess({ CLAUDE_SESSION_HOME: t.testdir({ sessions: { work: { 'session_00001_PART1.md': 'new\n' } }, history: { work: { 'session_00001_PART1.md': 'old\n' } } }) })
  t.throws(() => freezeSession(environment, id, record, 'stopped'), { exitCode: 74, message: /ENOTEMPTY/ })
  t.equal(readFileSync(join(historyDirectory(environment.paths, id), 'session_00001_PART1.md'), 'utf8'), 'old\n')
  t.ok(readdirSync(sessionDirectory(environment.paths, id)).includes('session_00001_PART1.md'))
})

t.test('what a kill left beside a record does not go into history, and what only looks like it does', async t => {
  const environment = inProcess({ CLAUDE_SESSION_HOME: t.testdir({ history: {} }) })
  const live = sessionDirectory(environment.paths, id)
  for (const name of ['session.toml.2599414062', 'MANIFEST.json.3113683815', '.capture_marker.work.new', '.boundary.work.new', 'transcript.d/tool-results/session.toml.1', 'session_00001_PART1.md']) put(join(live, name), 'x\n')
  freezeSession(environment, id, record, 'stopped')
  const kept = readdirSync(historyDirectory(environment.paths, id), { recursive: true, encoding: 'utf8' }).filter(name => /\.(?:toml.*|json.*|new|md)$/.test(name))
  t.same(kept.sort(), ['MANIFEST.json', 'session.toml', 'session_00001_PART1.md', 'transcript.d/tool-results/session.toml.1'])
})

t.test("an end that was cut off behind the rename takes the project's link with it when it is completed; another session's stays", async t => {
  const environment = inProcess({ CLAUDE_SESSION_HOME: t.testdir({ history: { work: { 'session_00001_PART1.md': 'a\n', 'context.json': '{}' } } }) })
  const { paths, uid } = environment
  const link = join(paths.projects, 'app/.session-context/current-session-context.json')
  for (const [leads, to] of [[sessionDirectory(paths, id), historyDirectory(paths, id)], [join(paths.sessions, 'other'), join(paths.sessions, 'other')]] as const) {
    linkContext(paths.projects, 'app', leads, uid)
    completeEnded(environment, id, { ...record, status: 'ended', ended: '2026-01-31T12:00:00.000Z' })
    t.equal(readlinkSync(link), join(to, 'context.json'))
    t.ok(existsSync(manifestFile(historyDirectory(paths, id))))
  }
})
