import { finding, outcomes, type Finding, type Outcome } from './finding.js'

/** A timer of a session. */
export interface TimerFacts {
  readonly name: 'capture' | 'context' | 'token'
  /** It waits for its time, or its tick runs. */
  readonly runs: boolean
  /** Since it last came, in seconds without those the machine slept; undefined: it never did. */
  readonly secondsAgo: number | undefined
}

/** A live session: its files, its pane, and what runs its ticks. Times in seconds. */
export interface SessionFacts {
  readonly id: string
  /** Why session.toml cannot be read; '' when it can. */
  readonly damaged: string
  readonly marker: 'good' | 'missing' | 'damaged'
  readonly capturedAgo: number | undefined
  /** `unknown`: its tmux server does not answer. */
  readonly pane: 'lives' | 'gone' | 'unknown'
  /** The session that it goes on as, while its rollover has not come to its end. */
  readonly next: string
  /** What `failed` has left. */
  readonly trouble: string
  readonly ticks: 'units' | 'supervisor' | 'nobody' | 'unknown'
  /** Of the units only. */
  readonly timers: readonly TimerFacts[]
  /** How long a capture waits for the next one. */
  readonly period: number
}

/** So many periods without a capture are too many. */
const patience = 3

/** Whether the last capture is older than it may be. */
export const isStale = ({ capturedAgo, period }: Pick<SessionFacts, 'capturedAgo' | 'period'>): boolean => capturedAgo !== undefined && capturedAgo > patience * period

const minutes = (seconds: number): string => (seconds < 120 ? `${Math.round(seconds)} s` : seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`)

type Said = readonly [outcome: Outcome, says: string, advice: string]

/** Whether the capture timer came not long ago: behind a stale capture the machine slept then, or somebody else has the session. */
export const comes = ({ timers, period }: SessionFacts): boolean => timers.some(({ name, runs, secondsAgo }) => name === 'capture' && runs && secondsAgo !== undefined && secondsAgo <= patience * period)

const sayTicks = (facts: SessionFacts): Said[] => {
  const { ticks, timers, capturedAgo } = facts
  const fix = 'claude-session doctor --fix'
  const stale = isStale(facts)
  const down = timers.filter(({ runs }) => !runs).map(({ name }) => name)
  return [
    ...(ticks === 'nobody' ? [['problem', 'nothing runs its ticks', `claude-session recover, or ${fix}`] as const] : []),
    ...(ticks === 'unknown' ? [['unknown', 'what runs its ticks could not be found out', ''] as const] : []),
    ...(down.length === 0 ? [] : [[stale && down.includes('capture') ? 'problem' : 'warning', `its timers are stopped: ${down.join(', ')}`, fix] as const]),
    ...(stale ? [[comes(facts) ? 'warning' : 'problem', `its last capture was ${minutes(capturedAgo ?? 0)} ago`, fix] as const] : []),
  ]
}

const say = (facts: SessionFacts): Said[] => {
  const { id, damaged, marker, capturedAgo, pane, next, trouble, ticks } = facts
  if (damaged !== '') return [['problem', damaged, `its lines are whole; move sessions/${id} away, or mend session.toml`]]
  return [
    ...(next === '' ? [] : [['warning', `its rollover to ${next} has not come to its end`, `claude-session rollover ${id}`] as const]),
    ...(pane === 'gone' ? [[ticks === 'nobody' ? 'problem' : 'warning', 'its pane is gone', 'claude-session recover finishes it'] as const] : []),
    ...(pane === 'unknown' ? [['unknown', 'its tmux server does not answer', ''] as const] : []),
    ...(marker === 'damaged' ? [['warning', 'its marker is damaged: the next capture rebuilds it from the parts and the pane', ''] as const] : []),
    ...(marker === 'missing' || capturedAgo === undefined ? [['warning', 'it has no marker: it was not begun to the end, or somebody removed it', `claude-session begin ${id}`] as const] : []),
    ...(pane === 'gone' ? [] : sayTicks(facts)),
    ...(trouble === '' ? [] : [['warning', trouble, `claude-session logs ${id} tells why`] as const]),
  ]
}

/** One finding a live session: the worst of what is wrong with it decides, and all of it is said. */
export const judgeSession = (facts: SessionFacts): Finding => {
  const said = say(facts)
  const check = `session ${facts.id}`
  if (said.length === 0) return finding(check, 'ok', `captured ${facts.capturedAgo === undefined ? 'never' : `${minutes(facts.capturedAgo)} ago`}, by ${facts.ticks === 'units' ? 'its timers' : 'the embedded supervisor'}`)
  const worst = outcomes.find(outcome => said.some(([each]) => each === outcome)) ?? 'unknown'
  return finding(check, worst, said.map(([, says]) => says).join('; '), [...new Set(said.map(([, , advice]) => advice))].filter(advice => advice !== '').join('; '))
}
