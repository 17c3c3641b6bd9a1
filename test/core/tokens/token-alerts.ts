import t from 'tap'
import { tokenAlerts } from '../../../src/core/tokens/token-alerts.js'
import { seeded } from '../../helpers/seeded.js'

const usual = [18, 16, 14, 12]

t.test('each threshold is announced when it is reached, once', async t => {
  let announced: readonly number[] = []
  const told: number[] = []
  for (const percent of [40, 19, 18, 18, 17, 16, 15, 14, 13, 12, 11, 0]) {
    const alerts = tokenAlerts(percent, usual, announced)
    announced = alerts.announced
    if (alerts.announce !== undefined) told.push(alerts.announce)
  }
  t.same(told, usual)
})

t.test('several crossed at once announce only the lowest, and none of them later', async t => {
  const first = tokenAlerts(13, usual, [])
  t.same(first, { announce: 14, announced: [18, 16, 14] })
  t.same(tokenAlerts(17, usual, first.announced), { announce: undefined, announced: [18, 16, 14] })
  t.same(tokenAlerts(12, usual, first.announced), { announce: 12, announced: usual })
})

t.test('an unknown share and no thresholds announce nothing, and forget nothing', async t => {
  t.same(tokenAlerts(undefined, usual, [18]), { announce: undefined, announced: [18] })
  t.same(tokenAlerts(1, [], [18]), { announce: undefined, announced: [18] })
})

t.test('however the share goes up and down, nothing is told twice and what is told has been reached', async t => {
  const random = seeded(3)
  t.comment(`seed ${random.seed}`)
  for (let round = 0; round < 500; round += 1) {
    let announced: readonly number[] = []
    const told: number[] = []
    for (let step = 0; step < 30; step += 1) {
      const percent = random.below(30)
      const alerts = tokenAlerts(percent, usual, announced)
      announced = alerts.announced
      if (alerts.announce !== undefined && percent > alerts.announce) t.fail(`${alerts.announce} at ${percent}`)
      if (alerts.announce !== undefined) told.push(alerts.announce)
    }
    if (new Set(told).size !== told.length) t.fail(told.join())
  }
  t.pass('500 sessions')
})
