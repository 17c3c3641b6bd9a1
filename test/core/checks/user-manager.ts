import t from 'tap'
import { judgeUserManager, type ManagerFacts } from '../../../src/core/checks/user-manager.js'

const well: ManagerFacts = {
  machine: 'systemd', state: 'answers', why: '', version: '252.38-1', running: 'running', unnamed: '', bus: true, user: 'ada', lingers: true, journal: { persistent: true, state: 'readable' }, outdated: false, environment: {},
}
const judge = (more: Partial<ManagerFacts>): [string, string][] => judgeUserManager({ ...well, ...more }).map(({ check, outcome }) => [check, outcome])
const first = (more: Partial<ManagerFacts>): unknown => judgeUserManager({ ...well, ...more })[0]

t.test('all is well', async t => {
  t.same(judge({}), [['user-manager', 'ok'], ['systemd', 'ok'], ['user-bus', 'ok'], ['lingering', 'ok'], ['journal', 'ok']])
  t.match(first({ running: 'degraded' }), { outcome: 'ok' }, 'units of others may fail')
  t.match(first({ running: 'stopping' }), { outcome: 'warning' })
})

t.test('no manager is one finding, which says what goes on without and what to do on such a machine', async t => {
  for (const [machine, outcome, advice] of [['wsl', 'warning', /wsl --shutdown/], ['systemd', 'warning', /enable-linger ada/], ['container', 'notice', /podman/], ['other', 'notice', /nothing/]] as const) {
    const found = judgeUserManager({ ...well, machine, state: 'unreachable', why: 'No medium found' })
    t.match(found, [{ check: 'user-manager', outcome, says: /No medium found.*embedded supervisor/, do: advice }], machine)
    t.equal(found.length, 1)
  }
  t.match(first({ state: 'missing', machine: 'container' }), { outcome: 'notice', says: /systemd is not installed/ })
  t.match(first({ state: 'unreachable', unnamed: '/run/user/1000' }), { outcome: 'warning', do: 'export XDG_RUNTIME_DIR=/run/user/1000' })
  t.same(judge({ state: 'hung' }), [['user-manager', 'warning']])
  t.match(first({ state: 'unreachable', machine: 'systemd', user: "x'; rm -rf ~" }), { do: /enable-linger 'x'\\''; rm -rf ~'$/ }, 'a name is one word of the shell')
})

t.test('what hangs on the manager', async t => {
  const of = (more: Partial<ManagerFacts>, check: string): unknown => judgeUserManager({ ...well, ...more }).find(found => found.check === check)
  t.match(of({ version: '245.4' }, 'systemd'), { outcome: 'warning', says: /249/ })
  t.match(of({ version: '249.11' }, 'systemd'), { outcome: 'ok' })
  t.match(of({ version: '' }, 'systemd'), { outcome: 'unknown' })
  t.match(of({ bus: false }, 'user-bus'), { outcome: 'notice' })
  t.match(of({ lingers: false }, 'lingering'), { outcome: 'warning', do: 'loginctl enable-linger ada' })
  for (const [journal, outcome] of [
    [{ persistent: false, state: 'readable' }, 'notice'],
    [{ persistent: true, state: 'refused' }, 'notice'],
    [{ persistent: true, state: 'missing' }, 'notice'],
    [{ persistent: true, state: 'hung' }, 'unknown'],
  ] as const) t.match(of({ journal }, 'journal'), { outcome }, journal.state)
  t.match(of({ outdated: true }, 'daemon-reload'), { outcome: 'warning', do: /--fix/ })
})
