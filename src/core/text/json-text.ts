import { DataError } from '../../errors.js'

/** What a JSON text has beside its value, so that it can be written again as its owner had it. */
export interface JsonLayout {
  /** Byte order mark and blank characters before and after the value. */
  readonly head: string
  readonly tail: string
  /** One step of indentation; empty: all in one line. */
  readonly indent: string
  readonly eol: '\n' | '\r\n'
}

/** A JSON text that was read. */
export interface JsonText {
  readonly value: unknown
  readonly layout: JsonLayout
  /** Writing the value gives the same text. */
  readonly faithful: boolean
  /** Writing the value changes blanks at most; otherwise the text has what a value cannot hold: a key twice, 1.0, an escape that is not needed. */
  readonly lossless: boolean
}

const shape = /^(\ufeff?[ \t\r\n]*)([^]*?)([ \t\r\n]*)$/

/** The value in that layout. */
export const writeJsonText = (value: unknown, { head, tail, indent, eol }: JsonLayout): string =>
  head + JSON.stringify(value, undefined, indent).replaceAll('\n', eol) + tail

/**
 * Reads a JSON text that somebody else formatted. A blank text is `{}`, as Claude Code takes it. Throws DataError (65) for what is not JSON (comments,
 * trailing commas, nested beyond the stack); its message names the line where the parser does, and nothing of the content, which may be secret.
 */
export const readJsonText = (text: string): JsonText => {
  const [, head = '', body = '', tail = ''] = shape.exec(text) ?? []
  const eol = (body.includes('\n') ? body : text).includes('\r\n') ? '\r\n' : '\n'
  if (body === '') {
    const mark = head.startsWith('\ufeff') ? 1 : 0
    return { value: {}, layout: { head: head.slice(0, mark), tail: head.slice(mark) || '\n', indent: '  ', eol }, faithful: true, lossless: true }
  }
  try {
    const value: unknown = JSON.parse(body)
    const dense = JSON.stringify(value)
    const lines = body.includes('\n')
    const indent = lines || dense === '{}' ? (/\n([ \t]+)\S/.exec(body)?.[1] ?? '  ') : ''
    const layout = { head, tail, indent, eol } as const
    return { value, layout, faithful: writeJsonText(value, layout) === text, lossless: withoutBlanks(body) === dense }
  } catch (error) {
    const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    const line = position === undefined ? '' : ` in line ${(head + body).slice(0, head.length + Number(position)).split('\n').length}`
    throw new DataError(`not valid JSON${line}`, 'Comments and trailing commas are not allowed in it', { cause: error })
  }
}

const withoutBlanks = (body: string): string => body.replace(/("[^"\\]*(?:\\.[^"\\]*)*")|[ \t\r\n]+/g, '$1')
