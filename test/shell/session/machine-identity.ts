import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import t from 'tap'
import { machineIdentity } from '../../../src/shell/session/machine-identity.js'

t.test('the machine-id, where there is one, and the host name', async t => {
  const id = existsSync('/etc/machine-id') ? readFileSync('/etc/machine-id', 'utf8').trim() : ''
  t.equal(machineIdentity(), `${/^[0-9a-f]{32}$/.test(id) ? id : ''}/${hostname()}`)
})
