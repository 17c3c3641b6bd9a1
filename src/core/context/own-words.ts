/** One sentence of what somebody wrote. */
export interface Sentence {
  /** In lower case, straight apostrophes, one blank between words; what is not the writer's own is `code`, `quoted` or `link`. */
  readonly words: string
  /** As it was written, from its first to its last character: verbatim. */
  readonly verbatim: string
  /** An item of a list: part of a specification or of minutes more often than said to somebody. */
  readonly listed: boolean
  readonly asked: boolean
}

/**
 * What a writer says in their own words. In: a message, with whatever was pasted into it. Out: its sentences in order, without code blocks, quoted
 * lines, logs and stack traces; code, quotations, addresses and mentioned files inside a sentence stand as one word each. Cost in proportion to the text.
 */
export const ownWords = (text: string): readonly Sentence[] => {
  let inCode = false
  return text.split(/\r\n|\n|\r/).flatMap(line => {
    const fence = /^\s*(?:```|~~~)/.test(line)
    if (fence) inCode = !inCode
    if (fence || inCode || line.length > longestTyped || pasted.test(line)) return []
    const bare = line.replace(listMark, '')
    return cutSentences(bare).flatMap(verbatim => {
      const words = toWords(verbatim)
      return words === '' ? [] : [{ words, verbatim, listed: bare !== line, asked: /[?？]["')\s]*$/.test(words) }]
    })
  })
}

/** Nobody types more characters without a line break. */
const longestTyped = 20_000

/** Lines that programs write: quotations, indented code, stack traces, times, compilers, test runners, git, diffs. */
const pasted =
  /^(?:>|\t| {4}|\s*at \S+[ :(]|Traceback |\s*File "|[\w.]*(?:Error|Exception)\b[:( ]|npm (?:ERR|WARN|error|warn)|\[?\d{4}-\d\d-\d\d[T ]\d\d:|\d\d:\d\d:\d\d |(?:error|fatal|warning|hint|panic|aborting)\b[:[ ]|\S+[(:]\d+[,:]\d+\)?:? |\s*(?:FAIL|PASS|ERROR|WARN|INFO|DEBUG)\b|\s*[●✓✔✗✕×⨯➜] |(?:Tests|Test Suites|Expected|Received):|(?:\+\+\+|---|@@) |\$ )/

const listMark = /^\s*(?:[-*•]|\d{1,2}[.)])\s+/

/** A full stop ends a sentence when a blank is behind it: those in names and numbers do not. */
const cutSentences = (line: string): readonly string[] =>
  line.split(/(?<=[.!?;…]["')]{0,3})\s+|(?<=[。！？])/u).map(sentence => sentence.trim()).filter(sentence => sentence !== '')

const toWords = (sentence: string): string =>
  sentence
    .replace(/[’‘`´]{1}(?=\p{L})(?<=\p{L}.)/gu, "'")
    .replace(/`[^`]*`/g, ' code ')
    .replace(/"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|「[^」]*」|(?<=^|[\s(])'[^']+'(?=$|[\s.,;:!?)])/g, ' quoted ')
    .replace(/\bhttps?:\/\/\S+|(?<=^|\s)@\S+/g, ' link ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(hasty, (_, not?: string, is?: string, are?: string, have?: string) => (not ? `${not}n't` : is ? `${is}'s` : are ? `${are}'re` : have ? `${have}'ve` : "i'm"))

/** Contractions that are typed without their apostrophe; not "its", "were" and "well", which are words of their own. */
const hasty = /\b(?:(do|does|did|is|are|was|were|has|have|had|could|would|should|wo|ca)nt|(that|there|what|here|who)s|(you|they)re|(you|they|we|i)ve|im)\b/g
