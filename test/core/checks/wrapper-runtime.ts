import { execFileSync } from 'node:child_process'
import t from 'tap'
import { wrapperRuntime } from '../../../src/core/checks/wrapper-runtime.js'

/** A path quoted by install.sh itself. */
const quoted = (path: string): string => execFileSync('sh', ['-c', '. ./install.sh; quoted "$1"', 'sh', path], { encoding: 'utf8', env: { ...process.env, INSTALL_SH_FUNCTIONS_ONLY: '1' } })

t.test('the runtime as install.sh quotes it, whatever is in its path', async t => {
  for (const path of ['/usr/bin/node', "/home/it's me/node", '/a "b" $c/node', "/''/node"]) {
    t.equal(wrapperRuntime(`#!/bin/sh\nexport NODE_COMPILE_CACHE='x'\nexec ${quoted(path)} "$@"\n`), path)
  }
})

t.test('anything else names none', async t => {
  for (const text of ['', 'exec node "$@"', "exec '/usr/bin/node' --flag \"$@\"", '#!/usr/bin/node\nconsole.log(1)', "# exec '/x' \"$@\""]) t.equal(wrapperRuntime(text), undefined, text)
})
