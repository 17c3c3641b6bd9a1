/** How the source is cut up, held by the source itself: who may import whom, what stays pure, how long a file gets, where its test is. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import t from 'tap'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => `src/${name}`).sort()
const sources = new Map(files.map(file => [file, readFileSync(file, 'utf8')]))

/** The command line and the fast doors to a few commands: they run and export nothing. */
const doors = ['src/cli.ts', 'src/tick.ts', 'src/hook.ts', 'src/statusline.ts']

/** Source files without a test of the same name. Empty, or a reason stands here. */
const untested: readonly string[] = []

/** Comments and the insides of plain strings are no code. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
const withoutStrings = (text: string): string => code(text).replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
const imports = (file: string): string[] =>
  [...code(sources.get(file) ?? '').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts') : name,
  )
const inside = (layer: string): string[] => files.filter(file => file.startsWith(`src/${layer}/`))
const offenders = (where: readonly string[], wrong: (file: string) => readonly string[]): string[] => where.flatMap(file => wrong(file).map(what => `${file}: ${what}`))

t.test('core imports nothing but core, the errors, two pure modules of Node and the TOML parser', async t => {
  const allowed = (name: string): boolean => /^src\/(core\/|errors\.ts$)/.test(name) || ['node:crypto', 'node:path/posix', '@iarna/toml'].includes(name)
  t.same(offenders(inside('core'), file => imports(file).filter(name => !allowed(name))), [])
})

t.test('core takes time, chance and the environment as arguments', async t => {
  const impure = /\b(?:Date\.now|new Date\(\)|performance\.|process\.|Math\.random|randomBytes|randomUUID|setTimeout|console\.|require\()/g
  t.same(offenders(inside('core'), file => withoutStrings(sources.get(file) ?? '').match(impure) ?? []), [])
})

t.test('shell knows no command, and core neither', async t => {
  t.same(offenders([...inside('shell'), ...inside('core')], file => imports(file).filter(name => /^src\/(?:commands|program)\/|^src\/cli\.ts$/.test(name))), [])
})

t.test('a command does not know how it is typed', async t => {
  t.same(offenders(inside('commands'), file => imports(file).filter(name => name.startsWith('src/program/') || name === 'commander')), [])
})

t.test('only the four doors touch exit codes, arguments and the output', async t => {
  t.same(offenders(files.filter(file => !doors.includes(file)), file => withoutStrings(sources.get(file) ?? '').match(/process\.(?:exit|exitCode|argv|stdout)\b/g) ?? []), [])
})

t.test('no source file is longer than 249 lines', async t => {
  const lengths = files.map(file => (sources.get(file) ?? '').split('\n').length - 1).sort((one, other) => one - other)
  t.comment(`${files.length} files, ${lengths.reduce((sum, length) => sum + length, 0)} lines, median ${lengths[Math.floor(lengths.length / 2)]}, longest ${lengths.at(-1)}`)
  t.same(files.filter(file => (sources.get(file) ?? '').split('\n').length > 250), [])
})

t.test('a file is called after what it exports', async t => {
  const pascal = (name: string): string => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
  // Files about one thing with several verbs, none of which is the thing itself.
  const several = ['errors', 'rare-lines', 'gap-file', 'pane-option']
  t.same(
    offenders(files, file => {
      const name = posix.basename(file, '.ts')
      const text = code(sources.get(file) ?? '')
      const exported = [...text.matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm)].map(([, found = '']) => found.toLowerCase())
      const types = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, found = '']) => found.toLowerCase())
      if (exported.length === 0 && types.length === 0) return doors.includes(file) ? [] : ['nothing is exported']
      if (several.includes(name)) return []
      const wanted = pascal(name).toLowerCase()
      // A file of two opposite functions (encode and decode, read and write) is called after what both are about.
      const about = [...exported, ...types].some(found => found === wanted || found.includes(wanted) || wanted.includes(found.replace(/^(?:encode|decode|read|write|format|parse)/, '')))
      return about ? [] : [`exports ${[...exported, ...types].join(', ')}`]
    }),
    [],
  )
})

t.test('every source file has a test of its name', async t => {
  const missing = files.filter(file => !existsSync(file.replace(/^src\//, 'test/')) && !untested.includes(file))
  t.same(missing, [])
  t.same(untested.filter(file => existsSync(file.replace(/^src\//, 'test/'))), [], 'no exception that is none any more')
})

t.test('no default export, no empty catch, no catch without its error, no file of leftovers', async t => {
  const bad = /^export default\b|\bcatch\s*(?:\([^)]*\)\s*)?\{\s*\}|\bcatch\s*\{/gm
  t.same(offenders(files, file => withoutStrings(sources.get(file) ?? '').match(bad) ?? []), [])
  t.same(files.filter(file => /(?:^|[/-])(?:utils?|helpers?|misc|common|index)\.ts$/.test(file)), [])
})

t.test('every tmux format is a constant of a core/**/parse-*.ts, with nothing put into it (S3)', async t => {
  const formats = (file: string): string[] => code(sources.get(file) ?? '').split('\n').filter(line => line.includes('#{'))
  t.same(offenders(files.filter(file => !/^src\/core\/[\w-]+\/parse-[\w-]+\.ts$/.test(file)), formats), [], 'outside of core/**/parse-*.ts')
  for (const file of files.filter(name => formats(name).length > 0)) {
    for (const line of formats(file)) t.match(line, /^(?:export const \w+ = | {2})'[^'`+$]*'$/, file)
  }
  t.same(
    offenders(files, file => (code(sources.get(file) ?? '').match(/'-[FpI]',\s*(?:`|'[^']*'\s*\+)|(?:paneFormat|panesFormat|clientsFormat)\s*[+}`]/g) ?? []).filter(found => !found.endsWith('}'))),
    [],
    'no format is built',
  )
  // One constant place, whose header says why what it puts in is harmless.
  const runs = (file: string): readonly string[] => code(sources.get(file) ?? '').match(/\b(?:run-shell|if-shell)\b/g) ?? []
  t.same(offenders(files.filter(file => file !== 'src/core/tmux/pane-died-hook.ts'), runs), [], 'nothing that expands what it is given')
  t.same(runs('src/core/tmux/pane-died-hook.ts'), ['run-shell'])
})
