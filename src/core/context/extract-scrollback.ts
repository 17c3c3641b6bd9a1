/**
 * The context as far as the screen showed it, for sessions without a transcript. Claude Code prints a bullet (`⏺` or `●`, by platform) before what it says and
 * before each call (`Update(src/a.ts)`, `Bash(npm test)`), a gutter (`⎿`) before the result, and `❯` (older: `>`) before what the user typed;
 * lines that go on are indented. Newer versions fold reading into `Read 3 files` with no names: what is not shown cannot be known.
 * Grammar: frames of Claude Code 2.1.29 to 2.1.250.
 */
import { clipText } from '../text/clip-text.js'
import { isOwnCommand } from '../transcript/slash-command.js'
import { addFile, absolutePath } from './add-file.js'
import { addItem } from './add-item.js'
import { errorLine, isRefusal } from './command-outcome.js'
import type { Source } from './context.js'
import { extractDecision } from './extract-decision.js'
import { extractPrompt } from './extract-prompt.js'
import { extractDid, extractSaid } from './extract-said.js'
import type { ExtractState } from './extract-state.js'

/** The block that the last line belongs to; it is understood when the next one begins. */
export interface Screen {
  readonly kind: 'none' | 'prompt' | 'said' | 'call'
  readonly lines: readonly string[]
  /** Of a call: its result so far. */
  readonly result: readonly string[]
  readonly part: number
  readonly line: number
  /** Claude Code is what prints here: a shell's prompt can look like Claude's. */
  readonly claude: boolean
}

const longestBlock = 400

/** No block has begun. */
export const newScreen = (): Screen => ({ kind: 'none', lines: [], result: [], part: 0, line: 0, claude: false })

const bullet = /^[⏺●]\s+(.*)$/
const typed = /^[❯>]\s(.+)$/
const gutter = /^\s{1,4}⎿\s*(.*)$/
const call = /^(Read|Update|Edit|MultiEdit|Write|Create|NotebookEdit|Bash|Task|Agent)\(([^]*)\)$/
/** A choice of a dialog. */
const noPrompt = /^\d+\.\s/

/** Output of a call that says it went wrong. */
const wrong = /^(?:Error\b|Error:|Exit code \d|\(eval\)|.*command not found)/
const done: Readonly<Record<string, RegExp>> = {
  Read: /^Read \d+ lines?|^Read image|^Read \d/,
  Update: /^(?:Updated |Added \d|Removed \d)/,
  Edit: /^(?:Updated |Added \d|Removed \d)/,
  MultiEdit: /^(?:Updated |Added \d|Removed \d)/,
  Write: /^(?:Wrote \d|Updated |Created )/,
  Create: /^(?:Wrote \d|Created )/,
  NotebookEdit: /^(?:Updated |Edited )/,
}

const unwrap = (lines: readonly string[]): string => lines.map(line => line.trim()).join(' ').trim()

