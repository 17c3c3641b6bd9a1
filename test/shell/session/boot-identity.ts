import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { readProcessStat } from '../../../src/shell/processes/read-process-stat.js'
import { bootIdentity } from '../../../src/shell/session/boot-identity.js'
import { bare } from '../../helpers/bare.js'
import { scratch } from '../../helpers/fresh-home.js'
import { needs } from '../../helpers/needs.js'
import { userManagerProblem } from '../../helpers/user-manager.js'
import { buildSync } from 'esbuild'
import { join } from 'node:path'

t.test('it names the boot by the kernel’s ID and the first process, and stays the same', async t => {
  t.equal(bootIdentity(), `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${readProcessStat(1)?.start}`)
  t.equal(bootIdentity(), bootIdentity())
})

t.test('a container that starts has another, though the kernel does not start with it', needs(userManagerProblem()), async t => {
  const directory = scratch(t)
  const script = join(directory, 'identity.cjs')
  buildSync({ stdin: { contents: "import { bootIdentity } from './src/shell/session/boot-identity.js'; console.log(bootIdentity())", resolveDir: '.' }, bundle: true, platform: 'node', format: 'cjs', outfile: script })
  const [program = '', ...args] = bare('unshare')
  const inside = execFileSync(program, [...args, '--mount', '--pid', '--fork', '--mount-proc', 'sh', '-c', `'${process.execPath}' '${script}'; :`], { encoding: 'utf8' }).trim()
  t.match(inside, /^[0-9a-f-]{36}\/\d+$/)
  t.not(inside, bootIdentity())
})
