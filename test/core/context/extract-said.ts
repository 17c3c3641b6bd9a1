import t from 'tap'
import { contextOf } from '../../helpers/extract-text.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const app = '/home/me/app'

t.test('a correction is said against what was done since the user spoke last, not against what was done before', async t => {
  const log = transcriptLines()
  log.did('Edit', { file_path: `${app}/old.ts` })
  log.typed('Which timeout is it?')
  log.says('It is 30 seconds.')
  log.typed("No, that's wrong, it is 3.")
  log.did('Edit', { file_path: `${app}/new.ts` })
  log.typed('No, not in that file')
  t.same(contextOf(log.text()).corrections.map(({ against: { said, did } }) => [said, did]), [
    ['It is 30 seconds.', []],
    ['It is 30 seconds.', [`Edit ${app}/new.ts`]],
  ])
})

t.test('two corrections in a row are said against the same', async t => {
  const log = transcriptLines()
  log.did('Edit', { file_path: `${app}/a.ts` })
  log.typed('No, not in that file')
  log.typed('Wrong file.')
  t.same(contextOf(log.text()).corrections.map(({ against: { did } }) => did), [[`Edit ${app}/a.ts`], [`Edit ${app}/a.ts`]])
})

t.test('why a file was changed is what Claude said of it, and nothing that it said long before', async t => {
  const log = transcriptLines()
  log.says('The parser is wrong.\n\nNow I mend the parser:')
  log.did('Read', { file_path: `${app}/parser.ts` })
  log.did('Edit', { file_path: `${app}/parser.ts` })
  log.did('Bash', { command: 'npm test' })
  log.did('Edit', { file_path: `${app}/after-command.ts` })
  log.says('And the lexer.')
  log.refused('Edit', { file_path: `${app}/lexer.ts` })
  log.did('Edit', { file_path: `${app}/after-refusal.ts` })
  log.says('Done.')
  log.typed('Now rename it')
  log.did('Edit', { file_path: `${app}/after-prompt.ts` })
  t.same(contextOf(log.text()).filesModified.map(({ path, why }) => [path, why]), [
    [`${app}/parser.ts`, 'Now I mend the parser'],
    [`${app}/after-command.ts`, undefined],
    [`${app}/after-refusal.ts`, undefined],
    [`${app}/after-prompt.ts`, undefined],
  ])
})
