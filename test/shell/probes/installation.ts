import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { probeInstallation } from '../../../src/shell/probes/installation.js'
import { put } from '../../helpers/fresh-home.js'

t.test('the command through install.sh\'s links, and its units', async t => {
  const home = t.testdir({})
  const data = join(home, '.local/share/claude-session')
  const command = join(home, '.local/bin/claude-session')
  const script = join(data, 'versions/0.1.0-abc/lib/claude-session.cjs')
  const probe = (env = { PATH: '/bin' }) => probeInstallation(env, home, script, '0.1.0')
  t.match(probe(), { state: 'missing', installed: undefined, inPath: false })
  put(script, '')
  put(join(data, 'versions/0.1.0-abc/bin/claude-session'), '#!/bin/sh\n')
  for (const [name, text] of [['claude-session@.service', 'a'], ['claude-session-capture@.timer', 'b'], ['claude-session-capture@.service.d/10-x.conf', 'c']] as const) put(join(data, 'versions/0.1.0-abc/units', name), text)
  symlinkSync('versions/0.1.0-abc', join(data, 'current'))
  mkdirSync(join(home, '.local/bin'))
  symlinkSync('../share/claude-session/current/bin/claude-session', command)
  t.match(probe(), { state: 'dangling' }, 'a script that may not be run')
  chmodSync(join(data, 'versions/0.1.0-abc/bin/claude-session'), 0o755)
  t.match(probe({ PATH: `/bin:${home}/.local/bin/` }), { state: 'runs', installed: '0.1.0', inPath: true, units: { found: 0, missing: ['claude-session-capture@.service.d/10-x.conf', 'claude-session-capture@.timer', 'claude-session@.service'] } })

  const units = join(home, '.local/share/systemd/user')
  put(join(units, 'claude-session@.service'), 'a')
  put(join(units, 'claude-session-capture@.timer'), 'changed')
  put(join(units, 'other.service'), '')
  put(join(home, '.config/systemd/user/claude-session@.service'), 'mine')
  t.match(probe(), { units: { directory: units, found: 2, missing: ['claude-session-capture@.service.d/10-x.conf'], different: ['claude-session-capture@.timer'], shadowed: [join(home, '.config/systemd/user/claude-session@.service')] } })

  rmSync(join(data, 'current'))
  t.match(probe(), { state: 'dangling' })
  rmSync(command)
  writeFileSync(command, '')
  t.match(probe(), { state: 'foreign' })
  t.equal(probeInstallation({}, home, '', '0.1.0').units, undefined, 'a program that does not know where it stands has no units')
})
