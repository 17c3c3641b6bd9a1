import t from 'tap'
import { decodeExtract, encodeContext } from '../../../src/core/context/context-text.js'
import { parseContext } from '../../../src/core/context/parse-context.js'
import { extractText } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

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
    const bytes = encodeContext(head, state)
    const back = decodeExtract(bytes, head.directory, state.clean)
    for (const [id, call] of state.open) back.open.set(id, call)
    t.equal(encodeContext(head, back).toString(), bytes.toString())
    t.same(JSON.parse(bytes.toString()), parseContext(bytes.toString()))
  }
})

t.test('an item stands on a line of its own', async t => {
  const lines = encodeContext(head, extractText(busy().text())).toString().split('\n')
  t.match(lines.find(line => line.startsWith('{"command":"echo')), /"outcome":"ok".*\}$/)
})

t.test('what is new goes behind what is kept, in a list that had something and in one that had nothing', async t => {
  const log = busy()
  const state = extractText(log.text())
  const back = decodeExtract(encodeContext(head, state), head.directory, state.clean)
  for (const lists of [state.lists, back.lists]) {
    lists.prompts.push('{"text":"new"}')
    lists.decisions.push('{"text":"first"}')
  }
  for (const [id, call] of state.open) back.open.set(id, call)
  t.equal(encodeContext(head, back).toString(), encodeContext(head, state).toString())
  t.match(parseContext(encodeContext(head, back).toString()), { prompts: [{}, { text: 'new' }], decisions: [{ text: 'first' }] })
})

t.test('what is not ours is said to be so', async t => {
  t.throws(() => decodeExtract(Buffer.from('{}'), '/p', text => text), { name: 'SyntaxError' })
})
