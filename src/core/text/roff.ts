/** What roff would take for something else, or typeset as another character than the one that was written: a path or an option is to be copied from the page. */
const escapes: Readonly<Record<string, string>> = { '\\': '\\e', '-': '\\-', "'": '\\(aq', '"': '\\(dq', '`': '\\(ga', '^': '\\(ha', '~': '\\(ti' }

const escapeCharacter = (character: string): string => escapes[character] ?? `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`

/** A text to roff that prints exactly it, and holds no request: in ASCII, for the middle of a line or the whole of one. In: one line, without controls. */
export const roffText = (text: string): string => text.replace(/[\\'"`^~-]|[^\0-\x7f]/gu, escapeCharacter).replace(/^\./, '\\&.')

/** Longer lines of source are hard to read, and mandoc says so. */
const widest = 79

/** A text that may be broken anywhere between two words, as lines of source. In: text, its own line breaks being blanks. */
export const roffFilled = (text: string): string[] =>
  text
    .split(/\s+/)
    .filter(word => word !== '')
    .reduce<string[]>((lines, word) => {
      const longer = `${lines.at(-1) ?? ''} ${word}`
      return lines.length === 0 || roffText(longer).length > widest ? [...lines, word] : [...lines.slice(0, -1), longer]
    }, [])
    .map(roffText)

/** A text in bold: what is typed as it stands. */
export const roffBold = (text: string): string => `\\fB${roffText(text)}\\fR`

/** A text in italics: what stands for something else. */
export const roffItalic = (text: string): string => `\\fI${roffText(text)}\\fR`
