import { comes, isStale, type SessionFacts } from './session.js'

/** What --fix does about a session: a capture at once; its timers restarted; its units, or its supervisor, started. Nothing where its pane is gone: ending a session is not a repair. */
export const planCure = (facts: SessionFacts): readonly ('capture' | 'timers' | 'start')[] => {
  const { damaged, pane, next, marker, ticks, timers } = facts
  if (damaged !== '' || pane !== 'lives' || next !== '') return []
  const still = isStale(facts) && !comes(facts)
  const down = timers.some(({ runs }) => !runs)
  return [
    ...(still || down || marker === 'damaged' || ticks === 'nobody' ? (['capture'] as const) : []),
    ...(ticks === 'units' && (still || down) ? (['timers'] as const) : []),
    ...(ticks === 'nobody' ? (['start'] as const) : []),
  ]
}
