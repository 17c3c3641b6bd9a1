/**
 * Builds the fast doors: dist/tick.cjs, dist/hook.cjs, dist/statusline.cjs, and what the first two share: dist/late.cjs, dist/errors.cjs. Node's compile cache keeps only functions that were compiled with their file, and V8
 * compiles a function with its file when parentheses stand around it; any other it compiles when it is first called, in every run again, which was a tenth of
 * what a tick cost. So parentheses are set around the functions that every run calls: those of the files below. What is not listed works as well, and is only slower.
 */
import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import typescript from 'typescript'

const sources = (...lines) => lines.flatMap(names => names.split(' ').map(name => `src/${name}.ts`))

const doors = {
  tick: sources(
    'tick errors real-environment',
    'commands/append-filling commands/capture-live commands/capture-session commands/capture-tick commands/claude-may-be-here',
    'commands/log-capture commands/observe-pane',
    'core/align core/boundary core/capture-line core/claude-directories core/clean-line',
    'core/fingerprint core/hash-line core/join-rows core/locate-by-position core/looks-like-claude core/marker core/other-places core/parse-process-stat core/parse-snapshot core/part-name',
    'core/paths core/pending core/plan-capture core/redact-context-rules core/redact-line core/redact-rules core/session-id core/settings',
    'core/split-parts core/tail',
    'shell/append-parts shell/bare-environment shell/boundary-file shell/claude-programs shell/error-code shell/filling-file shell/gap-file',
    'shell/hook-news shell/inspect-parts shell/io-error shell/list-names shell/list-sessions shell/lock-directory shell/log-line shell/marker-file',
    'shell/pending-file shell/read-bytes shell/path-exists shell/process-tree shell/read-if-exists shell/read-process-stat shell/read-regular-file shell/replace-file shell/run-child shell/run-tmux shell/session-field',
    'shell/settings-files shell/sync-directory shell/take-snapshot shell/transcript-marker-file shell/trouble-file shell/write-whole',
  ),
  // What a turn brings; a compaction may take its time.
  hook: sources(
    'hook errors real-environment commands/hook core/fingerprint core/marker core/parse-hook core/paths core/session-id',
    'shell/ask-tick shell/hook-news shell/list-sessions shell/log-line shell/marker-file shell/read-if-exists shell/read-input shell/session-of-pane',
  ),
  statusline: [],
}

/** The same source with parentheses around each arrow function. */
const compiledAtOnce = source => {
  const places = []
  const visit = node => {
    if (typescript.isArrowFunction(node)) places.push([node.getStart(), '('], [node.end, ')'])
    typescript.forEachChild(node, visit)
  }
  visit(typescript.createSourceFile('source.ts', source, typescript.ScriptTarget.Latest, true))
  let text = source
  for (const [at, sign] of places.sort(([one], [other]) => other - one)) text = text.slice(0, at) + sign + text.slice(at)
  return text
}

const compileAtOnce = called => ({
  name: 'compile-at-once',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) =>
      called.includes(relative(process.cwd(), path)) ? { contents: compiledAtOnce(await readFile(path, 'utf8')), loader: 'ts' } : undefined,
    ),
})

// Each file asks for the modules of Node again, and Node takes its time to answer. Of them node:crypto takes a tenth of a tick to load, and node:child_process a
// tenth of a hook; a usual run has nothing to do with the one or the other: they are loaded when something of them is used.
const lazy = { tick: ['node:crypto', 'node:child_process'], hook: ['node:crypto', 'node:child_process', 'node:tty'], statusline: [] }
const banner = names =>
  `"use strict";require=(load=>{const known={},lazy=${JSON.stringify(names)};` +
  'return name=>known[name]??=lazy.includes(name)?new Proxy({},{get:(_,key)=>load(name)[key]}):load(name)})(require);'

// What only some runs need (whoever asks for it says `await import(...)`) stands in a file of its own: Node reads and checks every byte of the file it starts, and that
// was a fifth of what a tick cost. Errors are told apart by their class, so the files share those.
const late = new Set()
const errors = { name: 'shared-errors', setup: ({ onResolve }) => onResolve({ filter: /\/errors\.js$/ }, () => ({ path: './errors.cjs', external: true })) }
const leaveOut = {
  name: 'leave-out',
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined
      late.add(path.startsWith('.') ? relative(process.cwd(), resolve(resolveDir, path)).replace(/\.js$/, '.ts') : path)
      return { path: './late.cjs', external: true }
    }),
}

const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', minify: true, legalComments: 'none', logLevel: 'warning' }
const buildDoor = (door, called) =>
  build({
    ...common,
    entryPoints: [`src/${door}.ts`],
    outfile: `dist/${door}.cjs`,
    ...(called.length === 0 ? {} : { plugins: [errors, leaveOut, compileAtOnce(called)], banner: { js: banner(lazy[door]) } }),
  })

await Promise.all(Object.entries(doors).map(([door, called]) => buildDoor(door, called)))
await build({ ...common, entryPoints: ['src/errors.ts'], outfile: 'dist/errors.cjs' })
const all = [...late].sort().map(path => (path.startsWith('src/') ? `export * from './${path}'` : `export { parse } from '${path}'`))
await build({ ...common, stdin: { contents: all.join('\n'), resolveDir: process.cwd() }, outfile: 'dist/late.cjs', plugins: [errors] })
