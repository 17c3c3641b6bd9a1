import t from 'tap'
import { roffBold, roffFilled, roffItalic, roffText } from '../../../src/core/text/roff.js'

t.test('what roff would take for its own comes out as it was written', async t => {
  t.equal(roffText('.so /etc/passwd'), '\\&.so /etc/passwd')
  t.equal(roffText("'tis a --flag of ~/.config, \\n \"x\" `y` ^"), '\\(aqtis a \\-\\-flag of \\(ti/.config, \\en \\(dqx\\(dq \\(gay\\(ga \\(ha')
  t.equal(roffText('{"id": …} 🙂'), '{\\(dqid\\(dq: \\[u2026]} \\[u1F642]')
  t.equal(roffBold('-n'), '\\fB\\-n\\fR')
  t.equal(roffItalic('ID'), '\\fIID\\fR')
})

t.test('filled text is cut between words, and no line of it begins a request', async t => {
  const text = `${'word '.repeat(40)}.so it`
  const lines = roffFilled(`${text}\n  and more`)
  t.equal(lines.join(' '), `${text} and more`)
  for (const line of lines) t.ok(line.length <= 80 && !/^[.']/.test(line), line)
  t.same(roffFilled('  .PP\n'), ['\\&.PP'])
  t.same(roffFilled(''), [])
})
