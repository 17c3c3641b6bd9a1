import t from 'tap'
import { cleanText } from '../../../src/core/text/clean-text.js'

t.test('lines stay lines, and no control survives', async t => {
  t.equal(cleanText('one\r\ntwo\rthree \u001b[31mred\u001b[0m\0\n', true), 'one\ntwo\nthree red')
})

t.test('secrets are replaced line by line unless that is off', async t => {
  const text = 'curl it\nAuthorization: Bearer abcdefghijklmnopqrstuvwxyz012345'
  t.match(cleanText(text, true), /^curl it\n.*\[redacted:/)
  t.equal(cleanText(text, false), text)
  t.equal(cleanText(cleanText(text, true), true), cleanText(text, true))
})
