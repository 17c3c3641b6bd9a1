/** One thing to say: its text, whole or not at all. `rank`: what is said first when there is too little room, the lowest number; equals in their order. */
export interface Entry {
  readonly rank: number
  readonly text: string
}

/** A part of a text with its heading. `shown`: from the last entry to the first, where the newest is said last. `rest`: what is said when entries were left out. */
export interface Section {
  readonly title: string
  readonly entries: readonly Entry[]
  readonly reversed?: boolean
  readonly rest: (left: number) => string
}

const headingOf = ({ title }: Section): string => `\n## ${title}\n`

/**
 * Fills a text of limited length. Each section with anything to say keeps room for its heading and for the line that tells of the rest, so that none is left out in silence. An entry that does not fit is left out
 * whole, and a shorter one behind it may still be taken. In: what stands before and behind; the sections in the order in which they are read; the length. Out: the text, never longer.
 */
export const fillSections = (head: string, sections: readonly Section[], tail: string, longest: number): string => {
  const order = sections
    .flatMap((section, at) => section.entries.map((entry, index) => ({ section, at, index, rank: entry.rank, text: entry.text })))
    .sort((one, other) => one.rank - other.rank || one.at - other.at || one.index - other.index)
  const taken = sections.map(() => new Set<number>())
  const spare = (section: Section): number => section.rest(9_999_999).length + 1
  let room = longest - head.length - tail.length
  // While there is room for that: of headings alone nobody has anything.
  const kept = sections.map(section => {
    const opening = section.entries.length === 0 ? 0 : headingOf(section).length + spare(section)
    if (opening > room / 4) return 0
    room -= opening
    return opening
  })
  for (const { section, at, index, text } of order) {
    const opening = taken[at]?.size === 0 && kept[at] === 0 ? headingOf(section).length + spare(section) : 0
    if (text.length + 1 + opening > room) continue
    taken[at]?.add(index)
    room -= text.length + 1 + opening
  }
  const body = sections.map((section, at) => {
    const chosen = section.entries.flatMap((entry, index) => (taken[at]?.has(index) === true ? [entry.text] : []))
    const left = section.entries.length - chosen.length
    const rest = left > 0 ? section.rest(left) : ''
    if (chosen.length === 0) {
      const only = `${headingOf(section)}${rest}\n`
      return left === 0 || kept[at] === 0 ? '' : only
    }
    const lines = section.reversed === true ? [...(rest === '' ? [] : [rest]), ...chosen.reverse()] : [...chosen, ...(rest === '' ? [] : [rest])]
    return `${headingOf(section)}${lines.join('\n')}\n`
  })
  return `${head}${body.join('')}${tail}`
}
