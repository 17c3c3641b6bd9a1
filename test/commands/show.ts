import { rmSync } from 'node:fs'
import t from 'tap'
import { refreshContext } from '../../src/commands/refresh-context.js'
import { showContext, showHandoff } from '../../src/commands/show.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { contextFile } from '../../src/shell/context/context-file.js'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { bareSession } from '../helpers/bare-session.js'
import { needs } from '../helpers/needs.js'
import { transcriptLines } from '../helpers/transcript-lines.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('flock'))
const log = transcriptLines()
log.typed('one')

t.test('of a live session as it is now, of a busy one as it was left', here, async t => {
  const { id, directory, environment } = bareSession(t, log.text())
  const lock = lockDirectory(directory)
  await t.rejects(showContext(environment, id, { waitSeconds: 0 }), { exitCode: 65, message: 'work has no context that can be read' })
  lock?.release()
  t.match(await showContext(environment, id), { prompts: [{ text: 'one' }] })
  const again = lockDirectory(directory)
  t.match(await showContext(environment, id, { waitSeconds: 0 }), { prompts: [{ text: 'one' }] })
  again?.release()
})

t.test('of an ended one as it ended; without one it is 65, without a session 64', here, async t => {
  const { id, directory, environment } = bareSession(t, log.text(), { status: 'ended' })
  await refreshContext(environment, id)
  t.match(await showContext(environment, id), { id: 'work' })
  rmSync(contextFile(directory))
  await t.rejects(showContext(environment, id), { exitCode: 65, message: 'work has no context that can be read' })
  await t.rejects(showContext(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
})

t.test('what the next context would hear is told with the paths as they are', here, async t => {
  const live = bareSession(t, log.text())
  t.match(await showHandoff(live.environment, live.id), { from: 'work', goal: { first: { text: 'one' } }, places: { context: `${live.directory}/context.json` } })
  const ended = bareSession(t, log.text(), { id: 'over', status: 'ended' })
  await t.rejects(showHandoff(ended.environment, ended.id), { exitCode: 65, message: 'over has no context that can be read' })
  await refreshContext(ended.environment, ended.id)
  t.match(await showHandoff(ended.environment, ended.id), { places: { context: `${ended.directory}/context.json` } })
})
