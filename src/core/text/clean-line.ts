/**
 * One terminal line to text that is safe in a file and in the journal. In: any string. Out: one line of well-formed Unicode with no
 * control but TAB, no escape sequence, no bidi control and nothing invisible that could hide text; no trailing space or tab. Idempotent.
 *
 * A complete escape sequence goes whole; of an incomplete one only the introducer goes, because losing text is worse than keeping a few odd
 * letters. A line break becomes a space, so that two words stay two words. A lone surrogate becomes U+FFFD.
 *
 * Too rare to keep, though sometimes honest: soft hyphens, the combining grapheme joiner, Hangul fillers, a word-final ZWJ or ZWNJ, ZWNJ
 * against ligatures in Latin text, variation selectors 1 to 14 outside Han, musical and shorthand format characters, flags of regions
 * other than England, Scotland and Wales. Each only shapes its neighbours; each has been used to hide text or to split a word.
 */
export const cleanLine = (text: string): string => {
  // Box drawing, bullets and CJK are in most lines of Claude Code, so they must be fast as well: one scan decides for them.
  if (!suspicious.test(text)) return trimEnd(text)
  // Well-formed first, since what is removed after it could otherwise bring two halves together. (ES2024, which Node 20 has and our lib has not.)
  const whole = (text as string & { toWellFormed(): string }).toWellFormed()
  const kept = dropHidden(whole.replace(escapeSequence, '').replace(lineBreak, ' '))
  return trimEnd(kept.replace(contextual, keepWhereNeeded))
}

// Code units, not code points: a surrogate only means "look closer". Ranges are written out so that the scan is
// one table look-up a unit; the test holds them against what `dropHidden` says with properties.
const suspicious =
  /[\0-\x08\x0a-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]/

/**
 * CSI; then OSC, DCS, SOS, PM and APC up to their terminator; then ESC with its intermediates. No class reaches over another control, so that
 * the spans tried from different introducers never overlap and a line of introducers alone stays linear.
 */
const escapeSequence =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\0-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]/g

const lineBreak = /\r\n|[\n\v\f\r\x85\u2028\u2029]/g

/** Drops controls, default ignorables, interlinear annotations and noncharacters, less TAB and what `keepWhereNeeded` decides about. */
const dropHidden = (text: string): string =>
  text.replace(
    /(?![\t\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}])[\p{Cc}\p{DI}\p{NChar}\ufff9-\ufffb]/gu,
    '',
  )

/** A run of what is invisible but honest in its place: variation selectors, flag tags, ZWJ and ZWNJ. */
const contextual = /[\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}]+/gu

/** The three region flags that fonts have, as they follow U+1F3F4. */
const flagTags = ['gbeng', 'gbsct', 'gbwls'].map(region => [...region, '\x7f'].map(tag => String.fromCodePoint(0xe0000 + tag.charCodeAt(0))).join(''))

/**
 * A run of contextual characters to what of it belongs there: at most one selector (or one region) and one joiner. In: the run and the line
 * it stands in. What decides is only what stands before the run and after it, which is always kept: hence cleaning twice changes nothing.
 */
const keepWhereNeeded = (run: string, offset: number, line: string): string => {
  const before = codePointBefore(line, offset)
  const after = String.fromCodePoint(line.codePointAt(offset + run.length) ?? 0x20)
  if (before === '\u{1f3f4}') {
    const region = flagTags.find(tags => run.startsWith(tags))
    if (region !== undefined) return region
  }
  const first = String.fromCodePoint(run.codePointAt(0) ?? 0)
  const selector = selects(before, first, run.length === 1 ? after : '') ? first : ''
  const joiner = run.at(-1) ?? ''
  return /[\u200c\u200d]/.test(joiner) && joins(line, offset, before, joiner, after) ? selector + joiner : selector
}

const selects = (base: string, selector: string, after: string): boolean => {
  if (/[\ufe0e\ufe0f]/.test(selector)) return /[0-9#*]/.test(base) ? after === '\u20e3' : /\p{Emoji}/u.test(base)
  if (/[\u180b-\u180d\u180f]/.test(selector)) return /\p{scx=Mong}/u.test(base)
  return /[\ufe00-\ufe02\u{e0100}-\u{e01ef}]/u.test(selector) && /\p{Unified_Ideograph}/u.test(base)
}

// Here and above, properties stand inside functions: at the top of the file they cost every tick 2 ms, needed or not.
const joins = (line: string, offset: number, before: string, joiner: string, after: string): boolean => {
  const pictograph = /\p{Extended_Pictographic}/u
  if (joiner === '\u200d' && pictograph.test(after)) {
    const skinTone = /[\u{1f3fb}-\u{1f3ff}]/u
    return pictograph.test(skinTone.test(before) ? codePointBefore(line, offset - before.length) : before)
  }
  const virama = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2\u1b44\ua9c0]/
  if (virama.test(before)) return true
  const wordPart = /[\p{L}\p{M}\p{N}]/u
  const joiningScript =
    /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mand}\p{scx=Mong}\p{scx=Adlm}\p{scx=Rohg}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Bali}\p{scx=Java}]/u
  return wordPart.test(before) && wordPart.test(after) && (joiningScript.test(before) || joiningScript.test(after))
}

const codePointBefore = (line: string, offset: number): string => {
  const low = line.charCodeAt(offset - 1)
  if (offset === 0) return ''
  return low >= 0xdc00 && low <= 0xdfff ? line.slice(offset - 2, offset) : line.slice(offset - 1, offset)
}

/** By hand: `/[ \t]+$/` is quadratic on a long line of blanks with a letter behind it. */
const trimEnd = (text: string): string => {
  let end = text.length
  while (end > 0 && (text.charCodeAt(end - 1) === 0x20 || text.charCodeAt(end - 1) === 0x09)) end -= 1
  return end === text.length ? text : text.slice(0, end)
}
