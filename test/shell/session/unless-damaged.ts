import t from 'tap'
import { BusyError, DataError, IoError } from '../../../src/errors.js'
import { unlessDamaged } from '../../../src/shell/session/unless-damaged.js'

const fail = (error: Error) => (): string => {
  throw error
}

t.test('damage is told and answered for; all else is thrown', async t => {
  const told: string[] = []
  t.equal(unlessDamaged(() => 'yes', 'no', why => told.push(why)), 'yes')
  for (const error of [new DataError('bad data'), new IoError('bad disk')]) t.equal(unlessDamaged(fail(error), 'no', why => told.push(why)), 'no')
  t.same(told, ['bad data', 'bad disk'])
  t.equal(unlessDamaged(fail(new IoError('x')), 'no'), 'no')
  for (const error of [new BusyError('busy'), new TypeError('defect')]) t.throws(() => unlessDamaged(fail(error), 'no'), error)
})
