import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { tokenTick } from '../../src/commands/token-tick.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { writeStatusLine } from '../../src/shell/tokens/status-line-file.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const model = 'claude-opus-4-5'

/** A live session whose transcript a test writes, and a place for the joint file that is nobody else's. */
const tokenStage = async (t: Test) => {
  const stage = commandStage(t)
  const shm = join(stage.server.directory, 'shm')
  mkdirSync(shm)
  const environment = { ...stage.environment, env: { ...stage.environment.env, CLAUDE_SESSION_SHM: shm } }
  const { id, live, pane, server } = stage
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) throw new Error('no session')
  const transcript = join(server.directory, 'transcript.jsonl')
  writeSession(live, { ...record, transcript })
  const records: string[] = []
  const add = (more: object): void => {
    records.push(JSON.stringify({ timestamp: new Date(environment.now().getTime() - 60_000 + records.length).toISOString(), ...more }))
    writeFileSync(transcript, `${records.join('\n')}\n`)
  }
  const answer = (used: number): void => add({ type: 'assistant', message: { id: `m${records.length}`, model, usage: { input_tokens: used } } })
  const read = (directory: string): string => readFileSync(join(directory, 'token_budget_status'), 'utf8')
  const option = (name: string): string => server.tmux('show-options', '-p', '-v', '-q', '-t', pane.id, name)
  const logged = (): string[] => environment.lines.splice(0).filter(line => !line.startsWith('<6>'))
  logged()
  return { ...stage, environment, shm, add, answer, option, logged, own: () => read(`${environment.paths.runtime}/${id}`), joint: () => read(shm), tick: () => tokenTick(environment, id) }
}

t.test('a tick tells the pane, the runtime directory and the joint file', here, async t => {
  const { id, answer, add, option, own, joint, tick, logged } = await tokenStage(t)
  await tick()
  t.match(own(), /^session=work used=unknown limit=unknown remaining=unknown remaining_percent=unknown level=unknown source=unknown at=unknown\n$/)
  t.equal(option('@claude_tokens'), '#[dim]context unknown#[default]')
  answer(42_184)
  await tick()
  t.match(own(), /^session=work used=42184 limit=200000 remaining=157816 remaining_percent=79 level=ok source=transcript at=20\d\d-\S+Z\n$/)
  t.equal(joint(), own())
  t.equal(option('@claude_tokens'), '#[fg=green]79% context left, 42k of 200k#[default]')
  t.equal(option('@claude_tokens_short'), '#[fg=green]79%#[default]')
  add({ type: 'system', subtype: 'compact_boundary', compactMetadata: { preTokens: 42_184, postTokens: 9_000 } })
  await tick()
  t.match(own(), /used=9000 limit=200000 .* source=compact /)
  t.same(logged(), [], 'and has nothing to tell in the journal')
  t.equal(id, 'work')
})

t.test('what has not changed is told once, not at every tick', here, async t => {
  const { answer, environment, tick } = await tokenStage(t)
  const told = async (): Promise<number> => {
    await tick()
    return environment.lines.splice(0).filter(line => line.startsWith('<6>work: ')).length
  }
  t.same([await told(), await told(), await told()], [1, 0, 0])
  answer(42_184)
  t.same([await told(), await told()], [1, 0])
})

t.test('a session that rolls over leaves the footer to the next one', here, async t => {
  const { live, answer, option, tick, logged } = await tokenStage(t)
  answer(42_184)
  await tick()
  const record = readSession(live)
  if (record !== undefined) writeSession(live, { ...record, next: 'next' })
  answer(190_000)
  await tick()
  t.equal(option('@claude_tokens'), '#[fg=green]79% context left, 42k of 200k#[default]')
  t.same(logged(), [], 'and has no alert')
})

