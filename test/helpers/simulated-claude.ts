/** What a simulated Claude Code is told, does and remembers. claude-simulator.ts makes one. */
import type { HookPayload, Hooks } from './claude-hooks.js'
import type { Renderer } from './claude-screen.js'
import type { Seeded } from './seeded.js'

/** What was said, and where it belongs. */
export interface SimulatedTurn {
  readonly prompt: string
  readonly answer: string
  /** Tokens of the prompt, the answer's paragraphs and the tool calls (shown in the pane only where Claude Code shows them: not what it read). */
  readonly promptToken: string
  readonly answerTokens: readonly string[]
  readonly toolTokens: readonly string[]
  /** Claude's own session ID, and how many compactions that session had before. */
  readonly session: string
  readonly generation: number
  /** How many boundaries (compactions and clears) the life had before. */
  readonly boundaries: number
  readonly renderer: Renderer
}

/** The three effects of a boundary, in any order. */
export type BoundaryStep = 'records' | 'wipe' | 'hook'

/** After what `after` is called. */
export type Step = BoundaryStep | 'start' | 'prompt' | 'spinner' | 'tool' | 'answer' | 'idle' | 'pre-compact' | 'exit' | 'resize' | 'renderer'

export interface SimulatorOptions {
  readonly pane: { readonly write: (text: string) => void }
  /** Stands for ~/.claude. */
  readonly configDirectory: string
  /** The directory Claude Code runs in. */
  readonly project: string
  readonly renderer: Renderer
  readonly random: Seeded
  readonly now?: () => Date
  readonly version?: string
  /** A session of another process, to be gone on with as by `claude --resume`: `start` reads what its transcript says since the last compaction. */
  readonly resumes?: string
  /** The screen is up to date when they are called, but for tool events. */
  readonly hooks: Hooks | 'settings' | 'none'
  readonly width: number
  readonly height: number
  /** A live process that stands for `claude`. */
  readonly pid: number
  /** `claude`'s environment, which hooks inherit: TMUX and TMUX_PANE stand in it. */
  readonly env?: Readonly<Record<string, string>>
  /** Gives the pane another size, before the program notices. */
  readonly resizePane?: (width: number, height: number) => void
  /** Called after each visible effect, when the pane shows it. */
  readonly after?: (step: Step) => Promise<void> | void
  /** Which steps `after` is called for (default: all). Few of them make a life fast: what nobody looks at is written later, together. */
  readonly stops?: (step: Step) => boolean
}

export interface ClaudeSimulator {
  readonly start: () => Promise<void>
  /** Missing texts are made up; given ones get a token appended. `tools`: how many calls. */
  readonly turn: (said?: { prompt?: string; answer?: string; paragraphs?: number; tools?: number }) => Promise<SimulatedTurn>
  /** True when the conversation was compacted, false when a PreCompact hook forbade it. */
  readonly compact: (how?: { trigger?: 'manual' | 'auto'; order?: readonly BoundaryStep[]; postCompact?: boolean }) => Promise<boolean>
  /** PreCompact fires and nothing comes of it. */
  readonly compactRefused: () => Promise<void>
  readonly clear: (how?: { order?: readonly BoundaryStep[]; keepScrollback?: boolean }) => Promise<void>
  /** Another session (default: the same) in the running program, or after `exit`/`die` in a new process with this pid. */
  readonly resume: (what?: { session?: string; pid?: number }) => Promise<void>
  readonly exit: () => Promise<void>
  /** What `kill -9` leaves: the process file, the alternate screen, perhaps a torn line (to which the next record is appended); held records are lost. No hook is called. */
  readonly die: (how?: { torn?: boolean }) => void
  readonly resize: (width: number, height: number) => Promise<void>
  /** `/tui`. Whether the conversation is printed again on the primary screen is not recorded anywhere: `reprint` decides (default: no). */
  readonly switchRenderer: (how?: { reprint?: boolean }) => Promise<void>
  /** An agent with a transcript of its own beside the session's. Returns that file and the token that stands only there. */
  readonly subagent: () => Promise<{ file: string; token: string }>
  /** A command whose output is too large for the transcript and stands in a file. Returns that file and the token in it. */
  readonly toolResultFile: () => Promise<{ file: string; token: string }>
  readonly microcompact: () => void
  readonly holdRecords: () => void
  readonly releaseRecords: (bytes?: number) => void
  readonly turns: readonly SimulatedTurn[]
  /** Every event in order, also when nobody is told; and the text that SessionStart hooks gave to each new context. */
  readonly events: readonly HookPayload[]
  readonly injected: readonly { readonly source: string; readonly text: string }[]
  readonly session: () => string
  readonly transcript: () => string
  readonly boundaries: () => number
  readonly renderer: () => Renderer
}
