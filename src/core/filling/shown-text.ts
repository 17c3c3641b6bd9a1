import { redactLine } from '../redaction/redact-line.js'
import { cleanLine } from '../text/clean-line.js'
import { recordTexts } from '../transcript/record-text.js'
import type { TranscriptRecord } from '../transcript/transcript-record.js'

/** Who speaks behind a glyph of the screen. */
type Speaker = 'person' | 'claude'

/** What stands behind one glyph, up to the next line that can be none of it. */
interface Speech {
  /** The first line without its glyph, as it stands, and whether others follow it. */
  readonly line: string
  readonly wrapped: boolean
  /** All its lines without blanks, when there is neither letter nor digit in them; else ''. */
  readonly marks: string
  /** Letters and digits of all its lines, in one. */
  readonly letters: string
  /** Where in `letters` it may be over: at the end of a line behind which nothing indented follows. */
  readonly ends: readonly number[]
}

/** What stands in some captured lines, made ready to be asked for records. */
export type ShownText = Readonly<Record<Speaker, ReadonlyMap<string, readonly Speech[]>>>

/** A text as letters, in pieces between which the screen may show more or less: `slack[i]` letters before piece i, the last behind all. */
interface Wanted {
  readonly line: string
  readonly pieces: readonly string[]
  readonly slack: readonly number[]
}

/** A text of more letters than twice this may be shown with its middle left out. */
const kept = 200
/** Of a text of fewer letters the other characters count too: `1` is not `+1`. */
const short = 12
const keyLength = 6
const speakers: ReadonlyMap<string, Speaker> = new Map([['❯', 'person'], ['>', 'person'], ['⏺', 'claude'], ['●', 'claude']])

const toLetters = (text: string): string => text.normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * What people and Claude said in captured lines. In: lines of the pane or of parts, cleaned, redacted or not. Out: something to ask `isShown` and
 * `countShown` with; cost in proportion to the lines.
 *
 * Claude Code wraps at the pane's width, indents and renders markdown, so only letters and digits are compared, over line ends. But a text must
 * begin behind its speaker's glyph at the left edge and be over where it is over on the screen: that "run the tests" stands within "❯ run the tests
 * again", or within what Claude says of it, does not mean that it was seen. A text wrongly taken for seen is lost; one wrongly taken for unseen
 * is repeated.
 */
export const shownText = (lines: readonly string[]): ShownText => {
  const shown = { person: new Map<string, Speech[]>(), claude: new Map<string, Speech[]>() }
  for (let at = 0; at < lines.length; at += 1) {
    const found = /^([❯>⏺●])(?:[ \u00a0](.*))?$/u.exec(lines[at] ?? '')
    const speaker = speakers.get(found?.[1] ?? '')
    if (speaker === undefined) continue
    const speech = readSpeech(found?.[2] ?? '', lines, at + 1)
    const key = speech.letters.slice(0, keyLength)
    // A text shorter than the key is asked for by its own length.
    for (let length = key.length; length >= 0; length -= 1) {
      const same = shown[speaker].get(key.slice(0, length)) ?? []
      if (same.push(speech) === 1) shown[speaker].set(key.slice(0, length), same)
    }
  }
  return shown
}

/** Whether the record's text stands there, all of its texts. False for a record without a text. */
export const isShown = (shown: ShownText, record: TranscriptRecord): boolean => countShown(shown, record) > 0

/**
 * How often the record's text stands there, so that of several records with the same text ("yes", "yes") the n-th is seen when it is n times or
 * more. 0 for a record without a text; of one with several texts, how often the rarest stands.
 */
export const countShown = (shown: ShownText, record: TranscriptRecord): number => {
  const counts = recordTexts(record).map(text => {
    const redacted = text.split(/\r\n|\n|\r/).map(line => redactLine(cleanLine(line))).join('\n')
    const forms = [...new Set([text, redacted])].map(toWanted)
    const speeches = shown[record.type === 'assistant' ? 'claude' : 'person']
    return new Set(forms.flatMap(form => (speeches.get(keyOf(form)) ?? []).filter(speech => matches(speech, form)))).size
  })
  return counts.length === 0 ? 0 : Math.min(...counts)
}

/**
 * How much of the record's text stands there, when it was cut off: of a text that begins behind its speaker's glyph and is over before its end, its
 * letters and digits. In: the captured lines, made ready; the record. Out: 0 when nothing of it stands there, or it has several texts.
 */
