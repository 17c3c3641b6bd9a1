import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { resolvePaths } from '../../../src/core/paths.js'
import { probeState } from '../../../src/shell/probes/state.js'

const uid = process.getuid?.() ?? 0

t.test('what is there, what is safe, what is free, and nothing is made or changed', async t => {
  const top = t.testdir({})
  const home = join(top, 'home')
  mkdirSync(home)
  const paths = resolvePaths({ HOME: home, XDG_RUNTIME_DIR: join(top, 'run') })
  const probe = (shared = top) => probeState(paths, uid, ['a warning'], shared)
  t.match(probe(), { root: paths.root, nearest: home, writable: true, unsafe: [], configuration: ['a warning'], refused: '' })
  t.ok((probe().free?.bytes ?? 0) > 0)
  mkdirSync(paths.root, { recursive: true, mode: 0o755 })
  t.match(probe(), { nearest: paths.root, unsafe: [] }, 'one that others can read is closed by whoever uses it')
  chmodSync(paths.root, 0o777)
  symlinkSync('/tmp', paths.sessions)
  t.match(probe(), { unsafe: [`others can write to ${paths.root}`, `${paths.sessions} is not a directory`] })
  t.match(probeState(paths, uid + 1, [], top).unsafe[0], /belongs to user/)
  t.match(probe(join(top, 'none')), { refused: /none is not a directory/ })
})
