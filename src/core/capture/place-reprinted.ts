import type { Search } from './place-by-content.js'
import type { TextPlace } from './place-by-text.js'

/** Where a conversation that is known already was printed again: lines `from` up to the place. */
export interface ReprintedPlace extends TextPlace {
  readonly from: number
  /** Lines of what stood on the screen at the last look, was not in the parts yet, and is nowhere now. */
  readonly missing: readonly string[]
}

/** What one speaker said, from the line with the glyph up to `end`. */
interface Utterance {
  /** The speaker and all letters and digits. */
  readonly key: string
  readonly letters: number
  readonly claude: boolean
  /** A call with its result, or a command: the transcript renders it otherwise than the screen does. */
  readonly call: boolean
  readonly begin: number
  readonly end: number
}

/** A text with fewer letters is said again in earnest. */
const longEnough = 40

const glyph = /^([❯>⏺●])(?:[ \u00a0]|$)/u
/** With what Claude Code begins lines that nobody said. */
const ornament = /^[✻✽✶✳✢✺·⏵⎿╭╰│─━▔▁▗▖▘▝▛▜▙▟█▐▌]/u

const toLetters = (text: string): string => text.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '')

const utterancesOf = (lines: readonly string[], from: number): Utterance[] => {
  const found: Utterance[] = []
  for (let begin = from; begin < lines.length; begin += 1) {
    const sign = glyph.exec(lines[begin] ?? '')?.[1]
    if (sign === undefined) continue
    let [end, behind] = [begin + 1, begin + 1]
    for (; behind < lines.length && !/^\S/.test(lines[behind] ?? ''); behind += 1) if (lines[behind]?.trim() !== '') end = behind + 1
    const said = lines.slice(begin, end)
    const letters = toLetters(said.join('\n'))
    const claude = sign === '⏺' || sign === '●'
    if (letters !== '') found.push({ key: `${claude ? 'claude' : 'person'} ${letters}`, letters: letters.length, claude, call: said.some(line => /^\s+⎿/.test(line)), begin, end })
  }
  return found
}

/** The place behind the first `letters` letters and digits of an utterance. */
const within = (text: readonly string[], { begin, end }: Utterance, letters: number): TextPlace => {
  let left = letters
  for (let index = begin; index < end; index += 1) {
    const here = toLetters(text[index] ?? '').length
    if (left < here) return { index, rest: left === 0 ? '' : behindLetters(text[index] ?? '', left) }
    left -= here
    if (left === 0) return { index: index + 1, rest: '' }
  }
  return { index: end, rest: '' }
}

const behindLetters = (line: string, letters: number): string => {
  let at = 0
  for (; at < line.length && toLetters(line.slice(0, at)).length < letters; at += 1);
  return line.slice(at).trimStart()
}

/**
 * A conversation that the program printed anew, of which the parts have some in other forms: as the transcript fills it in, or broken at other widths. Line by line they are
 * not the same, and calls are not rendered alike; what was said is. In: the search; `told`, the last lines of the parts with what was filled in; from which line of the
 * pane on; how many of Claude's own longer texts must be known (1: after a change of width). Out: the place, which is behind the last of them that only known texts stand before;
 * undefined when there are too few.
 *
 * It never passes over a line that may be new: the first text that is not known ends it, and so does a line that is no part of a conversation. Short
 * texts are told by their order, since people say "yes" often.
 */
export const placeReprinted = ({ pending, text }: Search, told: readonly string[], start: number, needed: number): ReprintedPlace | undefined => {
  const [committed, unsettled] = [utterancesOf(told, 0), utterancesOf(pending, 0)]
  const known = new Map<string, number[]>()
  for (const [at, { key, call }] of [...committed, ...unsettled].entries()) if (!call) known.set(key, [...(known.get(key) ?? []), at])
  const said = new Set(committed.map(({ key }) => key))
  const shown = utterancesOf(text, start)
  const lines = new Set(told.map(toLetters))
  const isOurs = (line: string): boolean => toLetters(line) === '' || ornament.test(line.trimStart()) || lines.has(toLetters(line))
  // The last text of the parts may be the beginning of one.
  const last = committed.at(-1)
  const cut = last !== undefined && !last.call && told.slice(last.end).every(line => line.trim() === '') ? last : undefined
  const isCut = (key: string): boolean => cut !== undefined && key.startsWith(cut.key)
  // Where nothing of it is in the parts, what was seen last can still show that it was printed anew.
  const first = shown.find(({ key, call }) => !call && (said.has(key) || isCut(key))) ?? (start > 0 ? undefined : shown.find(({ key, call }) => !call && known.has(key)))
  if (first === undefined) return undefined
  // Its own heading is printed again with a conversation.
  const header = text.findLastIndex((line, at) => at >= start && at < first.begin && /\bClaude Code v?\d/.test(line))
  const headed = header >= 0 && !shown.some(({ begin, call }) => !call && begin > header && begin < first.begin)
  const framed = header > start && toLetters(text[header - 1] ?? '') === ''
  const from = !headed ? first.begin : framed ? header - 1 : header
  let place: TextPlace = { index: first.begin, rest: '' }
  let [seen, newest, behind] = [0, -1, first.begin]
  for (const one of shown) {
    const { key, letters, claude, call, begin, end } = one
    if (begin < first.begin) continue
    if (!text.slice(behind, begin).every(isOurs)) break
    behind = end
    if (call) continue
    const at = known.get(key)?.shift()
    const rest = at === undefined && newest < committed.length && isCut(key)
    if (at === undefined && !rest) break
    // After a change of width the program prints all anew: then what a person said and was still on the screen tells as well.
    const isUnsettled = at !== undefined && at >= committed.length
    const telling = (claude || (needed === 1 && isUnsettled)) && (rest ? (cut?.letters ?? 0) : letters) >= longEnough
    // Where the committed lines stand as ever, only what was filled in behind them tells.
    // What was on the screen and in no part is not passed over, so it tells more.
    if (telling && !(isUnsettled && start > 0)) seen += isUnsettled ? 2 : 1
    if (rest) place = within(text, one, cut?.letters ?? 0)
    if (at === undefined) break
    // What is not in the parts yet only vouches for the rest.
    if (isUnsettled) newest = Infinity
    if (newest === Infinity || (!telling && at < newest)) continue
    newest = Math.max(newest, at)
    place = { index: end, rest: '' }
  }
  if (seen < needed) return undefined
  const others = shown.filter(({ begin }) => begin < from || begin >= place.index).map(({ key }) => key)
  // An answer that was on its way to the screen has grown.
  const stands = (key: string): boolean => [...said, ...others].some(one => one.startsWith(key))
  const missing = unsettled.flatMap(({ key, call, begin, end }) => (call || stands(key) ? [] : pending.slice(begin, end)))
  return { from, ...place, missing }
}
