import t from 'tap'
import { judgeInstallation, type InstallationFacts } from '../../../src/core/checks/installation.js'

const units = { directory: '/h/.local/share/systemd/user', missing: [], different: [], shadowed: [], found: 10 }
const well: InstallationFacts = { command: '/h/.local/bin/claude-session', state: 'runs', installed: '0.1.0', version: '0.1.0', inPath: true, units }

t.test('the command', async t => {
  t.same(judgeInstallation(well, '252').map(({ check, outcome }) => [check, outcome]), [['command', 'ok'], ['units', 'ok']])
  for (const [more, outcome, says] of [
    [{ state: 'missing', units: { ...units, found: 0 } }, 'notice', /not installed/],
    [{ state: 'missing' }, 'problem', /the installed units call it/],
    [{ state: 'dangling' }, 'problem', /leads to nothing/],
    [{ state: 'foreign' }, 'warning', /not the link/],
    [{ installed: '0.0.9' }, 'warning', /version 0\.0\.9, and this is 0\.1\.0/],
    [{ installed: undefined }, 'ok', /./],
  ] as const) t.match(judgeInstallation({ ...well, ...more }, '252')[0], { check: 'command', outcome, says }, JSON.stringify(more))
})

t.test('its units', async t => {
  const judge = (more: Partial<typeof units>, systemd = '252', state: InstallationFacts['state'] = 'runs'): unknown => judgeInstallation({ ...well, state, units: { ...units, ...more } }, systemd)[1]
  t.match(judge({ found: 0 }), { check: 'units', outcome: 'warning', says: /not installed/ })
  t.match(judge({ found: 0 }, '252', 'missing'), { outcome: 'notice' })
  t.match(judge({ missing: ['a.service', 'b', 'c', 'd'] as never }), { outcome: 'warning', says: /a\.service, b, c and 1 more/ })
  t.match(judge({ different: ['a.timer'] as never }), { outcome: 'warning', says: /a\.timer/, do: /drop-ins/ })
  t.match(judge({ shadowed: ['/h/.config/systemd/user/a.timer'] as never }), { outcome: 'notice', says: /come before/ })
  const dropIn = { missing: ['claude-session-capture@.service.d/10-restart-direct.conf'] as never }
  t.match(judge(dropIn, '252'), { outcome: 'ok' }, 'which an older systemd is not given')
  t.match(judge(dropIn, ''), { outcome: 'ok' })
  t.match(judge(dropIn, '255.4'), { outcome: 'warning' })
  t.same(judgeInstallation({ command: '/c', state: 'runs', installed: undefined, version: '1', inPath: true }, '').map(({ check }) => check), ['command'], 'a program without units says nothing of them')
})

t.test('the way to it', async t => {
  t.match(judgeInstallation({ ...well, inPath: false }, '252')[2], { check: 'path', outcome: 'notice', do: /export PATH/ })
  t.notOk(judgeInstallation({ ...well, inPath: false, state: 'missing' }, '252').some(({ check }) => check === 'path'))
})
