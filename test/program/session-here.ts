import t from 'tap'
import { UsageError } from '../../src/errors.js'
import { sessionHere } from '../../src/program/session-here.js'
import { bareSession } from '../helpers/bare-session.js'
import { inProcess } from '../helpers/in-process.js'

t.test('the session that is named, else the one of the environment; with neither there is none', async t => {
  const env = { HOME: t.testdir({}), CLAUDE_SESSION_ID: 'here' }
  t.equal(sessionHere(inProcess(env), 'work'), 'work')
  t.equal(sessionHere(inProcess(env), undefined), 'here')
  t.throws(() => sessionHere(inProcess({ HOME: env.HOME }), undefined), UsageError)
  t.throws(() => sessionHere(inProcess(env), 'a/b'), UsageError)
})

t.test('a variable that names a session which has ended gives way to the live session of the pane', async t => {
  const { environment } = bareSession(t, undefined, { id: 'next', pane: { socket: '/s', serverPid: 1, serverStart: 1, id: '%1', version: '3.4' } })
  bareSession(t, undefined, { id: 'old', status: 'ended' }, environment)
  const here = (more: Readonly<Record<string, string>>, id?: string): string => sessionHere(inProcess({ HOME: environment.env.HOME ?? '', ...more }), id)
  const pane = { TMUX: '/s,1,0', TMUX_PANE: '%1' }
  t.equal(here({ ...pane, CLAUDE_SESSION_ID: 'old' }), 'next')
  t.equal(here({ ...pane, CLAUDE_SESSION_ID: 'next' }), 'next')
  t.equal(here({ ...pane, CLAUDE_SESSION_ID: 'old' }, 'old'), 'old', 'what is typed counts')
  t.equal(here({ CLAUDE_SESSION_ID: 'old' }), 'old', 'outside of a pane there is no better one')
  t.throws(() => here({ TMUX: '/s,1,0', TMUX_PANE: '%2' }), /this pane has none/)
  t.throws(() => here({}), /this is not a tmux pane/)
})