t.test('each alert comes once, several at once are one, with rising priority', here, async t => {
  const { answer, tick, logged } = await tokenStage(t)
  const told: string[][] = []
  for (const used of [163_999, 164_000, 165_000, 168_000, 172_000, 176_000, 199_000, 30_000, 190_000]) {
    answer(used)
    await tick()
    told.push(logged().map(line => line.replace(/ of Claude.*\(/, ' (')))
  }
  t.same(told, [[], ['<5>work: 18% (at or below 18%)'], [], ['<4>work: 16% (at or below 16%)'], ['<4>work: 14% (at or below 14%)'], ['<3>work: 12% (at or below 12%)'], [], [], []])
  const other = await tokenStage(t)
  other.answer(175_000)
  await other.tick()
  t.match(other.logged().join('\n'), /^<4>work: 13% of Claude's context left: 25k of 200k tokens \(at or below 14%\)$/, 'in a new session they come again')
})

t.test('the status line\'s window is remembered, its figure is not believed for longer than it is the newest', here, async t => {
  const { environment, id, answer, own, tick } = await tokenStage(t)
  const report = { claudeSession: 's', transcript: '', model: 'claude-opus-4-5[1m]', used: 50_000, limit: 500_000 }
  writeStatusLine(environment.paths.runtime, id, { ...report, at: 1 }, environment.uid)
  await tick()
  t.match(own(), /used=50000 limit=500000 .* source=statusline /)
  answer(100_000)
  await tick()
  t.match(own(), /used=100000 limit=500000 .* source=transcript /)
  writeStatusLine(environment.paths.runtime, id, { ...report, model: 'other', limit: undefined, at: 2 }, environment.uid)
  await tick()
  t.match(own(), /used=100000 limit=500000 /)
})

t.test('the settings decide about thresholds, Claude\'s own about a smaller window', here, async t => {
  const { environment, server, answer, own, tick, logged } = await tokenStage(t)
  const home = server.env.HOME ?? ''
  for (const directory of ['.config/claude-session', '.claude']) mkdirSync(join(home, directory), { recursive: true })
  writeFileSync(join(home, '.config/claude-session/config.toml'), 'alerts = [50]\n')
  writeFileSync(join(home, '.claude/settings.json'), '{"autoCompactWindow":120000}')
  answer(60_000)
  await tick()
  t.match(own(), /used=60000 limit=120000 remaining=60000 remaining_percent=50 level=critical /)
  t.match(logged().join('\n'), /^<3>[^\n]*at or below 50%\)$/)
  t.equal(environment.lines.length, 0)
})

t.test('without any other source the pane\'s reminder counts, since it was first seen', here, async t => {
  const { pane, own, tick } = await tokenStage(t)
  pane.write('⏺ Done.\r\n<system-reminder>Token usage: 164000/200000; 36000 remaining</system-reminder>\r\n')
  await tick()
  const first = own()
  t.match(first, /used=164000 limit=200000 remaining=36000 remaining_percent=18 level=notice source=pane at=20/)
  await tick()
  t.equal(own(), first)
})

t.test('a joint file that is not ours is left alone, which is said once', here, async t => {
  const { shm, server, own, tick, logged } = await tokenStage(t)
  mkdirSync(join(shm, 'token_budget_status'))
  await tick()
  await tick()
  const said = logged()
  t.equal(said.length, 1)
  t.match(said[0], /^<4>work: token budgets are in \S+ only: \S+ is not a regular file$/)
  t.match(own(), /^session=work /)
  t.ok(existsSync(server.socket))
})

t.test('a pane that is gone, and rows that would be lost, bring a capture before its time', here, async t => {
  const { server, pane, environment, id, print, tick } = await tokenStage(t)
  const asked = join(server.directory, 'asked')
  const asking = { ...environment, self: ['sh', '-c', 'echo "$@" >>"$0"', asked] }
  const calls = (): string => (existsSync(asked) ? readFileSync(asked, 'utf8') : '')
  await tokenTick(asking, id)
  print(1, 2_500)
  await tokenTick(asking, id)
  await until('a capture is asked for', () => calls().endsWith('\n'))
  t.equal(calls(), 'capture-tick work\n', 'and was not, before there was anything to lose')
  server.tmux('kill-pane', '-t', pane.id)
  await tick()
})

t.test('busy is 75, unknown is 64', here, async t => {
  const { environment, live, tick } = await tokenStage(t)
  await t.rejects(tokenTick(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no live session none' })
  const lock = lockDirectory(live)
  await t.rejects(tick(), { exitCode: 75, message: /at work/ })
  lock?.release()
  await tick()
})
