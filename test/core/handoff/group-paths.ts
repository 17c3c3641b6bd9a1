import t from 'tap'
import { groupPaths, groupedIn } from '../../../src/core/handoff/group-paths.js'

t.test('names of one directory go on a line, and are found again', async t => {
  const paths = ['src/b.ts', 'x.md', 'src/a.ts', 'src/core/c d.ts', ...Array.from({ length: 40 }, (_, index) => `deep/er/${index}.ts`)]
  const groups = groupPaths(paths)
  t.equal(groups[0]?.line, 'src/: b.ts, a.ts')
  t.same(groupedIn(`text\n${groups.map(({ line }) => `- ${line}`).join('\n')}\n`), new Set(paths))
  t.ok(groups.every(({ line }) => line.length < 400), 'no line is too long to find room')
})
