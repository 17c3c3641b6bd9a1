/**
 * Why lines are known or suspected to be missing at a place:
 * - `cleared`: the pane was cleared; what was printed between the last tick and the clear was never seen.
 * - `overflow`: more rows scrolled through the history than it holds; the oldest of them are gone.
 * - `pane-gone`: the pane or its server ended; what was printed after the last tick was never seen.
 * - `ambiguous`: the pane is so full of repetition that more than one place fits; the count of repeated lines may be off.
 * - `rewritten`: the program printed its last lines again in another form; both forms are in the parts.
 * - `unseen`: the pane was at work and nothing that stood there before is left to compare with; lines may have been printed and cleared.
 * - `damaged`: a part was changed by somebody else; what was set aside is named.
 */
export type GapReason = 'cleared' | 'overflow' | 'pane-gone' | 'ambiguous' | 'rewritten' | 'unseen' | 'damaged'

/** One gap: behind line `line` of part `part`. `known` is what can be said of it; `filled` names what took its place, once something did. */
export interface Gap {
  readonly why: GapReason
  readonly part: number
  readonly line: number
  readonly at: string
  readonly known: string
  readonly filled: string | null
  /** When the pane was looked at last before it, ISO time: what is missing was printed between then and `at`. */
  readonly since?: string
}

/** One gap to one line of gaps.jsonl, with its newline. */
export const encodeGap = ({ why, part, line, at, known, filled, since }: Gap): string =>
  `${JSON.stringify({ why, part, line, at, known, filled, ...(since === undefined ? {} : { since }) })}\n`

/** Whether two gaps are the same finding: a tick that was killed and runs again must not write it twice. */
export const sameGap = (one: Gap, other: Gap): boolean => one.why === other.why && one.part === other.part && one.line === other.line
