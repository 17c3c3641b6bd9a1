/** A text as one word of a POSIX shell, for a person to paste. In: any text. Out: as it is where that is safe, else in single quotes. */
export const shellWord = (text: string): string => (/^[\w/.+,@%:=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
