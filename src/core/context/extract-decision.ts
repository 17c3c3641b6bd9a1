import { addItem } from './add-item.js'
import type { Decision, Source } from './context.js'
import type { ExtractState } from './extract-state.js'
import { judgeDecision } from './judge-decision.js'

/** What is decided in a text, if anything is, with the reason. In: the state, which is changed; the text, clean; who said it; where. */
export const extractDecision = (state: ExtractState, text: string, who: Decision['who'], source: Source): void => {
  const { isDecision, decision, reason } = judgeDecision(text)
  // A sentence that holds its reason is not said twice.
  if (isDecision) addItem(state, 'decisions', { who, text: decision, reason: reason === decision ? '' : reason, source })
}
