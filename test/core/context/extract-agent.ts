import t from 'tap'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const agents = (text: string): string[] => contextOf(text).agents.map(({ task, state }) => `${task} ${state}`)

t.test('a subagent runs until its call has a result', async t => {
  const log = transcriptLines()
  const one = log.call('Task', { description: 'search', subagent_type: 'Explore', prompt: 'long' })
  const two = log.call('Agent', { description: 'write', prompt: 'long' })
  t.same(agents(log.text()), ['search running', 'write running'])
  log.result(two, 'found it')
  log.result(one, 'API Error', { error: true })
  t.same(agents(log.text()), ['search failed', 'write done'])
})

t.test('one in the background runs on behind its result, until the news of its end', async t => {
  const log = transcriptLines()
  log.did('Agent', { description: 'crawl', run_in_background: true }, 'Async agent launched successfully.\nagentId: a0f1 (internal)', { result: { status: 'async_launched', agentId: 'a0f1' } })
  t.same(agents(log.text()), ['crawl running'])
  const news = (id: string, status: string): string => `<task-notification>\n<task-id>${id}</task-id>\n<status>${status}</status>\n</task-notification>`
  log.add({ type: 'user', message: { role: 'user', content: news('other', 'completed') } })
  t.same(agents(log.text()), ['crawl running'])
  log.add({ type: 'attachment', attachment: { type: 'queued_command', prompt: news('a0f1', 'completed'), commandMode: 'task-notification' } })
  t.same(agents(log.text()), ['crawl done'])
  t.same(contextOf(log.text()).prompts, [])
})
