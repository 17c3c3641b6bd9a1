import t from 'tap'
import { recurs } from '../../../src/core/capture/recurs.js'
import type { Snapshot } from '../../../src/core/tmux/snapshot.js'

const snapshot = (texts: readonly string[]): Snapshot => ({
  state: { serverPid: 1, serverStart: 1, pane: '%0', dead: false, width: 80, height: 10, historySize: texts.length, historyLimit: 100, alternate: false, activity: 0, version: '3.3a' },
  from: 0,
  lines: texts.map((text, index) => ({ text, end: index + 1 })),
})
const numbers = (count: number, period = count): string[] => Array.from({ length: count }, (_, index) => `line ${index % period}`)

t.test('what comes round again recurs wherever one looks, whatever its period', async t => {
  for (const period of [1, 2, 7, 16, 20]) for (const index of [30, 45, 60]) t.ok(recurs(snapshot(numbers(60, period)), index), `period ${period} at ${index}`)
})

t.test('different lines do not, and a few equal ones in front of them do not either', async t => {
  t.notOk(recurs(snapshot(numbers(60)), 40))
  t.notOk(recurs(snapshot([...Array<string>(50).fill('ok'), ...numbers(10)]), 58))
  t.notOk(recurs(snapshot([...numbers(15), ...numbers(30)]), 20), 'fifteen equal lines are not sixteen')
})

t.test('where nothing stands before the place, nothing is claimed', async t => {
  t.notOk(recurs(snapshot(numbers(60, 1)), 0))
  t.notOk(recurs(snapshot(numbers(60, 1)), 1), 'the first line may be a part of one')
})
