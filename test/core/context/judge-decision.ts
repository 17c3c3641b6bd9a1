import t from 'tap'
import { judgeDecision } from '../../../src/core/context/judge-decision.js'

const none = { isDecision: false, decision: '', reason: '' }

t.test('a user decides, and the reason is found in the sentence or behind it', async t => {
  t.same(judgeDecision("let's use Postgres instead of SQLite because of the writers"), {
    isDecision: true,
    decision: "let's use Postgres instead of SQLite because of the writers",
    reason: "let's use Postgres instead of SQLite because of the writers",
  })
  t.same(judgeDecision('Thanks. We decided to drop IE11.  It would cost us two weeks. Go on!'), { isDecision: true, decision: 'We decided to drop IE11.', reason: 'It would cost us two weeks.' })
  t.same(judgeDecision('go with option 2'), { isDecision: true, decision: 'go with option 2', reason: '' })
  t.same(judgeDecision('ok, option B please').decision, 'ok, option B please')
})

t.test('a resolution decides where it is argued for, in its own sentence or the next', async t => {
  t.same(judgeDecision('ok drop IE11, nobody uses it'), { isDecision: true, decision: 'ok drop IE11, nobody uses it', reason: 'ok drop IE11, nobody uses it' })
  t.ok(judgeDecision('do it with a queue. Because the webhook has to answer in 3s.').isDecision)
  for (const text of ['drop the table', 'do it with a queue', 'maybe drop IE11, nobody uses it', 'not sure, we drop IE11 since nobody uses it']) t.same(judgeDecision(text), none, text)
})

t.test('Claude chooses, when it says why or over what', async t => {
  const text = 'The clock is mocked too late.\n\nI\'ll inject the clock instead of patching `Date`, because patches leak.\n\n- update 4 tests'
  t.same(judgeDecision(text).decision, "I'll inject the clock instead of patching `Date`, because patches leak.")
  t.ok(judgeDecision("I'm going with execFile over exec.").isDecision)
  t.same(judgeDecision("I'll read the file first."), none)
  t.same(judgeDecision("I'll rename the function."), none)
  t.same(judgeDecision("I'll use grep to find the callers, because there are many."), none)
})

t.test('a question, a quotation, code and a next step decide nothing', async t => {
  for (const text of ['should we use kafka or rabbitmq?', "let's use redis?", '> we decided to use xml\nwhy?', '```\nuse option 2\n```', "let's run the tests", "let's see", 'who decided to use xml here', 'this is slow because the index is missing', 'this is not what we agreed on', '']) {
    t.same(judgeDecision(text), none, text)
  }
})

t.test('what is returned stands in the text', async t => {
  const text = '- ok. \t“So”\r\n- We  decided:  use   tabs!  \n- Because spaces   are too wide.'
  const { decision, reason } = judgeDecision(text)
  t.not(decision, '')
  t.not(reason, '')
  t.ok(text.includes(decision), decision)
  t.ok(text.includes(reason), reason)
})

t.test('a decision is known in other languages', async t => {
  for (const text of ['wir nehmen Postgres, weil es sein muss', 'on a décidé de garder REST', 'vamos a usar postgres', 'usiamo postgres', 'decidimos usar postgres', 'we gaan voor postgres', 'zdecydowaliśmy się na postgresa', '我们决定用postgres', 'postgresを使うことにしました']) t.ok(judgeDecision(text).isDecision, text)
})
