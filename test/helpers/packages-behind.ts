import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { repository } from './fresh-home.js'

/**
 * What a door loads before anything asks for it: the source files that it reaches by static imports, and among them every import of a package, or of Node's crypto
 * unless `crypto` says that its build puts that off.
 */
export const packagesBehind = (door: string, { crypto = false } = {}): { readonly reached: number; readonly packages: readonly string[] } => {
  const { metafile } = buildSync({ entryPoints: [join(repository, door)], absWorkingDir: repository, bundle: true, platform: 'node', format: 'cjs', write: false, metafile: true, outdir: 'dist', logLevel: 'silent' })
  const reached = new Set<string>()
  const packages: string[] = []
  const walk = (input: string): void => {
    if (reached.has(input)) return
    reached.add(input)
    for (const { path, kind } of metafile.inputs[input]?.imports ?? []) {
      if (kind === 'dynamic-import') continue
      if (path.startsWith('node_modules') || (!crypto && path.includes('crypto'))) packages.push(`${input} loads ${path}`)
      walk(path)
    }
  }
  walk(door)
  return { reached: reached.size, packages }
}
