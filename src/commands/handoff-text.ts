import type { SessionId } from '../core/session-id.js'
import { historyDirectory, sessionDirectory } from '../core/paths.js'
import type { Environment } from './environment.js'

/** What a new context is told of the session before it: facts, not orders, and where everything else can be read. '' when there is nothing to hand on. */
export const handoffText = ({ paths }: Environment, id: SessionId, source: string): string =>
  source === 'compact' || source === 'clear'
    ? [
        `This conversation continues the work of claude-session session ${id}, whose context just ended (${source}).`,
        `What stood on the terminal until then, and a copy of the transcript, is kept in ${historyDirectory(paths, id)} (until it is moved there: ${sessionDirectory(paths, id)}).`,
        `The files session_*_PART*.md there hold the terminal's lines in order; transcript.jsonl holds the conversation.`,
      ].join('\n')
    : ''
