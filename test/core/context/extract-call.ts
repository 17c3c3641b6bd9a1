import t from 'tap'
import { contextOf, extractText } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

t.test('a call is open until its result comes', async t => {
  const log = transcriptLines()
  const id = log.call('Grep', { pattern: 'needle', path: 'src' })
  t.match(contextOf(log.text()).running, [{ tool: 'Grep', about: 'needle' }])
  log.result(id, 'found')
  t.same(contextOf(log.text()).running, [])
})

t.test('calls that never end do not heap up, and their commands stay known', async t => {
  const log = transcriptLines()
  for (let index = 0; index < 1_100; index += 1) log.call('Bash', { command: `sleep ${index}` })
  const state = extractText(log.text())
  t.equal(state.open.size, 1_000)
  t.match(state.lists.commands.map(line => JSON.parse(line) as object), Array.from({ length: 100 }, (_, index) => ({ command: `sleep ${index}`, outcome: 'unknown' })))
})

t.test('of a large input nothing is kept that is not asked for', async t => {
  const log = transcriptLines()
  log.call('Write', { file_path: '/home/me/app/a', content: 'x'.repeat(500_000) })
  t.ok(JSON.stringify([...extractText(log.text()).open.values()]).length < 1_000)
})

t.test('a path or command of another type than text is warned of, and is none', async t => {
  const log = transcriptLines()
  log.did('Read', { file_path: 17 })
  log.did('Bash', { command: ['a'] })
  const state = extractText(log.text())
  t.same([...state.filesRead.keys()], [])
  t.same(state.warnings, ['transcript.jsonl line 1: Read without file_path as a text', 'transcript.jsonl line 3: Bash without command as a text'])
})
