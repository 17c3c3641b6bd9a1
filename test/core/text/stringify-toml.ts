import TOML from '@iarna/toml'
import t from 'tap'
import { stringifyToml } from '../../../src/core/text/stringify-toml.js'

t.test('the TOML library reads what was written, with every control character and quote there is', async t => {
  const odd = Array.from({ length: 0x20 }, (_, code) => String.fromCharCode(code)).join('')
  const texts = ['', 'plain', `${odd}${odd}\u007f\u007f`, `"${odd}`, `'"""'''\\`, '\\u0041', '漢字 🙂 \u2028', 'a\n[pane]\nid = 1', '# no comment']
  for (const text of texts) {
    const table = { text, count: 123_456, yes: true, pane: { text, no: false } }
    t.same(TOML.parse(stringifyToml(table)), table, `text ${texts.indexOf(text)}`)
  }
})

t.test('tables stand last, so that no plain key falls into one', async t => {
  t.equal(stringifyToml({ pane: { id: '%0' }, id: 'a' }), 'id = "a"\n\n[pane]\nid = "%0"\n')
})
