import t from 'tap'
import { namesSession } from '../../../src/core/session/names-session.js'

t.test('an ID as a whole word, also in the name of a unit and at the end of a sentence', async t => {
  for (const text of ['work: captured', 'goes on as work', 'claude-session@work.service: failed', 'claude-session-token@work.timer', 'it is work.', '(work)', 'homework, work']) t.ok(namesSession(text, 'work'), text)
  for (const text of ['', 'work-2: captured', 'homework', 'work.2: captured', 'my-work', 'a.work', 'works', 'work_1']) t.notOk(namesSession(text, 'work'), text)
  t.ok(namesSession('a.b: x', 'a.b'))
  t.notOk(namesSession('axb: x', 'a.b'))
})
