import t from 'tap'
import { UsageError } from '../../src/errors.js'
import { sessionHere } from '../../src/program/session-here.js'
import { inProcess } from '../helpers/in-process.js'

t.test('the session that is named, else the one of the environment; with neither there is none', async t => {
  const env = { HOME: t.testdir({}), CLAUDE_SESSION_ID: 'here' }
  t.equal(sessionHere(inProcess(env), 'work'), 'work')
  t.equal(sessionHere(inProcess(env), undefined), 'here')
  t.throws(() => sessionHere(inProcess({ HOME: env.HOME }), undefined), UsageError)
  t.throws(() => sessionHere(inProcess(env), 'a/b'), UsageError)
})
