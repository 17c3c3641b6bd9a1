import { clipText } from '../text/clip-text.js'
import type { Source } from './context.js'
import type { ExtractState } from './extract-state.js'

const [saidLength, whyLength, doneKept] = [500, 120, 5]

const begin = (state: ExtractState): void => {
  if (state.asked) [state.asked, state.did] = [false, []]
}

/** Claude says something: what a correction is said against, and why files are changed next (its last line mostly says what it is about to do). In: the state, which is changed; the text, clean; where. */
export const extractSaid = (state: ExtractState, text: string, source: Source): void => {
  begin(state)
  state.said = { text: clipText(text, saidLength), source }
  state.why = clipText(text.split('\n').filter(line => line.trim() !== '').at(-1)?.replace(/[:：]$/, '').trim() ?? '', whyLength)
}

/** Claude does something: the last few things since the user spoke are kept. In: the state, which is changed; the tool and what it is about. */
export const extractDid = (state: ExtractState, what: string): void => {
  begin(state)
  state.did = [...state.did, clipText(what.trim(), 200)].slice(-doneKept)
}
