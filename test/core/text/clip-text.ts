import t from 'tap'
import { clipText } from '../../../src/core/text/clip-text.js'

t.test('a short text stays, a long one ends with an ellipsis at its limit', async t => {
  t.equal(clipText('abc', 3), 'abc')
  t.equal(clipText('abcd', 3), 'ab…')
})

t.test('no character is cut in half', async t => {
  t.equal(clipText('a😀bc', 3), 'a…')
  t.equal(clipText('a😀bc', 4), 'a😀…')
})
