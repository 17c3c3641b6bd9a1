import { readdirSync } from 'node:fs'
import t from 'tap'
import { sessionUnits } from '../../../src/core/units/session-units.js'

t.test('every unit there is for one session, and none of another', async t => {
  const units = sessionUnits('work')
  const files = readdirSync('units').filter(name => name.includes('@.') && !name.endsWith('.d') && !name.includes('failed'))
  for (const file of files) {
    const unit = file.replace('@', '@work')
    t.ok(units.includes(unit), unit)
    if (file.endsWith('.service')) t.ok(units.includes(`claude-session-failed@${unit}.service`), `the failure of ${unit}`)
  }
  t.equal(units.length, files.length + files.filter(file => file.endsWith('.service')).length)
})
