import { commonSuffixes } from './common-suffixes.js'
import { strongRuns } from './locate-by-position.js'
import { countLines, isConvincing, rareEvidence } from './rare-lines.js'

/** What the content search is told. Lines are cleaned; `text` is the pane from the top of its history, `tail` the last committed lines. */
export interface Search {
  readonly tail: readonly string[]
  readonly pending: readonly string[]
  readonly text: readonly string[]
  /** The first line of `text` may be the rest of a longer one (the history has been full), so nothing can be said of it. */
  readonly cutTop: boolean
  /** Places that arithmetic proposes, the likeliest first. */
  readonly proposed: readonly number[]
  /** Rows that one trim drops, when the history may have been trimmed; else 0. */
  readonly trim: number
}

/** Where to go on: the first line of `text` that is new, and whether another place would have done as well. */
export interface ContentPlace {
  readonly index: number
  readonly ambiguous: boolean
}

const pendingAgreement = ({ pending, text }: Search, index: number): number => {
  const end = pending.findIndex((line, offset) => line !== text[index + offset])
  return end < 0 ? pending.length : end
}

/** Two histories full: how much may have been printed unseen. */
const trims = 20

/**
 * Whether what repeats itself around a place may have come round so often that the old place has left the pane: then arithmetic cannot see it. In: the place; the
 * others that show the same, nearest first; rows that a trim drops.
 */
const mayHaveComeRound = (index: number, others: readonly number[], trim: number): boolean =>
  others.some(other => Array.from({ length: trims }, (_, count) => (count + 1) * trim).some(rows => rows > 0 && rows % Math.abs(other - index) === 0))

/**
 * The place right behind the committed lines, by their content: the whole tail stands there, or as much of it as the pane still holds.
 * In: the search. Out: the place; undefined when the tail is nowhere, or so little of it that chance would do.
 * Among several places arithmetic decides, then the pending text, then the nearest to the bottom, and the result says it was ambiguous; so it
 * does when arithmetic alone speaks for the place, because all that could be compared is repetition.
 */
export const placeByContent = (search: Search): ContentPlace | undefined => {
  const { tail, pending, text, cutTop, proposed } = search
  const skip = cutTop ? 1 : 0
  const body = skip === 0 ? text : text.slice(skip)
  const suffixes = commonSuffixes(tail, body)
  const ours = countLines([...tail, ...pending])
  const theirs = countLines(body, ours)
  const whole: number[] = []
  for (let place = 1; place <= body.length; place += 1) {
    if ((suffixes[place] ?? 0) > 0 && (suffixes[place] ?? 0) >= Math.min(tail.length, place)) whole.push(place + skip)
  }
  // Lines need not be rare where arithmetic points as well: it is enough that they are not one and the same.
  const differ = (index: number, followed: number): boolean => {
    const length = Math.min(suffixes[index - skip] ?? 0, 400)
    return new Set(body.slice(index - skip - length, index - skip + followed).filter(line => line !== '')).size >= strongRuns
  }
  const proposedHere = proposed.filter(index => whole.includes(index))
  // Content full of repetition matches at thousands of places; only the proposed ones, all of them, can be told apart then.
  const near = whole.slice(-64)
  const convincing = [...proposedHere.filter(index => !near.includes(index)), ...near]
    .filter(index => {
      const matched = Math.min(tail.length, index - skip)
      // What followed the committed lines then and follows this place now vouches for it too.
      const followed = pendingAgreement(search, index)
      const around = body.slice(Math.max(index - skip - matched, index - skip - 400), index - skip + followed)
      if (proposed.includes(index) && differ(index, followed)) return true
      return isConvincing(rareEvidence(around, ours, theirs), matched + followed)
    })
  const sure = convincing.filter(index => proposedHere.includes(index))
  const pool = sure.length > 0 ? sure : convincing.length > 0 ? convincing : proposedHere
  const agreements = new Map(pool.map(index => [index, pendingAgreement(search, index)]))
  const best = Math.max(...agreements.values())
  const likeliest = pool.filter(index => agreements.get(index) === best)
  const index = proposedHere.find(place => likeliest.includes(place)) ?? likeliest.at(-1)
  if (index === undefined) return undefined
  const before = whole.filter(other => other < index).reverse().find(other => differ(other, 0))
  const behind = whole.find(other => other > index && differ(other, 0))
  const round = mayHaveComeRound(index, [before, behind].flatMap(other => other ?? []), search.trim)
  return { index, ambiguous: likeliest.length > 1 || convincing.length === 0 || round }
}
