import t from 'tap'
import { toHandoff } from '../../../src/core/handoff/handoff.js'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const places = { context: '/c.json', transcript: '/t.jsonl', scrollback: '' }

t.test('what is newest comes first; paths are relative; a repeated command is said once, with how it went last', async t => {
  const log = transcriptLines()
  log.did('Edit', { file_path: '/home/me/app/a.ts' })
  log.did('Edit', { file_path: '/tmp/b.ts' })
  log.did('Edit', { file_path: '/home/me/app/a.ts' })
  log.did('Bash', { command: 'make' }, 'Exit code 1\nerror: x', { error: true })
  log.did('Bash', { command: 'ls' })
  log.did('Bash', { command: 'make' })
  const handoff = toHandoff(contextOf(log.text()), places)
  t.match(handoff.filesModified, [{ path: 'a.ts', count: 2 }, { path: '/tmp/b.ts', count: 1 }])
  t.match(handoff.commands, [{ command: 'make', times: 2, outcome: 'ok' }, { command: 'ls', times: 1 }])
})

t.test("a subagent's commands and errors, which are read after all else, stand where they were in time", async t => {
  const log = transcriptLines()
  const late = transcriptLines()
  log.did('Bash', { command: 'first' })
  for (let step = 0; step < 8; step += 1) late.says('…')
  late.did('Bash', { command: 'last' }, 'Exit code 1\nerror: last', { error: true })
  const agent = log.lines.map(line => line.replace('"isSidechain":false', '"isSidechain":true').replaceAll('first', 'of the agent').replaceAll('toolu_1', 'toolu_a').replace('"content":"done"', '"content":"error: of the agent","is_error":true'))
  const handoff = toHandoff(contextOf([...log.lines, ...late.lines, ...agent].map(line => `${line}\n`).join('')), places)
  t.same(handoff.commands.map(({ command }) => command), ['last', 'of the agent', 'first'])
  t.same(handoff.errors.map(({ about }) => about), ['last', 'of the agent'])
})

t.test('what the user ran has no end that was seen, and is told as theirs', async t => {
  const log = transcriptLines()
  log.add({ type: 'user', message: { role: 'user', content: '<bash-input>git status</bash-input>' } })
  t.match(toHandoff(contextOf(log.text()), places).commands, [{ command: 'git status', outcome: 'run by the user' }])
})

t.test('of plans the active one; of todos what is open; of calls and subagents what had not ended', async t => {
  const log = transcriptLines()
  log.did('ExitPlanMode', { plan: 'old' }, 'approved')
  log.refused('ExitPlanMode', { plan: 'bad' }, 'no')
  log.did('ExitPlanMode', { plan: 'good' }, 'approved')
  log.did('TodoWrite', { todos: [{ content: 'a', status: 'completed' }, { content: 'b', status: 'pending' }] })
  log.call('Agent', { description: 'crawl', subagent_type: 'Explore' })
  log.call('Bash', { command: 'sleep 9' })
  const handoff = toHandoff(contextOf(log.text()), places)
  t.match(handoff, { plan: { text: 'good', state: 'active' }, rejectedPlans: [{ text: 'bad' }], todos: [{ text: 'b' }], todosDone: 1, running: ['subagent Explore crawl'], commands: [{ command: 'sleep 9', outcome: 'running' }] })
})

t.test('earlier sessions of the lineage are told in brief', async t => {
  const before = transcriptLines()
  before.typed('build a parser')
  before.typed("No, don't use regexes")
  const handoff = toHandoff(contextOf(''), { ...places, earlier: [contextOf(before.text())] })
  t.same(handoff.earlier, [{ id: 'work', asked: 'build a parser', last: "No, don't use regexes", corrections: ["No, don't use regexes"] }])
  t.notOk('earlier' in handoff.places)
})
