import t from 'tap'
import { judgeState, type StateFacts } from '../../../src/core/checks/state.js'

const gb = 1024 ** 3
const well: StateFacts = {
  root: '/s', unsafe: [], nearest: '/s', writable: true, free: { bytes: 10 * gb, inodes: 1e6, allInodes: 2e6 }, configuration: [], userSettings: '/c/config.toml', refused: '', runtime: '/r', shared: '/dev/shm',
}
const of = (more: Partial<StateFacts>, check: string): unknown => judgeState({ ...well, ...more }).find(found => found.check === check)

t.test('all is well', async t => {
  t.same(judgeState(well).map(({ check, outcome }) => [check, outcome]), [['state-directory', 'ok'], ['disk-space', 'ok'], ['configuration', 'ok'], ['token-budget', 'ok']])
})

t.test('the directory: unsafe, not writable, not made yet', async t => {
  t.match(of({ unsafe: ['others can write to /s', '/s/history belongs to user 7'] }, 'state-directory'), { outcome: 'problem', says: 'others can write to /s; /s/history belongs to user 7' })
  t.match(of({ writable: false }, 'state-directory'), { outcome: 'problem', says: '/s cannot be written to' })
  t.match(of({ writable: false, nearest: '/' }, 'state-directory'), { outcome: 'problem', says: '/s cannot be made: / cannot be written to' })
  t.match(of({ nearest: '/' }, 'state-directory'), { outcome: 'ok', says: /will be made/ })
})

t.test('space and inodes', async t => {
  const free = (bytes: number, inodes = 1e6, allInodes = 2e6): Partial<StateFacts> => ({ free: { bytes, inodes, allInodes } })
  for (const [bytes, outcome, says] of [[gb, 'ok', /^1 GB/], [gb - 1, 'warning', /^1023 MB/], [100 * 1024 ** 2, 'warning', /^100 MB/], [100 * 1024 ** 2 - 1, 'problem', /^99 MB/], [0, 'problem', /^0 MB/]] as const) {
    t.match(of(free(bytes), 'disk-space'), { outcome, says }, String(bytes))
  }
  for (const [inodes, outcome] of [[9_999, 'warning'], [99, 'problem']] as const) t.match(of(free(gb, inodes), 'inodes'), { outcome })
  t.equal(of(free(gb, 10_000), 'inodes'), undefined)
  t.equal(of(free(gb, 0, 0), 'inodes'), undefined, 'a file system that counts none')
  t.match(of({ free: undefined }, 'disk-space'), { outcome: 'unknown' })
})

t.test('configuration and the joint file', async t => {
  const many = judgeState({ ...well, configuration: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }).filter(({ check }) => check === 'configuration')
  t.equal(many.length, 6)
  t.match(many.at(-1), { outcome: 'warning', says: '2 more of this kind' })
  t.match(of({ refused: '/dev/shm/token_budget_status belongs to user 7' }, 'token-budget'), { outcome: 'notice', says: /in \/r only: .* user 7/ })
})