const endCall = (state: ExtractState, screen: Screen, source: Source): void => {
  const found = call.exec(unwrap(screen.lines))
  if (found === null) return
  const [, tool = '', inside = ''] = found
  const about = state.clean(inside)
  const output = screen.result.join('\n').trim()
  const refused = isRefusal(output, {}) || /^(?:No \(tell Claude|User rejected|Interrupted by user|Tool use rejected)/.test(output)
  const failed = refused || wrong.test(output)
  extractDid(state, `${tool} ${about}`)
  if (tool === 'Bash') {
    const exit = /^(?:Error: )?Exit code (\d{1,3})/.exec(output)?.[1]
    const outcome = refused ? 'refused' : /^Interrupted/.test(output) ? 'interrupted' : /^Running in the background/i.test(output) ? 'background' : failed ? 'failed' : output === '' || /^Running…/.test(output) ? 'unknown' : 'ok'
    addItem(state, 'commands', { command: about, outcome, exitCode: exit === undefined ? null : Number(exit), error: outcome === 'failed' ? state.clean(errorLine(output)) : '', source })
  }
  if (failed) addItem(state, 'errors', { tool, about, text: clipText(state.clean(output), 2_000), source })
  else if (done[tool]?.test(output) === true) {
    // The middle of a long path is `…` on the screen: no path that could be opened.
    const path = about.includes('…') ? about : absolutePath(about, state.directory)
    addFile(tool === 'Read' ? state.filesRead : state.filesModified, path, { tool, source })
  }
}

/** What the block that has ended was. */
const endBlock = (state: ExtractState, screen: Screen): void => {
  if (!screen.claude) return
  const source: Source = { part: screen.part, line: screen.line }
  if (screen.kind === 'call') return endCall(state, screen, source)
  const text = screen.lines.map((line, index) => (index === 0 ? line : line.replace(/^ {2}/, ''))).join('\n').trim()
  if (text === '') return
  if (screen.kind === 'prompt' && !noPrompt.test(text) && !isOwnCommand(text)) {
    extractPrompt(state, text, 'typed', source)
    state.asked = true
  }
  if (screen.kind !== 'said') return
  extractSaid(state, state.clean(text), source)
  extractDecision(state, state.clean(text), 'claude', source)
}

/** Whether a bullet's text is a call: it begins as one, though it may end on a later line. */
const isCall = (text: string): boolean => /^(?:Read|Update|Edit|MultiEdit|Write|Create|NotebookEdit|Bash|Task|Agent)\(/.test(text)

/** What Claude Code prints when it begins, and after a compaction. */
const header = /Claude Code v\d|Welcome to Claude Code|Conversation (?:compacted|summarized)/
/** Whether a line shows that the block before it was Claude's: a bullet that hardly anybody else prints, a call, a result. The other bullet is systemd's too. */
const answers = ({ kind }: Screen, text: string): boolean =>
  /^⏺ /.test(text) ||
  (kind !== 'none' && gutter.test(text)) ||
  (/^● /.test(text) && (isCall(text.slice(2).trim()) || (kind === 'prompt' && !/^● \S+\.(?:service|socket|timer|target|mount|automount|path|slice|scope|swap|device)\b/.test(text))))

/** Claude Code ends: what follows is a shell's again. */
const exits = /^\/(?:exit|quit)\b/
const left = /^Resume this session with:|^claude --resume \S+$/

/**
 * One settled line. In: the extraction, which is changed; the block so far; the line, cleaned; where it stands (part and line from 1). Out: the block now.
 * A last block is not understood before something follows it.
 */
export const extractScrollback = (state: ExtractState, screen: Screen, text: string, where: { readonly part: number; readonly line: number }): Screen => {
  const answered = screen.claude || answers(screen, text)
  const claude = (answered && !left.test(text)) || header.test(text)
  const begin = (kind: Screen['kind'], first: string): Screen => {
    endBlock(state, { ...screen, claude: answered })
    return { kind, lines: first === '' ? [] : [first], result: [], ...where, claude: claude && !(screen.kind === 'prompt' && exits.test(screen.lines[0] ?? '')) }
  }
  const said = bullet.exec(text)?.[1]
  if (said !== undefined) return begin(isCall(said) ? 'call' : 'said', said)
  const prompt = typed.exec(text)?.[1]
  if (prompt !== undefined && !text.startsWith('❯\u00a0')) return begin('prompt', prompt.trim())
  const result = gutter.exec(text)?.[1]
  if (result !== undefined && screen.kind === 'call') return { ...screen, result: [...screen.result, result] }
  if (result !== undefined) return begin('none', '')
  if (screen.kind === 'none') return { ...screen, claude }
  if (/^\s{2,}\S/.test(text) || text === '') {
    // A prompt ends with a blank line on the screen when what follows is not indented: that is seen at the next line.
    if (screen.kind === 'call' && screen.result.length > 0) return screen.result.length > longestBlock ? screen : { ...screen, result: [...screen.result, text.trim()] }
    return screen.lines.length > longestBlock ? screen : { ...screen, lines: [...screen.lines, text] }
  }
  return begin('none', '')
}
