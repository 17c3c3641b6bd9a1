import type { GridLine } from './snapshot.js'

/**
 * Where each logical line ends in the grid. tmux (before 3.7) does not say which rows are wrapped, but the joined lines (`capture-pane -J`)
 * are exactly the concatenation of the rows (`-N`), so walking both together tells.
 * In: joined lines of one atomic snapshot, uncleaned, and the lengths of its rows; `from`, the grid row of the first row; `line`, which makes a line of its raw text and the row behind it.
 * Out: the lines with the grid row behind each. A wrapped row whose rest was erased leaves an empty row: it belongs to the line before it.
 */
export const joinRows = (
  joined: readonly string[],
  rows: ArrayLike<number>,
  from: number,
  line: (raw: string, end: number) => GridLine,
): GridLine[] => {
  // As many lines as rows: none is wrapped. So it is in most panes, since Claude Code breaks its lines itself.
  if (joined.length === rows.length) return joined.map((text, index) => line(text, from + index + 1))
  const lines: GridLine[] = []
  let row = 0
  for (const [index, text] of joined.entries()) {
    // More rows than lines are left over, this one is empty and the line is not: it is the erased rest of the line before.
    while (row < rows.length && rows[row] === 0 && text !== '' && rows.length - row > joined.length - index) {
      row += 1
      if (lines.pop() !== undefined) lines.push(line(joined[index - 1] ?? '', from + row))
    }
    let length = rows[row] ?? 0
    row += 1
    while (length < text.length && row < rows.length) {
      length += rows[row] ?? 0
      row += 1
    }
    lines.push(line(text, from + row))
  }
  return lines
}
