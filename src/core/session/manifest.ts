/** One file of an ended session. `name` is its path from the session's directory; `lines` counts newlines. */
export interface ManifestEntry {
  readonly name: string
  readonly lines: number
  readonly bytes: number
  readonly sha256: string
}

/** The text of MANIFEST.json. In: the session, when it ended (ISO time), its files in order. */
export const encodeManifest = (id: string, ended: string, files: readonly ManifestEntry[]): string =>
  `${JSON.stringify({ schema: 1, id, ended, files }, undefined, 2)}\n`

const isEntry = (value: unknown): value is ManifestEntry =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && 'lines' in value && Number.isSafeInteger(value.lines) &&
  'bytes' in value && Number.isSafeInteger(value.bytes) && 'sha256' in value && typeof value.sha256 === 'string'

/** The text of MANIFEST.json to its files; undefined for anything that is no manifest. */
export const decodeManifest = (text: string): readonly ManifestEntry[] | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'files' in value && Array.isArray(value.files) && value.files.every(isEntry) ? value.files : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
