import t from 'tap'
import { decodeExtract, encodeContext } from '../../src/core/context-text.js'
import { parseContext } from '../../src/core/parse-context.js'
import { extractText } from '../helpers/extract-text.js'
import { transcriptLines } from '../helpers/transcript-lines.js'

const head = { id: 'work', directory: '/home/me/app', previous: 'before', from: 'transcript' as const }

const busy = () => {
  const log = transcriptLines()
  log.typed('a "quoted" text\nwith ],\n] and "commands":[ in it,')
  log.did('Bash', { command: 'echo "],"\n]' }, 'x')
  log.did('Write', { file_path: '/home/me/app/odd "name", [1].ts' })
  log.did('TodoWrite', { todos: [{ content: 'x', status: 'pending' }] })
  log.did('ExitPlanMode', { plan: '# Plan\n],' }, 'approved')
  log.call('Agent', { description: 'd' })
  log.compacted('s')
  return log
}

t.test('a context is JSON, and an extraction that comes back from it writes the same bytes', async t => {
  for (const log of [busy(), transcriptLines()]) {
    const state = extractText(log.text())
    const text = encodeContext(head, state)
    const back = decodeExtract(text, head.directory, state.clean)
    for (const [id, call] of state.open) back.open.set(id, call)
    t.equal(encodeContext(head, back), text)
    t.same(JSON.parse(text), parseContext(text))
    t.equal(back.weight, state.weight)
  }
})

t.test('an item stands on a line of its own', async t => {
  const lines = encodeContext(head, extractText(busy().text())).split('\n')
  t.match(lines.find(line => line.startsWith('{"command":"echo')), /"outcome":"ok".*\}$/)
})
