import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { endSession } from '../../src/commands/end-session.js'
import { readNextSessionId } from '../../src/shell/session/next-session-id.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { readPaneFile } from '../../src/shell/tmux/pane-file.js'
import { writeHookNews } from '../../src/shell/transcript/hook-news.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import type { TmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const option = ({ tmux }: TmuxServer, pane: string): string => tmux('show-options', '-p', '-q', '-v', '-t', pane, '@claude_session_id')

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('it says why a session ended: stopped, its pane gone, the machine down', here, async t => {
  for (const [reason, kill, boot] of [['stopped', false, undefined], ['pane-gone', true, undefined], ['machine-down', true, 'another'], ['stopped', false, 'another']] as const) {
    const { server, pane, environment, id, live, history, print } = commandStage(t)
    print(1, 50)
    await begin(environment, id, { pane: pane.id })
    const record = readSession(live)
    if (record === undefined) return t.fail('no record')
    if (kill) server.tmux('kill-pane', '-t', pane.id)
    t.equal(await endSession(environment, id, boot === undefined ? record : { ...record, pane: { ...record.pane, boot } }), reason)
    t.match(readSession(history), { status: 'ended', endReason: reason })
    t.strictSame(readCaptured(history, 1).lines, lines(1, 50))
    t.match(readNextSessionId(environment.paths.projects, 'home'), /^claude-home-\d+$/)
    t.ok(existsSync(join(environment.paths.projects, 'home/.session-management/handoff.json')))
    if (!kill) t.equal(option(server, pane.id), '', 'the pane is nobody’s any more')
    t.equal(readPaneFile(environment.paths.runtime, record.pane), undefined)
  }
})

t.test('an end that was cut off behind its last capture captures no more: the pane may be another session’s by now', here, async t => {
  const { server, pane, environment, id, live, history, print } = commandStage(t)
  print(1, 50)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  const before = readCaptured(live, 1).lines
  print(51, 100)
  t.equal(await endSession(environment, id, { ...record, status: 'ended', ended: record.started, endReason: 'pane-gone' }), 'pane-gone')
  t.strictSame(readCaptured(history, 1).lines, before)
  t.equal(option(server, pane.id), id, 'and its name is not taken from the pane')
})

t.test('one that rolled over is frozen as it is', here, async t => {
  const { pane, environment, id, live, history, print } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  mkdirSync(join(live, '../claude-home-7'))
  print(1, 50)
  t.equal(await endSession(environment, id, { ...record, next: 'claude-home-7' }), 'rollover')
  t.match(readSession(history), { endReason: 'rollover', next: 'claude-home-7' })
  t.strictSame(readCaptured(history, 1).lines, [])
  t.equal(readNextSessionId(environment.paths.projects, 'home'), undefined)
})

t.test('what Claude Code wrote after a compaction that no rollover followed is kept with the session', here, async t => {
  const { pane, environment, id, live, history, server } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  const transcript = join(server.env.HOME ?? '', 'claude-1.jsonl')
  const now = new Date().toISOString()
  const records = [{ type: 'user', uuid: 'one', message: { content: 'one' } }, { type: 'system', subtype: 'compact_boundary', uuid: 'b', compactMetadata: {} }, { type: 'user', uuid: 'two', message: { content: 'two' } }]
  writeFileSync(transcript, records.map(record => `${JSON.stringify({ timestamp: now, ...record })}\n`).join(''))
  writeHookNews(live, id, { claudeSession: 'claude-1', transcript })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  await endSession(environment, id, record)
  t.match(readFileSync(join(history, 'transcript.jsonl'), 'utf8'), /"one"[^]*"b"[^]*"two"/)
  t.match(JSON.parse(readFileSync(join(history, 'context.json'), 'utf8')), { prompts: [{ text: 'one' }, { text: 'two' }] })
})
