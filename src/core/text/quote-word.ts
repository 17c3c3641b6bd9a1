/** The shells that have a start-up text. */
export const shells = ['bash', 'zsh', 'fish'] as const

/** One of them. */
export type Shell = (typeof shells)[number]

/** A text as one word of shell source, whatever is in it. In: the text; the shell that reads it (sh: any but fish). */
export const quoteWord = (text: string, shell: Shell | 'sh'): string =>
  shell === 'fish' ? `'${text.replace(/[\\']/g, '\\$&')}'` : `'${text.replaceAll("'", `'\\''`)}'`
