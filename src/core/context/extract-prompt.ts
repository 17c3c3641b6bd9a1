import { clipText } from '../text/clip-text.js'
import { addItem } from './add-item.js'
import type { Prompt, Source } from './context.js'
import { extractDecision } from './extract-decision.js'
import type { ExtractState } from './extract-state.js'
import { judgeCorrection } from './judge-correction.js'

const goalLength = 2_000
const lastPrompts = 3

/** A prompt short enough to be kept twice. */
export const forGoal = (prompt: Prompt): Prompt =>
  prompt.text.length <= goalLength ? prompt : { ...prompt, text: clipText(prompt.text, goalLength), length: prompt.text.length }

/**
 * Something that the user said: a prompt, a correction when it is one (with what Claude had just said and done), a decision when it is one, and part
 * of the goal. What was said when refusing a call is always a correction. In: the state, which is changed; the text as it came; how it was said; where.
 */
export const extractPrompt = (state: ExtractState, raw: string, kind: Prompt['kind'], source: Source): void => {
  const text = state.clean(raw)
  if (text === '') return
  const prompt: Prompt = { text, kind, source }
  addItem(state, 'prompts', prompt)
  if (kind !== 'refusal') state.goal = { ...state.goal, first: state.goal.first ?? forGoal(prompt), last: [...state.goal.last, forGoal(prompt)].slice(-lastPrompts) }
  const { isCorrection, rule } = kind === 'refusal' ? { isCorrection: true, rule: 'refusal' } : judgeCorrection(text)
  if (isCorrection) addItem(state, 'corrections', { text, rule, against: { said: state.said?.text ?? '', did: state.did, source: state.said?.source ?? null }, source })
  extractDecision(state, text, 'user', source)
}
