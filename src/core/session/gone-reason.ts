/** Why a session ended whose pane is gone: with the machine, or while it ran. */
export type GoneReason = 'machine-down' | 'pane-gone'

/**
 * The end reason of a session whose pane is gone. In: the boot that its pane was found in (undefined: not known, as of a session begun by an older version); the boot that we are
 * in. Out: `machine-down` where they differ; where that cannot be known, what is known: the pane is gone.
 */
export const goneReason = (paneBoot: string | undefined, boot: string): GoneReason => (paneBoot !== undefined && boot !== '' && paneBoot !== boot ? 'machine-down' : 'pane-gone')
