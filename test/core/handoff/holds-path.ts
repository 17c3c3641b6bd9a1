import t from 'tap'
import { holdsPath } from '../../../src/core/handoff/holds-path.js'

t.test('a path stands in a text as a whole, not as part of another', async t => {
  for (const text of ['changed src/a.ts.', '`src/a.ts`:12', '(src/a.ts, b)', '"src/a.ts"', 'see ./src/a.ts']) t.ok(holdsPath(text, 'src/a.ts'), text)
  for (const text of ['src/a.tsx', 'lib/src/a.ts', 'xsrc/a.ts', 'src/a.ts.bak', 'src/a.ts/b', 'src/a_ts', 'src/a-ts']) t.notOk(holdsPath(text, 'src/a.ts'), text)
  t.ok(holdsPath('in /p/src/a.ts', 'a.ts', { within: true }))
  t.notOk(holdsPath('in /p/src/data.ts', 'a.ts', { within: true }))
})
