import t from 'tap'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const states = (text: string): [string, string][] => contextOf(text).plans.map(plan => [plan.text, plan.state])

t.test('an accepted plan is active until another is accepted', async t => {
  const log = transcriptLines()
  log.did('ExitPlanMode', { plan: 'one' }, 'User has approved your plan. You can now start coding.')
  t.same(states(log.text()), [['one', 'active']])
  log.did('ExitPlanMode', { plan: 'two' }, 'User has approved your plan.')
  t.same(states(log.text()), [['one', 'superseded'], ['two', 'active']])
})

t.test('a rejected plan says why and leaves the active one', async t => {
  const log = transcriptLines()
  log.did('ExitPlanMode', { plan: 'one' }, 'User has approved your plan.')
  log.refused('ExitPlanMode', { plan: 'two' }, 'too big, do only the parser')
  t.match(contextOf(log.text()).plans, [{ state: 'active' }, { state: 'rejected', said: 'too big, do only the parser' }])
})

t.test('a plan without an answer waits, and the next one supersedes it', async t => {
  const log = transcriptLines()
  log.call('ExitPlanMode', { plan: 'one' })
  t.same(states(log.text()), [['one', 'proposed']])
  log.call('ExitPlanMode', { plan: 'two' })
  t.same(states(log.text()), [['one', 'superseded'], ['two', 'proposed']])
})

t.test('a plan that only the result tells is taken from there', async t => {
  const log = transcriptLines()
  log.did('ExitPlanMode', {}, 'User has approved your plan.', { result: { plan: 'the plan', filePath: '/home/me/.claude/plans/x.md' } })
  t.match(contextOf(log.text()).plans, [{ text: 'the plan', file: '/home/me/.claude/plans/x.md', state: 'active' }])
})

t.test('an active plan is done when all there was to do since has been done', async t => {
  const log = transcriptLines()
  log.did('TodoWrite', { todos: [{ content: 'before', status: 'completed' }] })
  log.did('ExitPlanMode', { plan: 'one' }, 'User has approved your plan.')
  t.same(states(log.text()), [['one', 'active']], 'not by what was done before')
  log.did('TodoWrite', { todos: [{ content: 'a', status: 'completed' }, { content: 'b', status: 'in_progress' }] })
  t.same(states(log.text()), [['one', 'active']])
  log.did('TodoWrite', { todos: [{ content: 'a', status: 'completed' }, { content: 'b', status: 'completed' }] })
  t.same(states(log.text()), [['one', 'done']])
})
