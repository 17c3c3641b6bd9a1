import t from 'tap'
import { isEmptyContext } from '../../../src/core/context/is-empty-context.js'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

t.test('a context is empty until something was asked or done', async t => {
  t.ok(isEmptyContext(contextOf('')))
  const began = transcriptLines()
  began.compacted('what was before')
  t.ok(isEmptyContext(contextOf(began.text())))
  const asked = transcriptLines()
  asked.typed('go on')
  const done = transcriptLines()
  done.did('Bash', { command: 'make' })
  for (const log of [asked, done]) t.notOk(isEmptyContext(contextOf(log.text())))
})
