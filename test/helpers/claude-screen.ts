/**
 * What Claude Code shows, as bytes for a terminal, in both of its renderers. Frames and wording: recordings of Claude Code 2.1.29 and 2.1.239.
 *
 * Classic: finished items are printed once and scroll away; below them stands a frame (spinner, input between two rules, status) that is erased row by row
 * and drawn again, as Ink does. After a change of size, or when the frame is as high as the screen, screen and scrollback are cleared and all is printed anew.
 * Fullscreen: the alternate screen; every change draws all its rows, the end of the conversation above the frame.
 *
 * Ink breaks the lines itself, so no row is wider than the screen.
 */

/** The two ways in which Claude Code draws. */
export type Renderer = 'classic' | 'fullscreen'

/** A finished piece of the conversation: its rows at a width, without the blank row that stands before each. */
export type Item = (width: number) => readonly string[]

/** The part that is drawn again and again: rows above the input (a spinner, an answer that is still coming) and the line under it. */
export interface Frame {
  readonly live?: Item
  readonly status?: string
}

/** A screen that knows what stands on it. Each method returns the bytes that bring the terminal there. */
export interface ClaudeScreen {
  readonly renderer: () => Renderer
  /** Items to the end of the conversation, with the frame that is shown after them. */
  readonly print: (items: readonly Item[], frame?: Frame) => string
  readonly draw: (frame: Frame) => string
  /** Forgets the conversation and shows these items instead. `scrollback: false` clears the visible screen alone. */
  readonly wipe: (items: readonly Item[], options?: { scrollback?: boolean; frame?: Frame }) => string
  readonly resize: (width: number, height: number) => string
  /** Begins to draw with a renderer. In: the whole conversation, and what of it is printed now (the fullscreen renderer shows its end in any case). */
  readonly open: (renderer: Renderer, items: readonly Item[], fresh?: readonly Item[]) => string
  /** Leaves the terminal to the shell: the frame goes, and with it the alternate screen. */
  readonly close: () => string
  readonly size: () => { readonly width: number; readonly height: number }
}

const escape = '\u001b['
const clearScreen = `${escape}2J`
const clearAll = `${clearScreen}${escape}3J${escape}H`
const enterAlternate = `${escape}?1049h${clearScreen}${escape}H`
const leaveAlternate = `${escape}?1049l`
const paint = (codes: string, text: string): string => `${escape}${codes}m${text}${escape}0m`
const grey = (text: string): string => paint('38;2;153;153;153', text)

const isWide = (code: number): boolean =>
  (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xff00 && code <= 0xff60)

/** The columns that a text takes: two for the wide characters of East Asia. The text has no escapes. */
export const columns = (text: string): number => [...text].reduce((sum, character) => sum + (isWide(character.codePointAt(0) ?? 0) ? 2 : 1), 0)

/** Breaks a text at blanks so that no row is wider than `width` columns; a word that is too long by itself is cut. */
export const wrapText = (text: string, width: number): string[] =>
  text.split('\n').flatMap(line => {
    const rows: string[] = []
    let row = ''
    for (const word of line.split(' ')) {
      if (row !== '' && columns(row) + 1 + columns(word) <= width) row += ` ${word}`
      else {
        if (row !== '') rows.push(row)
        row = ''
        for (const character of word) {
          if (columns(row) + columns(character) > width) {
            rows.push(row)
            row = ''
          }
          row += character
        }
      }
    }
    return [...rows, row]
  })

/** `first` before the first row, as many blanks before the others. */
const hanging = (first: string, text: string, width: number): string[] =>
  wrapText(text, width - columns(first)).map((row, index) => (index === 0 ? `${first}${row}` : row === '' ? '' : `${' '.repeat(columns(first))}${row}`))