export const shownLetters = (shown: ShownText, record: TranscriptRecord): number => {
  const [text, ...more] = recordTexts(record)
  if (text === undefined || more.length > 0) return 0
  const letters = toLetters(text)
  const speeches = shown[record.type === 'assistant' ? 'claude' : 'person'].get(letters.slice(0, keyLength)) ?? []
  const lengths = speeches.filter(speech => letters.startsWith(speech.letters) && speech.letters.length < letters.length).map(speech => speech.letters.length)
  return Math.max(0, ...lengths.filter(length => length >= keyLength))
}

const keyOf = ({ pieces, slack }: Wanted): string => ((slack[0] ?? 0) > 0 ? '' : (pieces[0] ?? '').slice(0, keyLength))

const readSpeech = (first: string, lines: readonly string[], from: number): Speech => {
  let letters = toLetters(first)
  let marks = first
  const ends: number[] = []
  for (let at = from; ; at += 1) {
    const line = lines[at]
    if (line?.trim() === '') continue
    const flush = line === undefined || /^\S/.test(line)
    if (flush) ends.push(letters.length)
    // What is at the left edge and begins with a letter may be a continuation that nobody indented, or another program's line.
    if (line === undefined || (flush && /^[^\p{L}\p{N}]/u.test(line)) || /^\s+⎿/.test(line)) {
      if (!flush) ends.push(letters.length)
      return { line: first.trim(), wrapped: letters !== toLetters(first), marks: letters === '' ? withoutBlanks(marks) : '', letters, ends }
    }
    letters += toLetters(line)
    if (letters === '') marks += line
  }
}

/**
 * What the screen may show or not: the language of a code fence, the address of a link, the cells of a table (they are wrapped side by side), the
 * numbers of a list (`a.` and `i.` when nested), entities.
 */
const uncertain = /^[ \t]*(?:```|~~~).*$|\]\([^)\n]{0,2000}\)|^[ \t]*\|.*$|^[ \t]*\d{1,3}[.)](?=\s)|&#?\w{1,8};/gm

const toWanted = (text: string): Wanted => {
  const pieces: string[] = []
  const slack = [0]
  const add = (sure: string, unsure: string): void => {
    const letters = toLetters(sure)
    if (letters !== '') slack[pieces.push(letters)] = 0
    slack[pieces.length] = (slack[pieces.length] ?? 0) + (unsure === '' ? 0 : toLetters(unsure).length + 4)
  }
  let at = 0
  for (const found of text.matchAll(uncertain)) {
    add(text.slice(at, found.index), found[0])
    at = found.index + found[0].length
  }
  add(text.slice(at), '')
  // A text of nothing but a table, or but `1.`, is taken as it stands.
  if (pieces.length === 0) return { line: text.trim(), pieces: [toLetters(text)], slack: [0, 0] }
  return { line: text.trim(), pieces, slack }
}

const matches = (speech: Speech, { line, pieces, slack }: Wanted): boolean => {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (total === 0) return speech.letters === '' && speech.marks === withoutBlanks(line)
  if (total < short && !speech.wrapped && !line.includes('\n') && slack.every(letters => letters === 0) && unstyled(speech.line) !== unstyled(line)) return false
  const head = forward(speech.letters, firstOf(pieces, total > 2 * kept ? kept : total), slack)
  if (head === undefined) return false
  if (total <= 2 * kept) return speech.ends.some(end => end >= head && end <= head + (slack.at(-1) ?? 0))
  const tail = firstOf([...pieces].reverse().map(reversed), kept)
  const reach = kept + slack.reduce((sum, letters) => sum + letters, 0)
  return speech.ends.some(end => forward(reversed(speech.letters.slice(Math.max(head, end - reach), end)), tail, [...slack].reverse()) !== undefined)
}

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '')

/** Without blanks and without what markdown is made of. */
const unstyled = (line: string): string => line.replace(/[\s*_`#~\\]+/g, '')

const reversed = (letters: string): string => [...letters].reverse().join('')

/** The first pieces, the last of them cut, that make up so many letters. */
const firstOf = (pieces: readonly string[], length: number): readonly string[] => {
  const first: string[] = []
  for (const piece of pieces) {
    if (length <= 0) break
    first.push(piece.slice(0, length))
    length -= piece.length
  }
  return first
}

/** Where the pieces, one behind the other from the start of the letters, with the slack before each, end; undefined when they do not stand there. */
const forward = (letters: string, pieces: readonly string[], slack: readonly number[]): number | undefined => {
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    const found = letters.slice(0, at + (slack[index] ?? 0) + piece.length).indexOf(piece, at)
    if (found < 0) return undefined
    at = found + piece.length
  }
  return at
}
