import { finding, type Finding } from './finding.js'

type Table = Readonly<Record<string, unknown>>
type Env = Readonly<Record<string, string | undefined>>

/** Claude Code's settings and what it inherits. */
export interface ClaudeScreenFacts {
  readonly settings: Table
  readonly env: Env
  /** Captured panes in which a full-screen program is on, as a person reads them. */
  readonly alternate: readonly string[]
}

const isOn = (value: unknown): boolean => typeof value === 'string' && /^(?:1|true|yes|on)$/i.test(value)
const isOff = (value: unknown): boolean => typeof value === 'string' && /^(?:0|false|no|off)$/i.test(value)

/** What Claude Code has in its environment: what its settings say goes before what it inherits. */
const environmentOf = ({ settings, env }: ClaudeScreenFacts): Table => ({ ...env, ...(typeof settings.env === 'object' && settings.env !== null ? settings.env : {}) })

/** Which of its two ways to draw Claude Code was told to take, and by what; the order is its own. */
const rendererOf = (facts: ClaudeScreenFacts): readonly ['classic' | 'fullscreen' | 'unsaid', string] => {
  const env = environmentOf(facts)
  if (isOn(env.CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN)) return ['classic', 'CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN']
  if (isOff(env.CLAUDE_CODE_NO_FLICKER)) return ['classic', 'CLAUDE_CODE_NO_FLICKER=0']
  if (isOn(env.CLAUDE_CODE_NO_FLICKER)) return ['fullscreen', 'CLAUDE_CODE_NO_FLICKER=1']
  if (facts.settings.tui === 'fullscreen') return ['fullscreen', '"tui": "fullscreen"']
  return facts.settings.tui === 'default' ? ['classic', '"tui": "default"'] : ['unsaid', '']
}

const classic = 'for lines as they stood on the screen, where claude is started: export CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN=1'

const judgeRenderer = (facts: ClaudeScreenFacts): Finding => {
  const [renderer, by] = rendererOf(facts)
  if (facts.alternate.length > 0) return finding('renderer', 'notice', `a full-screen program is on in ${facts.alternate.join(', ')}: its lines are taken from Claude's transcript`, classic)
  if (renderer === 'fullscreen') return finding('renderer', 'notice', `Claude Code draws full screen (${by}): its lines are taken from its transcript`, classic)
  if (renderer === 'unsaid') return finding('renderer', 'notice', 'nothing says how Claude Code draws: new installations draw full screen, and their lines are taken from the transcript', classic)
  return finding('renderer', 'ok', `Claude Code draws into the scrollback (${by})`)
}

const judgeTranscripts = (facts: ClaudeScreenFacts): Finding => {
  const { cleanupPeriodDays: days } = facts.settings
  if (isOn(environmentOf(facts).CLAUDE_CODE_SKIP_PROMPT_HISTORY)) {
    return finding('transcripts', 'warning', 'CLAUDE_CODE_SKIP_PROMPT_HISTORY keeps Claude Code from writing transcripts: what a cleared screen showed cannot be filled in', 'take it out of the environment, or of "env" in settings.json')
  }
  if (days === 0) return finding('transcripts', 'warning', '"cleanupPeriodDays": 0 keeps Claude Code from writing transcripts: what a cleared screen showed cannot be filled in', 'set it to a number of days, for example 3650')
  const kept = typeof days === 'number' ? days : 30
  return finding('transcripts', 'ok', `Claude Code keeps its transcripts for ${kept} ${kept === 1 ? 'day' : 'days'}; the copies of captured sessions stay`)
}

/** How Claude Code draws, and whether it writes transcripts. */
export const judgeClaudeScreen = (facts: ClaudeScreenFacts): Finding[] => [judgeRenderer(facts), judgeTranscripts(facts)]
