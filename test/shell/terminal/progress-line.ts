import t from 'tap'
import { progressLine } from '../../../src/shell/terminal/progress-line.js'

t.test('from the third second on, ten times a second at most, on one line that is taken away', async t => {
  let now = 1_000
  const written: string[] = []
  const show = progressLine(() => now, { terminal: true, write: text => void written.push(text) })
  show('first')
  now += 1_999
  show('still quick')
  show('')
  t.same(written, [])
  now += 1
  show('slow')
  show('at once')
  now += 100
  show('x'.repeat(500))
  show('')
  show('')
  t.same(written, ['\r\u001b[Kslow', `\r\u001b[K${'x'.repeat(100)}`, '\r\u001b[K'])
})

t.test('where nobody looks, nothing', async t => {
  let now = 0
  const show = progressLine(() => (now += 10_000), { terminal: false, write: () => t.fail('nothing is written') })
  for (const text of ['a', 'b', '']) show(text)
  t.ok(true)
})
