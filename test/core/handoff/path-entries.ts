import t from 'tap'
import { pathEntries } from '../../../src/core/handoff/path-entries.js'

const files = (count: number, why = '') => Array.from({ length: count }, (_, index) => ({ path: `src/part-${index % 5}/some-file-${index}.ts`, count: index === 0 ? 3 : 1, why }))

t.test('few files with counts and why, more with counts, many by directory', async t => {
  t.strictSame(pathEntries(files(2, 'to mend\nit'), { rank: 3, room: 1_000 }).map(({ text }) => text), ['- src/part-0/some-file-0.ts (3 times): to mend it', '- src/part-1/some-file-1.ts: to mend it'])
  t.equal(pathEntries(files(30, 'to mend it'), { rank: 3, room: 1_000 })[0]?.text, '- src/part-0/some-file-0.ts (3 times)')
  t.match(pathEntries(files(60), { rank: 3, room: 1_000 })[0]?.text, /^- src\/part-0\/: some-file-0\.ts, some-file-5\.ts, /)
})

t.test('files for which there is no room come after what the next steps need', async t => {
  const ranks = pathEntries(files(600), { rank: 3, room: 1_000 }).map(({ rank }) => rank)
  t.equal(ranks[0], 3)
  t.equal(ranks.at(-1), 6.5)
})
