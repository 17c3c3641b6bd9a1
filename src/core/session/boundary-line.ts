import type { Sign } from './boundary.js'

const witnesses = { hook: 'a hook of Claude Code', record: 'its transcript', screen: 'the wiped screen' } as const

/** What the signs of a boundary say, in words for the journal: `Claude Code compacted its context (seen by its transcript, the wiped screen)`. */
export const boundaryLine = (signs: readonly Sign[]): string => {
  const said = signs.find(({ by }) => by !== 'screen') ?? signs[0]
  const what = said?.by === 'screen' ? 'the pane was cleared' : said?.kind === 'clear' ? 'the context was cleared' : 'Claude Code compacted its context'
  return `${what} (seen by ${[...new Set(signs.map(({ by }) => witnesses[by]))].join(', ')})`
}
