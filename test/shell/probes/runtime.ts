import { chmodSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { probeRuntime } from '../../../src/shell/probes/runtime.js'

const self = { path: '/n', version: 'v1' }

t.test('the runtime that the installed script names is asked for its version', async t => {
  const top = t.testdir({})
  const command = `${top}/claude-session`
  const probe = (runtime: string): ReturnType<typeof probeRuntime> => {
    writeFileSync(command, `#!/bin/sh\nexec '${runtime}' "$@"\n`)
    return probeRuntime({ PATH: process.env.PATH }, self, command)
  }
  t.same(await probeRuntime({}, self, command), self, 'nothing is installed')
  t.match(await probe(process.execPath), { ...self, installed: { runtime: process.execPath, version: process.version, state: 'runs' } })
  t.match(await probe(`${top}/gone/node`), { installed: { state: 'missing', version: undefined } })
  writeFileSync(`${top}/node`, '#!/bin/sh\nexit 1\n')
  chmodSync(`${top}/node`, 0o755)
  t.match(await probe(`${top}/node`), { installed: { state: 'fails' } })
  chmodSync(`${top}/node`, 0o644)
  t.match(await probe(`${top}/node`), { installed: { state: 'fails' } })
  writeFileSync(command, '#!/bin/sh\nexec node "$@"\n')
  t.match(await probeRuntime({}, self, command), { installed: { runtime: undefined } })
})
