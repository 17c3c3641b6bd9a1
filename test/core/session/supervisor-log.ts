import t from 'tap'
import { supervisorLog } from '../../../src/core/session/supervisor-log.js'

t.test('it is a file of the session, by the name that the README gives it', async t => {
  t.equal(supervisorLog, 'supervisor.log')
})
