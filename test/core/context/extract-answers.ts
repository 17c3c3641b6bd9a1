import t from 'tap'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

t.test('an answer is a decision of the user, with the question; from the record or, where it has none, from the text', async t => {
  const log = transcriptLines()
  const questions = [{ question: 'Which database?', header: 'DB', options: [{ label: 'Postgres', description: '' }] }]
  log.did('AskUserQuestion', { questions }, 'User has answered your questions: "Which database?"="Postgres".', { result: { questions, answers: { 'Which database?': 'Postgres', 'Which ports?': ['80', '443'] } } })
  log.did('AskUserQuestion', { questions }, 'User has answered your questions: "Which cache?"="none, keep it simple". You can now continue')
  t.match(contextOf(log.text()).decisions, [
    { who: 'answer', question: 'Which database?', text: 'Postgres' },
    { who: 'answer', question: 'Which ports?', text: '80, 443' },
    { who: 'answer', question: 'Which cache?', text: 'none, keep it simple' },
  ])
})

t.test('a question that was not answered decides nothing', async t => {
  const log = transcriptLines()
  log.refused('AskUserQuestion', { questions: [] })
  t.same(contextOf(log.text()).decisions, [])
})

t.test('a note that the user added to an answer is its reason', async t => {
  const log = transcriptLines()
  log.did('AskUserQuestion', {}, '', { result: { answers: { 'Which database?': 'DuckDB', 'Which cache?': 'none' }, annotations: { 'Which database?': { notes: 'only for the reports' }, 'Which cache?': 7 } } })
  t.match(contextOf(log.text()).decisions, [{ text: 'DuckDB', reason: 'only for the reports' }, { text: 'none', reason: '' }])
})
