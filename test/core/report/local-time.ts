import t from 'tap'
import { localTime } from '../../../src/core/report/local-time.js'

t.test("it is the reader's own clock that counts", async t => {
  const before = process.env.TZ
  t.teardown(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })
  for (const [zone, time] of [['UTC', '2026-11-23 16:07:08'], ['Asia/Tokyo', '2026-11-24 01:07:08'], ['America/New_York', '2026-11-23 11:07:08']] as const) {
    process.env.TZ = zone
    t.equal(localTime(Date.parse('2026-11-23T16:07:08.900Z')), time)
  }
})
