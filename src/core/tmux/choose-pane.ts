import { projectSlug } from '../session/project-slug.js'
import type { ListedPane } from './parse-panes.js'

/** The pane a session takes, and by which rule, in words for the journal. */
export interface ChosenPane {
  readonly pane: ListedPane
  readonly rule: string
}

/** `claude-<slug>-<seconds>` to the slug; undefined for an ID of another form. */
const slugIn = (id: string): string | undefined => /^claude-(.+)-\d+$/.exec(id)?.[1]

/**
 * Which pane a session that was started by its ID alone belongs to. In order: the pane that carries the ID already; a pane that runs claude
 * in a directory whose slug is in the ID; the pane that the most recently used client looks at; the only pane there is.
 * In: all panes of all servers; the ID. Out: the choice, or undefined when no rule names one. Whether the pane is free is the caller's question.
 */
export const choosePane = (panes: readonly ListedPane[], id: string): ChosenPane | undefined => {
  const carrying = panes.find(pane => pane.sessionId === id)
  if (carrying !== undefined) return { pane: carrying, rule: 'it carries this session ID' }
  const living = panes.filter(pane => !pane.dead)
  const slug = slugIn(id)
  const claude = slug === undefined ? undefined : living.find(pane => pane.command === 'claude' && projectSlug(pane.directory) === slug)
  if (claude !== undefined) return { pane: claude, rule: `claude runs in it, in the project ${slug ?? ''}` }
  const watched = living.filter(pane => pane.clientActivity > 0).sort((one, other) => other.clientActivity - one.clientActivity)[0]
  if (watched !== undefined) return { pane: watched, rule: 'the client used last looks at it' }
  const only = living.length === 1 ? living[0] : undefined
  return only === undefined ? undefined : { pane: only, rule: 'it is the only pane there is' }
}
