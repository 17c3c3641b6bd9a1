import t from 'tap'
import { judgeRuntime, type RuntimeFacts } from '../../../src/core/checks/runtime.js'

const self = { path: '/usr/bin/node', version: 'v20.17.0' }
const installed = (more: Partial<NonNullable<RuntimeFacts['installed']>>): RuntimeFacts => ({ ...self, installed: { script: '/x/claude-session', runtime: '/usr/bin/node', version: 'v24.1.0', state: 'runs', ...more } })

t.test('the Node.js of this process', async t => {
  t.match(judgeRuntime(self), [{ check: 'node', outcome: 'ok', says: /20\.17\.0/ }])
  t.match(judgeRuntime({ ...self, version: 'v20.16.0' }), [{ check: 'node', outcome: 'problem', says: /older than 20\.17/, do: /install/ }])
})

t.test('the Node.js of the installed command', async t => {
  for (const [more, outcome, says] of [
    [{}, 'ok', /24\.1\.0/],
    [{ state: 'missing', version: undefined }, 'problem', /is gone: \/usr\/bin\/node/],
    [{ state: 'fails', version: undefined }, 'problem', /does not run/],
    [{ state: 'hung', version: undefined }, 'unknown', /did not answer/],
    [{ version: 'v18.1.0' }, 'problem', /v18\.1\.0 and older/],
    [{ runtime: undefined }, 'warning', /does not name/],
    [{ runtime: '/home/u/.nvm/versions/node/v22.1.0/bin/node' }, 'notice', /nvm's/],
    [{ runtime: '/home/u/.asdf/installs/nodejs/22.1.0/bin/node' }, 'notice', /asdf's/],
    [{ runtime: '/home/u/.local/share/claude-session/node/24.21.0/bin/node' }, 'ok', /24/],
  ] as const) {
    const found = judgeRuntime(installed(more))[1]
    t.match(found, { check: 'runtime', outcome, says }, JSON.stringify(more))
    if (outcome === 'problem') t.match(found?.do, /install\.sh/)
  }
})
