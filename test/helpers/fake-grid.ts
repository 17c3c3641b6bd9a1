/**
 * A tmux pane without tmux: its grid of rows after tmux's own rules (grid.c, grid-view.c, screen.c), for ASCII text. It is what the alignment is driven
 * against by the thousand; test/reliability/fake-grid-agrees.ts holds it against the real one.
 */
import { parseSnapshot } from '../../src/core/tmux/parse-snapshot.js'
import type { Snapshot } from '../../src/core/tmux/snapshot.js'

/** A pane. `write` knows CR, LF, ESC[H, ESC[J at home, ESC[2J, ESC[3J and ESC c; anything else is text. */
export interface FakeGrid {
  readonly write: (text: string) => void
  readonly clearHistory: () => void
  readonly resize: (width: number, height: number) => void
  /** As `takeSnapshot`: from so many rows above the screen (Infinity: all). `activity`: when it printed last, Unix seconds. */
  readonly snapshot: (above: number, activity?: number, below?: number) => Snapshot
  /** As `takeRows`: `count` rows from grid row `start`. */
  readonly rows: (start: number, count: number) => string[]
}

interface Row {
  text: string
  wrapped: boolean
  dead?: boolean
}

const emptyRow = (): Row => ({ text: '', wrapped: false })
// As the program cleans a line: other blanks than these stay.
const withoutBlanks = (text: string): string => text.replace(/[ \t]+$/, '')
const sequence = /\x1b\[H|\x1b\[J|\x1b\[2J|\x1b\[3J|\x1bc|\r|\n|[^\x1b\r\n]+/g

/** A pane of a server of its own. In: its size and history limit; `pane`, as tmux would name it. */
export const fakeGrid = (options: { width: number; height: number; limit: number; pane?: string }): FakeGrid => {
  let { width, height } = options
  const { limit, pane = '%0' } = options
  let rows: Row[] = Array.from({ length: height }, emptyRow)
  let history = 0
  /** Rows that a taller screen can pull back: those scrolled since the last clear. */
  let scrolled = 0
  let x = 0
  let y = 0
  const at = (index: number): Row => rows[index] as Row

  const scroll = (): void => {
    if (history > 0 && history >= limit) {
      const dropped = Math.min(history, Math.max(1, Math.floor(limit / 10)))
      rows.splice(0, dropped)
      history -= dropped
      scrolled = Math.min(scrolled, history)
    }
    rows.push(emptyRow())
    history += 1
    scrolled += 1
  }
  const lineFeed = (wrapped: boolean): void => {
    if (wrapped) at(history + y).wrapped = true
    if (y === height - 1) scroll()
    else y += 1
  }
  const put = (text: string): void => {
    for (let index = 0; index < text.length; ) {
      if (x > width - 1) {
        lineFeed(true)
        x = 0
      }
      const piece = text.slice(index, index + width - x)
      const row = at(history + y)
      row.text = row.text.padEnd(x).slice(0, x) + piece + row.text.slice(x + piece.length)
      x += piece.length
      index += piece.length
    }
  }
  const clearScreen = (): void => {
    let used = height
    while (used > 0 && at(history + used - 1).text === '') used -= 1
    for (let row = 0; row < used; row += 1) scroll()
    for (let row = 0; row < height - used || (used === 0 && row < height); row += 1) rows[history + row] = emptyRow()
    if (used < height && history > 0) at(history - 1).wrapped = false
    if (used > 0) scrolled = 0
  }
  const clearHistory = (): void => {
    rows.splice(0, history)
    history = 0
    scrolled = 0
  }
  const write = (text: string): void => {
    for (const [token] of text.matchAll(sequence)) {
      if (token === '\r') x = 0
      else if (token === '\n') lineFeed(false)
      else if (token === '\x1b[3J') clearHistory()
      else if (token === '\x1b[H') [x, y] = [0, 0]
      else if (token === '\x1b[2J' || (token === '\x1b[J' && x === 0 && y === 0)) clearScreen()
      else if (token === '\x1bc') {
        clearScreen()
        ;[x, y] = [0, 0]
      } else if (token.startsWith('\x1b')) throw new Error(`the fake grid does not know ${JSON.stringify(token)} there`)
      else put(token)
    }
  }

  const resizeHeight = (wanted: number, cursor: number): void => {
    if (wanted < height) {
      const eaten = Math.min(height - 1 - (cursor - history), height - wanted)
      rows.length -= eaten
      history += height - wanted - eaten
      scrolled += height - wanted - eaten
    } else {
      const pulled = Math.min(scrolled, wanted - height)
      scrolled -= pulled
      history -= pulled
      for (let fill = wanted - height - pulled; fill > 0; fill -= 1) rows.push(emptyRow())
    }
    height = wanted
  }

  /** grid_reflow_join: fills the last row of `target` from the rows behind `from`. */
  const join = (target: Row[], from: number, size: number): void => {
    const to = target.length - 1
    const row = target[to] as Row
    let lines = 0
    let wrapped = true
    let left = ''
    let last: Row | undefined
    while (from + 1 + lines < rows.length) {
      const next = at(from + 1 + lines)
      if (!next.wrapped) wrapped = false
      if (next.text === '') {
        if (!wrapped) break
        lines += 1
        continue
      }
      if (row.text.length + 1 > size) break
      const room = size - row.text.length
      row.text += next.text.slice(0, room)
      left = next.text.slice(room)
      last = next
      lines += 1
      if (!wrapped || left !== '' || row.text.length === size) break
    }
    if (lines === 0) return
    if (left !== '' && last !== undefined) {
      last.text = left
      lines -= 1
    } else if (!wrapped) row.wrapped = false
    for (let dead = from + 1; dead < from + 1 + lines; dead += 1) at(dead).dead = true
    if (scrolled > to + lines) scrolled -= lines
    else if (scrolled > to) scrolled = to
  }

  /** grid_reflow: every logical line wrapped anew. */
  const reflow = (size: number): void => {
    const target: Row[] = []
    for (let index = 0; index < rows.length; index += 1) {
      const row = at(index)
      if (row.dead) continue
      if (row.text.length > size) {
        const pieces: Row[] = []
        for (let begin = 0; begin < row.text.length; begin += size) pieces.push({ text: row.text.slice(begin, begin + size), wrapped: true })
        const end = pieces.at(-1) as Row
        end.wrapped = row.wrapped
        target.push(...pieces)
        if (index <= scrolled) scrolled += pieces.length - 1
        if (end.text.length < size && row.wrapped) join(target, index, size)
      } else {
        target.push({ text: row.text, wrapped: row.wrapped })
        if (row.text.length < size && row.wrapped) join(target, index, size)
      }
    }
    while (target.length < height) target.push(emptyRow())
    rows = target
    history = rows.length - height
    scrolled = Math.min(scrolled, history)
  }

  const resize = (wantedWidth: number, wantedHeight: number): void => {
    let cursor = history + y
    if (wantedHeight !== height) resizeHeight(wantedHeight, cursor)
    if (wantedWidth !== width) {
      width = wantedWidth
      let line = 0
      let offset = 0
      for (let row = 0; row < cursor; row += 1) {
        if (at(row).wrapped) offset += at(row).text.length
        else [line, offset] = [line + 1, 0]
      }
      const atEnd = x >= at(cursor).text.length
      offset += x
      reflow(width)
      let row = 0
      for (let passed = 0; row < rows.length - 1 && passed < line; row += 1) if (!at(row).wrapped) passed += 1
      while (at(row).wrapped && (atEnd || offset >= at(row).text.length)) {
        offset -= at(row).text.length
        row += 1
      }
      cursor = row
      x = atEnd ? at(row).text.length : offset
    }
    if (cursor >= history) y = cursor - history
    else [x, y] = [0, 0]
  }

  const snapshot = (above: number, activity = 0, below = 0): Snapshot => {
    const from = Math.max(0, history - above)
    const read = below === 0 ? rows.slice(from) : rows.slice(from, history - below)
    const captured = read.map(row => row.text)
    const joined: string[] = []
    let open = ''
    for (const row of read) {
      open += row.text
      if (row.wrapped) continue
      joined.push(open)
      open = ''
    }
    if (open !== '') joined.push(open)
    const state = `1 1 ${pane} 0 ${width} ${height} ${history} ${limit} 0 ${activity} 3.3a`
    const parsed = parseSnapshot(`${[state, ...joined, ...captured].join('\n')}\n`, above, withoutBlanks, below)
    if (parsed === undefined) throw new Error('a snapshot of the fake grid could not be read')
    return parsed
  }

  return { write, clearHistory, resize, snapshot, rows: (start, count) => rows.slice(start, start + count).map(row => withoutBlanks(row.text)) }
}
