import { localTime } from '../report/local-time.js'
import { clipText } from '../text/clip-text.js'
import { rememberedKinds, type RememberedKind } from './retained-in.js'

/** What a compaction's summary and our hand-off have of one thing. */
export interface LostThing {
  readonly kind: RememberedKind
  readonly what: string
  readonly inSummary: boolean
  readonly inHandoff: boolean
}

const titles: Readonly<Record<RememberedKind, string>> = { filesModified: 'files modified', filesRead: 'files read', commands: 'commands', prompts: 'prompts', corrections: 'corrections' }

/** What was lost, to text for people: a line of figures a kind, then each thing that the summary lacks, with whether the hand-off has it. The time is that of the reader's own clock. */
export const formatLost = ({ of, at, items }: { readonly of: string; readonly at: string; readonly items: readonly LostThing[] }): string => {
  const figures = rememberedKinds.map(kind => {
    const all = items.filter(item => item.kind === kind)
    const has = (which: 'inSummary' | 'inHandoff'): string => String(all.filter(item => item[which]).length).padStart(10)
    return `${titles[kind].padEnd(16)}${String(all.length).padStart(10)}${has('inSummary')}${has('inHandoff')}`
  })
  const lacking = rememberedKinds.flatMap(kind => {
    const all = items.filter(item => item.kind === kind && !item.inSummary)
    return all.length === 0 ? [] : ['', `${titles[kind]} that the summary lacks`, ...all.map(item => `  ${item.inHandoff ? 'handed on ' : 'in context'}  ${clipText(item.what.replace(/\s+/g, ' '), 160)}`)]
  })
  return [`Compaction of ${of}${at === '' ? '' : ` at ${localTime(Date.parse(at))}`}: what stood before it, and of that in Claude's summary and in our hand-off`, `${''.padEnd(16)}${['before', 'summary', 'hand-off'].map(title => title.padStart(10)).join('')}`, ...figures, ...lacking].join('\n')
}
