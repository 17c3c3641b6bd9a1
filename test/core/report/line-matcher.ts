import t from 'tap'
import { lineMatcher } from '../../../src/core/report/line-matcher.js'
import { UsageError } from '../../../src/errors.js'

const lines = ['A.b', 'aXb ab', 'none', '🙂🙂', 'a-b [x](y) \\ { } | ^ $ * + ? /']

t.test('an expression finds lines and where in them', async t => {
  t.same(lineMatcher('a.?b')(lines), [{ index: 1, spans: [[0, 3], [4, 6]] }, { index: 4, spans: [[0, 3]] }])
  t.same(lineMatcher('a.b', { ignoreCase: true })(lines).map(({ index }) => index), [0, 1, 4])
  t.same(lineMatcher('^none$')(lines), [{ index: 2, spans: [[0, 4]] }])
  t.same(lineMatcher('x*')(['y']), [{ index: 0, spans: [[0, 0], [1, 1]] }], 'nothing at all is found everywhere')
  t.same(lineMatcher('^.')(['🙂']), [{ index: 0, spans: [[0, 2]] }], 'a character is a character')
})

t.test('fixed, every text finds itself and nothing else', async t => {
  for (const [index, line] of lines.entries()) t.same(lineMatcher(line, { fixed: true })(lines), [{ index, spans: [[0, line.length]] }], line)
  t.same(lineMatcher('a.b', { fixed: true })(lines), [])
  t.same(lineMatcher('a.B', { fixed: true, ignoreCase: true })(lines), [{ index: 0, spans: [[0, 3]] }])
})

t.test('what is no expression is 64, with the way out', async t => {
  t.throws(() => lineMatcher('a('), { exitCode: 64, message: '"a(" is not a regular expression: Unterminated group', hint: /--fixed/ })
  t.throws(() => lineMatcher(''), UsageError)
})
