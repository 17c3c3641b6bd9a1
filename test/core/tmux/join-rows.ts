import t from 'tap'
import { joinRows } from '../../../src/core/tmux/join-rows.js'
import type { GridLine } from '../../../src/core/tmux/snapshot.js'
import { seeded } from '../../helpers/seeded.js'

const same = (text: string, end: number): GridLine => ({ text, end })

t.test('5,000 random grids: every line ends behind its last row', async t => {
  const random = seeded(40)
  t.comment(`seed ${random.seed}`)
  let wrong = 0
  for (let run = 0; run < 5_000; run += 1) {
    const width = 1 + random.below(12)
    const joined = Array.from({ length: 1 + random.below(12) }, () => random.pick(['', 'x'.repeat(width), 'y'.repeat(2 * width), 'word '.repeat(random.below(6))]))
    const from = random.below(3) * 100
    const rows: string[] = []
    const ends: number[] = []
    for (const text of joined) {
      for (let at = 0; at === 0 || at < text.length; at += width) rows.push(text.slice(at, at + width))
      ends.push(from + rows.length)
    }
    const lines = joinRows(joined, rows.map(row => row.length), from, same)
    if (lines.map(({ text, end }) => `${end} ${text}`).join('\n') !== joined.map((text, index) => `${ends[index]} ${text}`).join('\n') && (wrong += 1) < 4) {
      t.same(lines.map(({ text, end }) => [text, end]), joined.map((text, index) => [text, ends[index]]), `run ${run}`)
    }
  }
  t.equal(wrong, 0)
})

t.test('an empty row that is left of an erased line belongs to the line before it', async t => {
  t.same(joinRows(['full row!', 'next'], [9, 0, 4], 0, same).map(({ text, end }) => [text, end]), [['full row!', 2], ['next', 3]])
})
