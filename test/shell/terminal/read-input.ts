import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { buildSync } from 'esbuild'
import { repository } from '../../helpers/fresh-home.js'

const dir = t.testdir({})
buildSync({ stdin: { contents: `import { readInput } from './src/shell/terminal/read-input.js'; process.stdout.write(String(readInput(10).length))`, resolveDir: repository, loader: 'ts' }, bundle: true, platform: 'node', format: 'cjs', outfile: join(dir, 'read.cjs') })
const program = `'${process.execPath}' '${join(dir, 'read.cjs')}'`
const sh = (script: string): string => spawnSync('sh', ['-c', script], { encoding: 'utf8', timeout: 20_000 }).stdout

t.test('input is read to its end, and no further than allowed', async t => {
  t.equal(sh(`printf 12345 | ${program}`), '5')
  t.equal(sh(`(printf 12; sleep 0.2; printf 345) | ${program}`), '5')
  t.equal(sh(`yes | ${program}`), '10')
  t.equal(sh(`${program} </dev/null`), '0')
})

t.test('a closed input is an empty one or an error that says so', async t => {
  t.match(sh(`${program} <&- 2>/dev/null || echo refused`), /^(?:0|refused)/)
})
