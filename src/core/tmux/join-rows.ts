import type { GridLine } from './snapshot.js'

/** A line whose text is cleaned when it is first asked for: most lines of a window only stand between the ones that are compared. */
const lazyLine = (raw: string, end: number, clean: (text: string) => string): GridLine => {
  let text: string | undefined
  return {
    get text() {
      return (text ??= clean(raw))
    },
    end,
  }
}

/**
 * Where each logical line ends in the grid. tmux (before 3.7) does not say which rows are wrapped, but the joined lines (`capture-pane -J`)
 * are exactly the concatenation of the rows (`-N`), so walking both together tells.
 * In: joined lines and rows of one atomic snapshot, uncleaned; `from`, the grid row of the first row; `clean`, applied to each line's text.
 * Out: the lines with the grid row behind each. A wrapped row whose rest was erased leaves an empty row: it belongs to the line before it.
 */
export const joinRows = (
  joined: readonly string[],
  rows: readonly string[],
  from: number,
  clean: (text: string) => string,
): GridLine[] => {
  // As many lines as rows: none is wrapped. So it is in most panes, since Claude Code breaks its lines itself.
  if (joined.length === rows.length) return joined.map((text, index) => lazyLine(text, from + index + 1, clean))
  const lines: GridLine[] = []
  let row = 0
  for (const [index, text] of joined.entries()) {
    // More rows than lines are left over, this one is empty and the line is not: it is the erased rest of the line before.
    while (row < rows.length && rows[row] === '' && text !== '' && rows.length - row > joined.length - index) {
      row += 1
      if (lines.pop() !== undefined) lines.push(lazyLine(joined[index - 1] ?? '', from + row, clean))
    }
    let length = rows[row]?.length ?? 0
    row += 1
    while (length < text.length && row < rows.length) {
      length += rows[row]?.length ?? 0
      row += 1
    }
    lines.push(lazyLine(text, from + row, clean))
  }
  return lines
}
