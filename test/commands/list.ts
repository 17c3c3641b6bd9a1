import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { list, summarize } from '../../src/commands/list.js'
import { status } from '../../src/commands/status.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { DataError } from '../../src/errors.js'
import { writeTrouble } from '../../src/shell/session/trouble-file.js'
import { bareSession } from '../helpers/bare-session.js'
import { commandStage } from '../helpers/command-stage.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

t.test('live sessions first, then the ended ones, with what was captured', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const { server, pane, environment, print } = commandStage(t)
  print(1, 100)
  await begin(environment, parseSessionId('a-ended'), { pane: pane.id })
  await end(environment, parseSessionId('a-ended'))
  await begin(environment, parseSessionId('b-live'), { pane: pane.id })
  writeTrouble(environment.paths.runtime, 'b-live', 'trouble', environment.uid)
  t.match(list(environment), [
    { id: 'b-live', state: 'live', project: 'home', pane: `${server.socket} ${pane.id}`, ended: '', trouble: 'trouble', captured: /^\d{4}-/ },
    { id: 'a-ended', state: 'ended', lines: 100, parts: 1, gaps: 0, trouble: '', ended: /^\d{4}-/ },
  ])
})

t.test('none at all is an empty list; a directory without session.toml is left out', async t => {
  t.same(list(inProcess({ HOME: t.testdir({}) })), [])
  t.equal(summarize(inProcess({ CLAUDE_SESSION_HOME: t.testdir({ sessions: { work: {} } }) }), parseSessionId('work')), undefined)
})

t.test('a damaged session hides no other: it is listed with what is wrong', async t => {
  const { environment } = bareSession(t, undefined)
  for (const id of ['broken', 'past']) writeFileSync(join(bareSession(t, undefined, { id, status: id === 'past' ? 'ended' : 'live' }, environment).directory, 'session.toml'), '= nonsense')
  const trouble = /session\.toml is not valid TOML: [^]*Mend or move it away/
  t.match(list(environment), [{ id: 'broken', state: 'live', directory: '', trouble }, { id: 'work', state: 'live', directory: '/home/me/app', trouble: '' }, { id: 'past', state: 'ended', trouble }])
  t.match(await status(environment, undefined), [{ id: 'broken', pane: '', paneLives: false, trouble }, { id: 'work', trouble: '' }])
  t.throws(() => summarize(environment, parseSessionId('broken')), DataError)
  const { directory } = bareSession(t, undefined, { id: 'closed' }, environment)
  rmSync(join(directory, 'session.toml'))
  mkdirSync(join(directory, 'session.toml'))
  t.match(list(environment), [{ id: 'broken' }, { id: 'closed', trouble: /session\.toml is not a regular file/ }, { id: 'work' }, { id: 'past' }], 'nor does one that cannot be read')
})