/** The items of Claude Code's conversation. */
export const claudeItems = {
  header: (version: string, directory: string): Item => width => width < 40 ? [`${paint('1', 'Claude Code')} ${grey(`v${version}`)}`] : [
    `${paint('38;2;215;119;87', '▗')}${paint('38;2;0;0;0;48;2;215;119;87', ' ▗   ▖ ')}${paint('38;2;215;119;87', '▖')}  ${paint('1', 'Claude Code')} ${grey(`v${version}`)}`,
    ` ${paint('48;2;215;119;87', '       ')}   ${grey('Haiku 4.5 · Claude API')}`,
    `  ${paint('38;2;215;119;87', '▘▘ ▝▝')}    ${grey(columns(directory) > width - 11 ? `/…${directory.slice(-Math.max(0, width - 13))}` : directory)}`,
    '',
    `  ${grey('/model to try Opus 4.5')}`,
  ],
  /** What the user typed: grey behind it, `❯` before it. */
  prompt: (text: string): Item => width => hanging('❯ ', text, width - 1).map(row => (row === '' ? '' : paint('38;2;255;255;255;48;2;55;55;55', `${row} `))),
  /** What the model said. */
  answer: (text: string): Item => width => hanging('⏺ ', text, width).map((row, index) => (index === 0 ? `${paint('38;2;255;255;255', '⏺')}${row.slice(1)}` : row)),
  /** A tool's line and what came of it behind the gutter. */
  tool: (title: string, result: readonly string[]): Item => width => [
    ...hanging('⏺ ', title, width).map(row => row.replace(/^(⏺ )(\w+)/, (_, bullet: string, name: string) => `${bullet}${paint('1', name)}`)),
    ...result.flatMap((line, index) => hanging(index === 0 ? '  ⎿  ' : '     ', line, width)),
  ],
  /** A slash command with what it said. */
  command: (name: string, said: readonly string[], gutter = '  ⎿  '): Item => width => [
    paint('38;2;255;255;255;48;2;55;55;55', `❯ ${name} `),
    ...said.flatMap(line => hanging(gutter, line, width).map(row => paint('2', row))),
  ],
  compacted: (): Item => width => [...wrapText('✻ Conversation compacted (ctrl+o for history)', width).map(grey), ''],
  /** The spinner's row with a tip. */
  spinner: (glyph: string, words: string, tip: string): Item => width => [...wrapText(`${glyph} ${words}`, width), ...hanging('  ⎿ \u00a0', `Tip: ${tip}`, width)],
}

/** In: the first size and renderer's conversation come with `open`. Out: a screen on which nothing stands yet. */
export const claudeScreen = (firstWidth: number, firstHeight: number): ClaudeScreen => {
  let width = firstWidth
  let height = firstHeight
  let renderer: Renderer = 'classic'
  let conversation: Item[] = []
  let frame: Frame = {}
  /** Rows of the frame that stand on the classic screen; 0: none. */
  let drawn = 0

  const itemRows = (items: readonly Item[]): string[] => items.flatMap(item => ['', ...item(width)])
  const box = (): string[] => {
    const rule = paint('2;38;2;136;136;136', '─'.repeat(width))
    return ['', rule, `❯\u00a0${paint('7', ' ')}`, rule, `  ${grey((frame.status ?? '? for shortcuts').slice(0, width - 2))}`]
  }
  const live = (): string[] => (frame.live === undefined ? [] : ['', ...frame.live(width)])
  const rows = (lines: readonly string[]): string => lines.map(line => `${line}\r\n`).join('')
  const erase = (): string => (drawn === 0 ? '' : `${escape}2K${`${escape}1A${escape}2K`.repeat(drawn)}${escape}G`)

  const fullscreen = (): string => {
    const below = box().slice(1)
    const room = Math.max(0, height - below.length)
    const above = [...itemRows(conversation), ...live()].slice(-room || Number.MAX_SAFE_INTEGER).slice(0, room)
    const all = [...above, ...Array.from({ length: room - above.length }, () => ''), ...below].slice(-height)
    return all.map((row, index) => `${escape}${index + 1};1H${escape}2K${row}`).join('')
  }
  /** The classic screen anew, without a look at what stands there. */
  const whole = (): string => {
    const lines = [...live(), ...box()]
    drawn = lines.length
    return `${rows(itemRows(conversation))}${rows(lines)}`
  }
  const classic = (fresh: readonly Item[]): string => {
    const lines = [...live(), ...box()]
    if (Math.max(lines.length, drawn) >= height) return `${clearAll}${whole()}`
    const bytes = `${erase()}${rows(itemRows(fresh))}${rows(lines)}`
    drawn = lines.length
    return bytes
  }
  const show = (fresh: readonly Item[]): string => (renderer === 'fullscreen' ? fullscreen() : classic(fresh))

  return {
    renderer: () => renderer,
    size: () => ({ width, height }),
    print: (items, next = {}) => {
      conversation.push(...items)
      frame = next
      return show(items)
    },
    draw: next => {
      frame = next
      return show([])
    },
    wipe: (items, { scrollback = true, frame: next = {} } = {}) => {
      conversation = [...items]
      frame = next
      return renderer === 'fullscreen' ? fullscreen() : `${scrollback ? clearAll : `${clearScreen}${escape}H`}${whole()}`
    },
    resize: (nextWidth, nextHeight) => {
      width = nextWidth
      height = nextHeight
      return renderer === 'fullscreen' ? `${clearScreen}${fullscreen()}` : `${clearAll}${whole()}`
    },
    open: (next, items, fresh = items) => {
      renderer = next
      conversation = [...items]
      frame = {}
      drawn = 0
      return renderer === 'fullscreen' ? `${enterAlternate}${fullscreen()}` : classic(fresh)
    },
    close: () => {
      const bytes = renderer === 'fullscreen' ? leaveAlternate : erase()
      drawn = 0
      return bytes
    },
  }
}
