import { mkdirSync, writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { handoffText } from '../../src/commands/handoff-text.js'
import { refreshContext } from '../../src/commands/refresh-context.js'
import { rollover } from '../../src/commands/rollover.js'
import { historyDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

const record = (fields: object): string => `${JSON.stringify({ uuid: `u-${JSON.stringify(fields).length}`, timestamp: new Date().toISOString(), cwd: '/x', sessionId: 's', ...fields })}\n`
const correction = "No, don't use tabs here, use two spaces as everywhere else"

/** A live session whose transcript's copy holds a prompt, a correction and an edit. */
const stage = async (t: Test) => {
  const staged = commandStage(t)
  const { pane, environment, id, live } = staged
  await begin(environment, id, { pane: pane.id })
  const edit = { type: 'tool_use', id: 'call', name: 'Edit', input: { file_path: '/x/src/app.ts', old_string: 'a', new_string: 'b' } }
  writeFileSync(
    `${live}/transcript.jsonl`,
    record({ type: 'user', message: { role: 'user', content: 'indent the file app.ts' } }) +
      record({ type: 'assistant', message: { id: 'm', content: [edit] } }) +
      record({ type: 'user', message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call', content: 'done' }] }, toolUseResult: { filePath: '/x/src/app.ts' } }) +
      record({ type: 'user', message: { role: 'user', content: correction } }),
    { mode: 0o600 },
  )
  return staged
}

t.test('after a compaction or a clear the new context hears what this session was told, verbatim, and where the rest is', here, async t => {
  const { environment, id } = await stage(t)
  for (const source of ['compact', 'clear']) {
    const text = await handoffText(environment, id, source)
    for (const told of [id, correction, 'src/app.ts', 'transcript.jsonl']) t.match(text, told)
    t.ok(text.length <= 9_500, `${text.length} characters`)
    t.notMatch(text, /^\s*\{/, 'Claude Code takes what begins so for JSON')
  }
})

t.test('what the project’s last session left is told at a start, once', here, async t => {
  const { environment, id, pane } = await stage(t)
  await end(environment, id, { keepUnits: true })
  const next = parseSessionId('next')
  await begin(environment, next, { pane: pane.id })
  t.match(await handoffText(environment, next, 'startup'), correction)
  t.equal(await handoffText(environment, next, 'startup'), '')
})

t.test('a session that lives, or of another project, leaves nothing to a start', here, async t => {
  const { environment, id, server } = await stage(t)
  await handoffText(environment, id, 'compact')
  const other = parseSessionId('other')
  mkdirSync(`${server.directory}/elsewhere`)
  await begin(environment, other, { pane: server.newPane().id, project: `${server.directory}/elsewhere` })
  t.equal(await handoffText(environment, other, 'startup'), '')
  for (const source of ['fork', '', 'invented']) t.equal(await handoffText(environment, id, source), '', source)
})

t.test('what was told before a clear is told at a start when the cleared context ended without a word, once', here, async t => {
  const { environment, id, pane, live } = await stage(t)
  noteSign(live, id, { by: 'hook', kind: 'clear', at: Date.now(), key: 'claude-2', rolled: 0 })
  await rollover(environment, id)
  const after = parseSessionId(readSession(historyDirectory(environment.paths, id))?.next ?? '')
  await end(environment, after, { keepUnits: true })
  const next = parseSessionId('next')
  await begin(environment, next, { pane: pane.id })
  t.match(await handoffText(environment, next, 'startup'), correction)
  t.equal(await handoffText(environment, next, 'startup'), '')
})

t.test('a resumed context is told where the files of its session are now', here, async t => {
  const { environment, id, live } = await stage(t)
  await refreshContext(environment, id)
  t.match(await handoffText(environment, id, 'resume'), `${live}/context.json`)
})

t.test('where nothing is known, a resumed context hears nothing, and after a boundary it hears where the files are', here, async t => {
  const { environment, id, pane } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  await refreshContext(environment, id)
  t.equal(await handoffText(environment, id, 'resume'), '')
  t.match(await handoffText(environment, id, 'clear'), 'context.json')
})
