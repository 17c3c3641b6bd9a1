import t from 'tap'
import { parseUnitBlocks } from '../../../src/core/units/parse-unit-blocks.js'

t.test('each unit by its ID, with values that hold anything and properties that come twice', async t => {
  const units = parseUnitBlocks('TimersMonotonic={ OnUnitInactiveUSec=5min ; next_elapse=0 }\nTimersMonotonic={ OnActiveUSec=10s ; next_elapse=1s }\nId=a.timer\nActiveState=active\n\nId=b.service\nActiveState=\n')
  t.same([...units.keys()], ['a.timer', 'b.service'])
  t.equal(units.get('a.timer')?.get('TimersMonotonic'), '{ OnUnitInactiveUSec=5min ; next_elapse=0 }\n{ OnActiveUSec=10s ; next_elapse=1s }')
  t.equal(units.get('b.service')?.get('ActiveState'), '')
  t.equal(parseUnitBlocks('Version=252').get('')?.get('Version'), '252')
  t.equal(parseUnitBlocks('').get('a'), undefined)
})
