import type { Context } from '../context/context.js'
import { formatHandoff } from './format-handoff.js'
import { toHandoff, type HandoffPlaces } from './handoff.js'

/** The hand-off of a session as the next Claude context receives it: at most 9,500 characters, facts only. In: the context of the session that ended; the places. */
export const buildHandoff = (context: Context, places: HandoffPlaces): string => formatHandoff(toHandoff(context, places))
