import t from 'tap'
import { fillSections, type Section } from '../../../src/core/handoff/fill-sections.js'
import { seeded } from '../../helpers/seeded.js'

const section = (title: string, ...entries: [number, string][]): Section => ({ title, entries: entries.map(([rank, text]) => ({ rank, text })), rest: left => `(${left} more)` })

t.test('all of it when there is room, in the order of reading', async t => {
  t.equal(fillSections('head\n', [section('One', [2, 'a'], [1, 'b']), section('Two'), section('Three', [0, 'c'])], '\nend\n', 1_000), 'head\n\n## One\na\nb\n\n## Three\nc\n\nend\n')
})

t.test('what ranks first is taken first, and what is left out is counted', async t => {
  const text = fillSections('', [section('Less', [9, 'x'.repeat(80)], [9, 'y'.repeat(80)]), section('More', [1, 'z'.repeat(80)])], '', 160)
  t.match(text, /^\n## Less\n\(2 more\)\n\n## More\nz{80}\n$/)
})

t.test('one that does not fit is left out whole, and a shorter one behind it is taken', async t => {
  const text = fillSections('', [section('One', [1, 'long '.repeat(50)], [1, 'short'])], '', 100)
  t.match(text, /short\n\(1 more\)/)
  t.notMatch(text, /long/)
})

t.test('the newest may be said last', async t => {
  t.equal(fillSections('', [{ ...section('One', [1, 'new'], [1, 'old']), reversed: true }], '', 100), '\n## One\nold\nnew\n')
})

t.test('it is never longer than it may be, and never cuts an entry', async t => {
  const { below, seed } = seeded(1)
  for (let run = 0; run < 2_000; run += 1) {
    const sections = Array.from({ length: below(6) }, (_, at) => section(`S${at}`, ...Array.from({ length: below(12) }, (): [number, string] => [below(5), `<${'w'.repeat(below(120))}>`])))
    const longest = 60 + below(900)
    const text = fillSections('head\n', sections, 'tail\n', longest)
    if (text.length > longest) t.fail(`${text.length} > ${longest}, seed ${seed}`)
    for (const line of text.split('\n')) if (line.startsWith('<') && !line.endsWith('>')) t.fail(`cut: ${line}, seed ${seed}`)
  }
  t.pass()
})
