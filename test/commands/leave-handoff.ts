import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { leaveHandoff } from '../../src/commands/leave-handoff.js'
import { sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('the project is left a hand-off of this session, and at a boundary its context as it stood', here, async t => {
  const { environment, id, pane, live } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  writeFileSync(`${live}/transcript.jsonl`, `${JSON.stringify({ type: 'user', uuid: 'u', timestamp: new Date().toISOString(), message: { content: 'port it to rust' } })}\n`)
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  const project = `${environment.paths.projects}/${record.project}`
  await leaveHandoff(environment, id, record, { boundary: false })
  t.match(JSON.parse(readFileSync(`${project}/.session-management/handoff.json`, 'utf8')), { from: id })
  t.match(readFileSync(`${project}/.session-management/handoff.md`, 'utf8'), 'port it to rust')
  t.notOk(existsSync(`${project}/.session-context/pre-compaction-${id}.json`))
  await leaveHandoff(environment, id, record, { boundary: true })
  t.match(JSON.parse(readFileSync(`${project}/.session-context/pre-compaction-${id}.json`, 'utf8')), { id })
})

t.test('a context that cannot be written is said and keeps nobody from ending', here, async t => {
  const { environment, id, pane, live } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  mkdirSync(`${live}/context.json`)
  await leaveHandoff(environment, id, record, { boundary: true })
  t.ok(environment.lines.some(line => line.startsWith(`<3>${id}: the context for the next session was not written`)), environment.lines.join('\n'))
})

t.test('a session in which Claude was not used leaves alone what another has left', here, async t => {
  const { environment, id, pane, live, server } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  writeFileSync(`${live}/transcript.jsonl`, `${JSON.stringify({ type: 'user', uuid: 'u', timestamp: new Date().toISOString(), message: { content: 'port it to rust' } })}\n`)
  const idle = parseSessionId('idle')
  await begin(environment, idle, { pane: server.newPane().id })
  for (const each of [id, idle]) {
    const record = readSession(sessionDirectory(environment.paths, each))
    if (record !== undefined) await leaveHandoff(environment, each, record, { boundary: false })
  }
  const project = `${environment.paths.projects}/${readSession(live)?.project}`
  t.match(JSON.parse(readFileSync(`${project}/.session-management/handoff.json`, 'utf8')), { from: id })
  t.match(readFileSync(`${project}/.session-management/handoff.md`, 'utf8'), 'port it to rust')
})
