/**
 * One sign that a context came to its end. Three kinds of witnesses see the same boundary, each at its own time, some late, some twice, some
 * never; so a sign is either of the boundary that began this session, or of a new one. `rolled` tells: Unix ms of the rollover that the
 * sign belongs to, 0 while it belongs to none yet.
 */
export interface Sign {
  readonly by: 'hook' | 'record' | 'screen'
  readonly kind: 'compact' | 'clear'
  /** When the witness says it happened (a record's own time, else when it was noticed), Unix ms. */
  readonly at: number
  /** What names the boundary for good: the uuid of the `compact_boundary` record, or Claude's new session ID after a clear; '' when the witness knows neither. */
  readonly key: string
  readonly rolled: number
}

/** Claude writes the record and calls the hook within seconds of each other; a sign of an earlier time than the rollover and this is of the same boundary. */
const recordSlackMs = 30_000
/** A hook that cannot name its boundary comes within this time of the rollover that another witness caused. */
const namelessHookMs = 120_000
/** Hooks that are configured twice call within this time of each other. */
const doubledHookMs = 10_000
/** So many boundaries' names are handed down. */
const handedDown = 64

/**
 * Whether a sign is of another boundary than the one that began this session. In: the session's signs so far; the sign. A session without
 * any rolled sign was not begun by a boundary, so every sign is of a new one.
 */
export const isNewBoundary = (signs: readonly Sign[], { by, at, key }: Sign): boolean => {
  const rolled = Math.max(0, ...signs.map(sign => sign.rolled))
  if (rolled === 0) return true
  const began = signs.filter(sign => sign.rolled === rolled)
  const owed = (witness: Sign['by']): boolean => !began.some(sign => sign.by === witness)
  // A hook can come as late as to a session after the next: what earlier boundaries were called is handed down.
  if (key !== '' && signs.some(sign => sign.rolled > 0 && sign.key === key)) return false
  // No witness has named the boundary so far: this one does, unless it speaks of a later time.
  if (key !== '') return began.some(sign => sign.key !== '') || at > rolled + recordSlackMs
  if (by === 'screen') return !owed('screen')
  return at > rolled + (owed(by) ? namelessHookMs : doubledHookMs)
}

/**
 * The signs of one rollover, and those that are of a later boundary: ticks may have been away for two of them, and a late hook names the last one. In: open signs. Out:
 * `here`, the first boundary that a record, or the hook of a clear, names and all signs that name none; `later`, the rest.
 */
export const splitSigns = (open: readonly Sign[]): { readonly here: readonly Sign[]; readonly later: readonly Sign[] } => {
  const named = open.filter(({ key }) => key !== '').sort((one, other) => one.at - other.at)
  // Of two clears the hooks know both, and the transcript only the last.
  const first = named.find(({ by, kind }) => by === 'record' || kind === 'clear') ?? named[0]
  const isHere = ({ key }: Sign): boolean => key === '' || key === first?.key
  return { here: open.filter(isHere), later: open.filter(sign => !isHere(sign)) }
}

const same = (one: Sign, other: Sign): boolean => one.by === other.by && one.at === other.at && one.key === other.key

/** The named boundaries that a session hands down to the one after it, the newest last. */
export const knownSigns = (signs: readonly Sign[]): readonly Sign[] => signs.filter(({ rolled, key }) => rolled > 0 && key !== '').slice(-handedDown)

/** The signs of the next boundary, oldest first: those that belong to no rollover and are not of the one that began the session. */
export const openSigns = (signs: readonly Sign[]): readonly Sign[] =>
  signs.filter(sign => sign.rolled === 0 && !signs.some(other => other.rolled > 0 && same(sign, other)) && isNewBoundary(signs, sign))

/**
 * Signs that were just met, as they are to be noted: those of the boundary that began the session carry its time, so that its witnesses are not
 * waited for any more. In: the session's signs; the new ones, in order. Out: those that are not noted yet. Hooks note theirs by themselves, without judging: they are judged here too.
 */
export const settleSigns = (signs: readonly Sign[], met: readonly Sign[]): readonly Sign[] => {
  const rolled = Math.max(0, ...signs.map(sign => sign.rolled))
  const noted: Sign[] = []
  for (const sign of [...signs.filter(one => one.rolled === 0), ...met]) {
    const known = [...signs, ...noted]
    // A hook that comes late, or names the last record there is while Claude has not written the next one, is of the boundary that it names.
    const named = known.find(other => other.rolled > 0 && other.key !== '' && other.key === sign.key)
    const settled = isNewBoundary(known, sign) ? sign : { ...sign, rolled: named?.rolled ?? rolled }
    if (!known.some(other => same(settled, other) && other.rolled === settled.rolled)) noted.push(settled)
  }
  return noted
}

/** One sign to one line of the session's file, with its newline. */
export const encodeSign = ({ by, kind, at, key, rolled }: Sign): string => `${JSON.stringify({ by, kind, at, key, rolled })}\n`

/** One line of that file to a sign; undefined for a line that a crash tore. */
export const decodeSign = (line: string): Sign | undefined => {
  try {
    const { by, kind, at, key, rolled } = JSON.parse(line) as Record<string, unknown>
    if (by !== 'hook' && by !== 'record' && by !== 'screen') return undefined
    return { by, kind: kind === 'clear' ? 'clear' : 'compact', at: Number(at), key: String(key), rolled: Number(rolled) }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
