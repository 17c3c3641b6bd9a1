/**
 * Builds the fast doors: dist/tick.cjs, dist/hook.cjs, dist/statusline.cjs, and what the first two share: dist/late.cjs, dist/errors.cjs. Node's compile cache keeps only functions that were compiled with their file, and V8
 * compiles a function with its file when parentheses stand around it; any other it compiles when it is first called, in every run again, which was a tenth of
 * what a tick cost. So parentheses are set around the functions that every run calls: those of the files below. What is not listed works as well, and is only slower.
 */
import { build } from 'esbuild'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import typescript from 'typescript'

const sources = (...lines) =>
  lines.flatMap(names => names.split(' ')).map(name => {
    const file = `src/${name}.ts`
    if (!existsSync(file)) throw new Error(`src/build-doors.mjs names ${file}, which is not there (any more)`)
    return file
  })

const doors = {
  tick: sources(
    'tick errors real-environment',
    'commands/append-filling commands/capture-live commands/capture-session commands/capture-tick commands/claude-may-be-here commands/log-capture',
    'commands/observe-pane',
    'core/capture/align core/capture/capture-line core/capture/fingerprint core/capture/hash-line core/capture/locate-by-position core/capture/marker',
    'core/capture/other-places core/capture/pending core/capture/plan-capture core/capture/tail core/paths core/redaction/redact-context-rules',
    'core/redaction/redact-line core/redaction/redact-rules core/session/boundary core/session/part-name core/session/session-id core/session/split-parts',
    'core/settings core/text/clean-line core/tmux/join-rows core/tmux/lazy-line core/tmux/parse-snapshot core/transcript/claude-directories core/transcript/looks-like-claude',
    'core/transcript/parse-process-stat',
    'shell/files/error-code shell/files/io-error shell/files/list-names shell/files/lock-directory shell/files/path-exists shell/files/read-bytes',
    'shell/files/read-if-exists shell/files/read-regular-file shell/files/replace-file shell/files/sync-directory shell/files/write-whole',
    'shell/parts/append-parts shell/parts/filling-file shell/parts/gap-file shell/parts/inspect-parts shell/parts/marker-file shell/parts/pending-file',
    'shell/processes/bare-environment shell/processes/process-tree shell/processes/read-process-stat shell/processes/run-child shell/session/boundary-file',
    'shell/session/list-sessions shell/session/session-field shell/session/settings-files shell/session/trouble-file shell/tmux/run-tmux',
    'shell/tmux/take-snapshot shell/transcript/claude-programs shell/transcript/hook-news shell/transcript/transcript-marker-file shell/units/log-line',
  ),
  // What a turn brings; a compaction may take its time.
  hook: sources(
    'hook errors real-environment',
    'commands/hook',
    'core/capture/fingerprint core/capture/marker core/claude-settings/parse-hook core/paths core/session/session-id',
    'shell/files/read-if-exists shell/parts/marker-file shell/session/list-sessions shell/terminal/read-input shell/tmux/session-of-pane',
    'shell/transcript/hook-news shell/units/ask-tick shell/units/log-line',
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
