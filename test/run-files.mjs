/**
 * Runs test files with tap, as many at a time as there are processors, and writes one TAP stream to standard output. All TypeScript is compiled once, before: a runner that
 * compiles in each test's process took a second of processor time a file, which was half of the whole run. In: the files (default: all), `--jobs=N`, `--timeout=seconds`.
 */
import { readdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { build } from 'esbuild'
import t from 'tap'

/** One for each run, so that two may go at once. */
const compiled = `.tap/js-${process.pid}`
const below = folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => `${folder}/${name}`)
const isTest = name => !/^test\/(?:helpers|fixtures|bench)\//.test(name)
/** What waits most goes first, so that nothing long is left for the end, when the other processors are idle. */
const rank = name => ['test/system/', 'test/reliability/', 'test/security/'].findIndex(folder => name.startsWith(folder)) >>> 0

const words = process.argv.slice(2)
const option = (name, otherwise) => Number(words.findLast(word => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const wrong = words.find(word => word.startsWith('-') && !/^--(?:jobs|timeout)=[1-9]\d*$/.test(word))
if (wrong !== undefined) {
  process.stderr.write(`test/run: there is no option ${wrong}; there are --jobs=N and --timeout=SECONDS\n`)
  process.exit(64)
}
const named = words.filter(word => !word.startsWith('-')).map(word => word.replace(/^\.\//, ''))
const files = named.length > 0 ? named : below('test').filter(isTest).sort((one, other) => rank(one) - rank(other) || one.localeCompare(other))

process.on('exit', () => rmSync(compiled, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
await build({ entryPoints: [...below('src'), ...below('test')], outdir: compiled, outbase: '.', format: 'esm', platform: 'node', target: 'node20', sourcemap: true, logLevel: 'warning' })

t.jobs = option('jobs', availableParallelism())
t.setTimeout(0)
for (const file of files) {
  // The file's own clock; without it tap ends a file after 30 s. The one here is for a file that does not heed it.
  const seconds = option('timeout', 600)
  const args = ['--enable-source-maps', `${compiled}/${file.replace(/\.ts$/, '.js')}`]
  // Its standard error is for people who watch; what a failing test says stands in its TAP.
  void t.spawn(process.execPath, args, { timeout: (seconds + 30) * 1000, buffered: t.jobs > 1, env: { ...process.env, TAP: '1', TAP_TIMEOUT: String(seconds) } }, file)
}
