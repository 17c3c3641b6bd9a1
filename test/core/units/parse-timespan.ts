import t from 'tap'
import { parseTimespan } from '../../../src/core/units/parse-timespan.js'

t.test('spans as systemd writes them', async t => {
  for (const [text, seconds] of [
    ['0', 0],
    ['5min', 300],
    ['1h 2min 3.5s', 3_723.5],
    ['14min 23.661881s', 863.661881],
    ['200ms', 0.2],
    ['3us', 0.000003],
    ['1d 1h', 90_000],
    ['1month 1w', 3_234_600],
    ['infinity', undefined],
    ['', undefined],
    ['5', undefined],
    ['5 min', undefined],
    ['Wed 2026-11-25 22:32:35 UTC', undefined],
  ] as const) t.equal(parseTimespan(text), seconds, text)
})
