import t from 'tap'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

t.test('a changed file says what Claude said before', async t => {
  const log = transcriptLines()
  log.says('The parser is wrong.\n\nNow I mend the parser:')
  log.did('Edit', { file_path: '/home/me/app/parser.ts' })
  t.match(contextOf(log.text()).filesModified, [{ why: 'Now I mend the parser' }])
})

t.test('an error keeps its text, cut where it is long', async t => {
  const log = transcriptLines()
  log.did('Bash', { command: 'make' }, `Exit code 2\n${'x'.repeat(9_000)}`, { error: true })
  const [error] = contextOf(log.text()).errors
  t.match(error, { tool: 'Bash', about: 'make', text: /^Exit code 2\nx+…$/ })
  t.equal(error?.text.length, 1_000)
})

t.test('a result counts once, and one without a call not at all', async t => {
  const log = transcriptLines()
  const id = log.call('Edit', { file_path: '/home/me/app/a.ts' })
  log.result(id, 'done')
  log.result(id, 'done')
  log.result('toolu_unknown', 'done')
  t.match(contextOf(log.text()).filesModified, [{ count: 1 }])
  t.equal(contextOf(log.text()).filesModified.length, 1)
})

t.test('a file of the project that a command has written is modified, when the command went well', async t => {
  const log = transcriptLines('/home/me/app/web')
  log.did('Bash', { command: "cat > src/a.ts <<'EOF'\nx\nEOF" }, '')
  log.did('Bash', { command: 'make > /tmp/log; echo x > ../../other/b' }, '')
  log.did('Bash', { command: 'echo x > c.ts' }, 'Exit code 1\nno', { error: true })
  log.refused('Bash', { command: 'echo x > d.ts' })
  t.match(contextOf(log.text()).filesModified, [{ path: '/home/me/app/web/src/a.ts', by: ['Bash'] }])
  t.equal(contextOf(log.text()).filesModified.length, 1)
})
