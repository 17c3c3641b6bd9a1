import { writeFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { status } from '../../src/commands/status.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { tokenBudget } from '../../src/core/tokens/token-budget.js'
import { encodeTokenLine } from '../../src/core/tokens/token-line.js'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { ownDirectory } from '../../src/shell/files/own-directory.js'
import { commandStage } from '../helpers/command-stage.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

t.test('says what runs the ticks, whether the pane lives, and how old the last capture is', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const { server, pane, environment, id } = commandStage(t)
  t.same(await status(environment, undefined), [])
  await begin(environment, id, { pane: pane.id })
  t.match(await status(environment, undefined), [{ id, paneLives: true, supervisor: 'nothing runs its ticks', capturedSecondsAgo: Number }])
  for (const directory of [environment.paths.runtime, `${environment.paths.runtime}/${id}`]) ownDirectory(directory, environment.uid)
  const lock = lockDirectory(`${environment.paths.runtime}/${id}`)
  t.match(await status(environment, id), [{ supervisor: 'embedded supervisor' }])
  lock?.release()
  server.tmux('kill-pane', '-t', pane.id)
  t.match(await status(environment, id), [{ paneLives: false }])
  await end(environment, id)
  t.match(await status(environment, id), [{ state: 'ended', supervisor: 'ended', paneLives: false, gaps: 1 }])
  t.same(await status(environment, undefined), [])
  await t.rejects(status(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
})

t.test('the session nearest to its compaction comes first, with source and age', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const stage = commandStage(t)
  const { server, pane, id } = stage
  const time = stage.environment.now()
  const environment = { ...stage.environment, now: () => time }
  const other = parseSessionId('another')
  await begin(environment, id, { pane: pane.id })
  await begin(environment, other, { pane: server.newPane().id })
  t.match(await status(environment, undefined), [{ id: other, tokens: null }, { id, tokens: null }])
  for (const [session, used] of [[other, 20], [id, 90]] as const) {
    for (const directory of [environment.paths.runtime, `${environment.paths.runtime}/${session}`]) ownDirectory(directory, environment.uid)
    writeFileSync(`${environment.paths.runtime}/${session}/token_budget_status`, `${encodeTokenLine(session, tokenBudget({ used, source: 'transcript', at: environment.now().getTime() - 7_000 }, 100, [18]))}\n`)
  }
  t.match(await status(environment, undefined), [{ id, tokens: { remainingPercent: 10, source: 'transcript', secondsAgo: 7, stale: false } }, { id: other, tokens: { remainingPercent: 80 } }])
})
