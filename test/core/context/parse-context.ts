import t from 'tap'
import { encodeContext } from '../../../src/core/context/context-text.js'
import { newExtractState } from '../../../src/core/context/extract-state.js'
import { parseContext } from '../../../src/core/context/parse-context.js'

const text = encodeContext({ id: 'work', directory: '/p', previous: '', from: 'scrollback' }, newExtractState('/p', value => value)).toString()

t.test('what is no context of this schema is none', async t => {
  t.match(parseContext(text), { schema: 1, id: 'work', from: 'scrollback' })
  for (const wrong of ['', '{', '[]', 'null', text.slice(0, -3), text.replace('"schema":1', '"schema":2'), text.replace('"todos":[]', '"todos":7'), text.replace('"prompts":[]', '"x":[]')]) t.equal(parseContext(wrong), undefined, wrong.slice(0, 40))
})
