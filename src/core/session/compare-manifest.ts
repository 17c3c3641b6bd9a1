import type { FileProblem } from '../report/format-verified.js'
import type { ManifestEntry } from './manifest.js'

const difference = (wanted: ManifestEntry, found: ManifestEntry): string => {
  if (found.bytes !== wanted.bytes) return `${found.bytes} bytes in ${found.lines} lines, written were ${wanted.bytes} in ${wanted.lines}`
  if (found.sha256 !== wanted.sha256) return `same length, other contents (SHA-256 ${found.sha256.slice(0, 12)}…, written was ${wanted.sha256.slice(0, 12)}…)`
  return found.lines === wanted.lines ? '' : `${found.lines} lines, the manifest says ${wanted.lines}`
}

/**
 * The files of an ended session against its manifest. In: what the manifest says; what is there, by name: its figures, or why it cannot be read as a file. Out: every file that differs or is
 * missing, in the manifest's order, then those that the manifest does not know.
 */
export const compareManifest = (wanted: readonly ManifestEntry[], found: ReadonlyMap<string, ManifestEntry | string>): FileProblem[] => {
  const problems = wanted.flatMap((entry): FileProblem[] => {
    const there = found.get(entry.name)
    if (there === undefined) return [{ file: entry.name, problem: 'missing', detail: `it had ${entry.lines} ${entry.lines === 1 ? 'line' : 'lines'}` }]
    const detail = typeof there === 'string' ? there : difference(entry, there)
    return detail === '' ? [] : [{ file: entry.name, problem: 'differs', detail }]
  })
  const known = new Set(wanted.map(({ name }) => name))
  return [...problems, ...[...found.keys()].filter(name => !known.has(name)).sort().map((file): FileProblem => ({ file, problem: 'extra', detail: '' }))]
}
