import { PassThrough } from 'node:stream'
import t from 'tap'
import { askYes } from '../../../src/shell/terminal/ask-yes.js'

const answer = async (text: string): Promise<{ yes: boolean; shown: string }> => {
  const [input, output] = [new PassThrough(), new PassThrough()]
  input.end(text)
  const yes = await askYes('Really?', input, output)
  return { yes, shown: String(output.read() ?? '') }
}

t.test('only yes is yes', async t => {
  for (const text of ['y\n', 'Y\n', ' yes \n', 'YES\n']) t.match(await answer(text), { yes: true, shown: /^Really\? \[y\/N\] / }, text)
  for (const text of ['\n', 'n\n', 'no\n', 'yesterday\n', 'ok\n', '']) t.match(await answer(text), { yes: false }, JSON.stringify(text))
})
