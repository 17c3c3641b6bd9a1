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
