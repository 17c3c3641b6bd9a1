import { spawnSync } from 'node:child_process'
import t from 'tap'
import { limitGarbage } from '../../../src/shell/context/limit-garbage.js'

const grown = (before: string): number =>
  Number(
    spawnSync(process.execPath, ['-e', `${before}; let kept = []; for (let i = 0; i < 4e5; i += 1) { kept.push({ i }); if (kept.length > 1e5) kept = [] }
      console.log(require('v8').getHeapSpaceStatistics().find(space => space.space_name === 'new_space').space_size)`], { encoding: 'utf8' }).stdout,
  )

t.test('the young generation stays small', async t => {
  t.doesNotThrow(limitGarbage)
  const [free, held] = [grown(''), grown("require('v8').setFlagsFromString('--semi-space-growth-factor=1')")]
  t.ok(held > 0 && held < free / 2, `${held} bytes against ${free}`)
})
