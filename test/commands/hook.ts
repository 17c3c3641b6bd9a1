import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { hook } from '../../src/commands/hook.js'
import { refreshContext } from '../../src/commands/refresh-context.js'
import type { Sign } from '../../src/core/session/boundary.js'
import type { SessionId } from '../../src/core/session/session-id.js'
import { IoError } from '../../src/errors.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { readBoundaryFile } from '../../src/shell/session/boundary-file.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { readHookNews } from '../../src/shell/transcript/hook-news.js'
import { bareSession } from '../helpers/bare-session.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

/** A live session, and a call of a hook in its pane as Claude Code makes it. */
const stage = async (t: Test) => {
  const staged = commandStage(t)
  const { server, pane, environment, id, live } = staged
  await begin(environment, id, { pane: pane.id })
  const folder = join(server.env.HOME ?? '', '.claude/projects/x')
  mkdirSync(folder, { recursive: true })
  const transcript = join(folder, 'claude-1.jsonl')
  const asked: SessionId[] = []
  const inPane = { TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},0`, TMUX_PANE: pane.id }
  const call = (fields: object, env: Readonly<Record<string, string>> = inPane): Promise<string> =>
    hook(
      { ...environment, env: { ...environment.env, ...env }, askRollover: one => Boolean(asked.push(one)) },
      JSON.stringify({ session_id: 'claude-1', transcript_path: transcript, cwd: '/x', hook_event_name: 'SessionStart', source: 'startup', ...fields }),
    )
  const boundary = (uuid: string, ageMs: number): void =>
    writeFileSync(transcript, `${JSON.stringify({ type: 'system', subtype: 'compact_boundary', uuid, timestamp: new Date(Date.now() - ageMs).toISOString(), compactMetadata: {} })}\n`)
  /** What hooks noted; a look at the transcript may have noted its own. */
  const signs = (): readonly Sign[] => readBoundaryFile(live, id).filter(({ by }) => by === 'hook')
  return { ...staged, transcript, asked, inPane, call, boundary, signs }
}

t.test('what is no call, and a pane that nobody captures, are answered with nothing', here, async t => {
  const { environment, inPane, call, signs, asked, live, id } = await stage(t)
  for (const text of ['', 'nonsense', '[]', '{}']) t.equal(await hook({ ...environment, env: { ...environment.env, ...inPane } }, text), '', text)
  for (const env of [{}, { ...inPane, TMUX_PANE: '%99' }]) t.equal(await call({ source: 'compact' }, env), '')
  t.same([signs(), asked, readHookNews(live, id)], [[], [], undefined])
})

t.test('a new context notes the boundary, asks for the rollover and hears of the session before it', here, async t => {
  const { call, boundary, signs, asked, id, transcript, live } = await stage(t)
  boundary('u1', 2_000)
  t.match(await call({ source: 'compact' }), id)
  t.match(signs(), [{ by: 'hook', kind: 'compact', key: 'u1', rolled: 0 }])
  t.match(await call({ source: 'clear', session_id: 'claude-2' }), id)
  t.match(signs().slice(1), [{ by: 'hook', kind: 'clear', key: 'claude-2', rolled: 0 }])
  t.same(asked, [id, id])
  await call({ hook_event_name: 'UserPromptSubmit', session_id: 'claude-2' })
  t.same(readHookNews(live, id), { claudeSession: 'claude-1', transcript }, 'what comes after the clear is the next session’s')
})

t.test('the hand-off is told also where nobody can be asked for the rollover', here, async t => {
  const { environment, inPane, id } = await stage(t)
  const refuses = { ...environment, env: { ...environment.env, ...inPane }, askRollover: () => { throw new IoError('no') } }
  t.match(await hook(refuses, JSON.stringify({ session_id: 'claude-1', cwd: '/x', hook_event_name: 'SessionStart', source: 'compact' })), id)
  t.match(environment.lines.at(-1), '<4>work: its rollover was not asked for: no')
})

t.test('a boundary record that is old is of the compaction before, so the new one has no name yet', here, async t => {
  const { call, boundary, signs } = await stage(t)
  boundary('u1', 600_000)
  await call({ source: 'compact' })
  await call({ source: 'compact', transcript_path: '' })
  t.match(signs(), [{ by: 'hook', kind: 'compact', key: '' }, { by: 'hook', kind: 'compact', key: '' }])
})

t.test('other events tell where the transcript is, and no more', here, async t => {
  const { call, signs, asked, live, id, transcript } = await stage(t)
  for (const fields of [{ source: 'startup' }, { source: 'resume' }, { hook_event_name: 'Stop' }, { hook_event_name: 'PostCompact', source: 'compact' }, { hook_event_name: 'Invented' }]) {
    t.equal(await call(fields), '', JSON.stringify(fields))
    t.same(readHookNews(live, id), { claudeSession: 'claude-1', transcript })
  }
  t.equal(await call({ hook_event_name: 'SessionEnd', session_id: 'claude-9' }), '')
  t.equal(readHookNews(live, id)?.claudeSession, 'claude-1', 'one that goes is not the one that is there')
  t.same([signs(), asked], [[], []])
})

t.test('a call that is so late that it is of an earlier session of Claude’s brings no news, unless Claude went back to that', here, async t => {
  const { environment, call, live, id } = await stage(t)
  const earlier = { claudeSession: 'claude-0', transcript: '/t/claude-0.jsonl' }
  bareSession(t, undefined, { id: 'before', status: 'ended', transcript: earlier.transcript }, environment)
  const record = readSession(live)
  if (record === undefined) return t.fail('no session')
  writeSession(live, { ...record, previous: 'before' })
  const late = { session_id: earlier.claudeSession, transcript_path: earlier.transcript, hook_event_name: 'Stop' }
  await call({})
  const now = readHookNews(live, id)
  await call(late)
  t.same(readHookNews(live, id), now)
  await call({ ...late, hook_event_name: 'SessionStart', source: 'resume' })
  t.same(readHookNews(live, id), earlier)
  await call({})
  t.same(readHookNews(live, id), now, 'a newer one is believed')
})

t.test('a subagent’s call, and one of a Claude Code that a program started beside it, are not the pane’s', here, async t => {
  const { call, signs, asked, live, id, inPane } = await stage(t)
  await call({})
  t.equal(await call({ source: 'compact', agent_id: 'a1' }), '')
  t.equal(await call({ source: 'clear', session_id: 'claude-2' }, { ...inPane, CLAUDE_CODE_ENTRYPOINT: 'sdk-cli' }), '')
  t.equal(await call({ source: 'clear', session_id: '' }), '')
  t.same([signs(), asked, readHookNews(live, id)?.claudeSession], [[], [], 'claude-1'])
  t.not(await call({ source: 'clear', session_id: 'claude-2' }, { ...inPane, CLAUDE_CODE_ENTRYPOINT: 'cli' }), '', 'the one a person started goes on after a clear')
})

t.test('before a compaction the screen’s history is captured, and nothing is said', here, async t => {
  const { call, print, live, id, signs } = await stage(t)
  print(1, 200)
  t.equal(await call({ hook_event_name: 'PreCompact', trigger: 'auto' }), '')
  t.ok((readMarker(live, id)?.total ?? 0) >= 150)
  t.same(signs(), [])
})

t.test('where nobody can be asked for a rollover the sign is noted all the same', here, async t => {
  const { environment, inPane, signs } = await stage(t)
  const input = JSON.stringify({ session_id: 'claude-1', hook_event_name: 'SessionStart', source: 'compact' })
  await hook({ ...environment, askRollover: undefined, env: { ...environment.env, ...inPane } }, input)
  t.match(signs(), [{ by: 'hook', kind: 'compact' }])
})

t.test('a conversation that is resumed hears of its own lineage, not of what another one did in this pane', here, async t => {
  const { environment, call, live, id } = await stage(t)
  bareSession(t, undefined, { id: 'before', status: 'ended', transcript: '/t/claude-0.jsonl' }, environment)
  const record = readSession(live)
  if (record === undefined) return t.fail('no session')
  writeSession(live, { ...record, previous: 'before' })
  writeFileSync(join(live, 'transcript.jsonl'), `${JSON.stringify({ type: 'user', uuid: 'u', timestamp: new Date().toISOString(), message: { content: 'port it to rust' } })}\n`)
  await refreshContext(environment, id)
  await call({ hook_event_name: 'UserPromptSubmit' })
  t.match(await call({ source: 'resume' }), 'port it to rust', 'its own')
  t.match(await call({ source: 'resume', session_id: 'claude-0', transcript_path: '/t/claude-0.jsonl' }), 'port it to rust', 'the one before it')
  t.equal(await call({ source: 'resume', session_id: 'claude-7', transcript_path: '/t/claude-7.jsonl' }), '', "a stranger's")
})
