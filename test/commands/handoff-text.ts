import t from 'tap'
import { handoffText } from '../../src/commands/handoff-text.js'
import { bareSession } from '../helpers/bare-session.js'

t.test('a context that follows another one hears which session that was, and where all of it is kept', async t => {
  const { environment, id } = bareSession(t, undefined)
  for (const source of ['compact', 'clear']) {
    const text = handoffText(environment, id, source)
    for (const told of [id, environment.paths.history, source]) t.match(text, told)
    t.ok(text.length <= 9_500, `${text.length} characters`)
    t.notMatch(text, /^\s*\{/, 'Claude Code takes what begins so for JSON')
  }
})

t.test('one that begins anew, or goes on where it was, hears nothing', async t => {
  const { environment, id } = bareSession(t, undefined)
  for (const source of ['startup', 'resume', 'fork', '', 'invented']) t.equal(handoffText(environment, id, source), '', source)
})
