import type { Search } from './place-by-content.js'

/** Where to go on when lines were broken anew: `rest` is what of line `index` is not committed yet ('' when it begins the new text). */
export interface TextPlace {
  readonly index: number
  readonly rest: string
}

/** So many characters must agree, and so many different ones must be among them, or a ruler or a blank table would do. */
const needed = 64
const differentNeeded = 12
/** At most so many characters are compared: more than one place has in common with another by chance. */
const window = 1_024

const squeeze = (text: string): string => text.replace(/\s+/gu, '')

/**
 * After a change of width a program prints its text again with other line breaks, and tmux itself may split a line of wide characters
 * for good. So the lines differ and the text does not: compare with every blank and line break left out.
 * In: the search. Out: the place; undefined when the end of the committed text is not in the pane exactly once, or too short to tell.
 */
export const placeByText = ({ tail, text }: Search): TextPlace | undefined => {
  let committed = ''
  for (let index = tail.length - 1; index >= 0 && committed.length < window; index -= 1) committed = squeeze(tail[index] ?? '') + committed
  committed = committed.slice(-window)
  const squeezed = text.map(squeeze)
  const all = squeezed.join('')
  // As much of the committed text as the pane can still hold.
  for (let length = committed.length; length >= needed; length = Math.floor(length / 2)) {
    const end = committed.slice(-length)
    if (new Set(end).size < differentNeeded) return undefined
    const found = all.indexOf(end)
    if (found < 0) continue
    if (all.indexOf(end, found + 1) >= 0) return undefined
    let offset = found + length
    let index = 0
    while (offset > 0 && offset >= (squeezed[index]?.length ?? Infinity)) {
      offset -= squeezed[index]?.length ?? 0
      index += 1
    }
    return { index, rest: offset === 0 ? '' : cutSqueezed(text[index] ?? '', offset) }
  }
  return undefined
}

/** `text` behind its first `count` characters that are no blanks. */
const cutSqueezed = (text: string, count: number): string => {
  let left = count
  let index = 0
  for (; index < text.length && left > 0; index += 1) if (!/\s/u.test(text[index] ?? '')) left -= 1
  return text.slice(index).trimStart()
}
