import { cleanLine } from '../text/clean-line.js'
import { clipText } from '../text/clip-text.js'

/** From the worst on. `problem`: the tool, or a session of it, does not do its work; `warning`: it will not in some case, or not all of it; `unknown`: it could not be found out; `notice`: good to know. */
export const outcomes = ['problem', 'warning', 'unknown', 'notice', 'ok'] as const

export type Outcome = (typeof outcomes)[number]

/** What `doctor` found in one check. Keys and the names of checks are stable: scripts read them from --json. */
export interface Finding {
  readonly check: string
  readonly outcome: Outcome
  /** What is, in a sentence without its full stop. */
  readonly says: string
  /** What to do about it; '' for nothing. */
  readonly do: string
  /** What --fix did. */
  readonly fixed?: string
}

/** A path may be 4 KB long, a program's complaint a page. */
const mostShown = 600

const shown = (text: string): string => clipText(cleanLine(text.replaceAll('\n', ' ')), mostShown)

/** A finding whose texts, which may hold what comes from outside, are one safe line each. In: the check; the outcome; what is; what to do. */
export const finding = (check: string, outcome: Outcome, says: string, advice = ''): Finding => ({ check, outcome, says: shown(says), do: shown(advice) })
