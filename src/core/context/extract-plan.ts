import { clipText } from '../text/clip-text.js'
import type { Plan, Source } from './context.js'
import type { ExtractState } from './extract-state.js'

const mostPlans = 50
const planLength = 20_000

/** A plan that is put before the user. One that was waiting for an answer is superseded by it. In: the state, which is changed; the plan; its file, '' if none. */
export const extractPlanProposal = (state: ExtractState, text: string, file: string, source: Source): void => {
  const waiting = (plan: Plan): Plan => (plan.state === 'proposed' ? { ...plan, state: 'superseded' } : plan)
  state.plans = [...state.plans.map(waiting), { text: clipText(state.clean(text), planLength), file: state.clean(file), state: 'proposed' as const, said: '', source }].slice(-mostPlans)
}

/** The answer to the plan that waits: accepted, it is the active one and supersedes the one before; else it is rejected, with what was said. */
export const extractPlanAnswer = (state: ExtractState, answer: { readonly accepted: boolean; readonly said: string; readonly text: string; readonly file: string }): void => {
  const at = state.plans.map(plan => plan.state).lastIndexOf('proposed')
  state.plans = state.plans.map((plan, index) => {
    if (index !== at) return answer.accepted && plan.state === 'active' ? { ...plan, state: 'superseded' } : plan
    const text = plan.text === '' ? clipText(state.clean(answer.text), planLength) : plan.text
    const file = plan.file === '' ? state.clean(answer.file) : plan.file
    return { ...plan, text, file, state: answer.accepted ? 'active' : 'rejected', said: clipText(state.clean(answer.said), planLength) }
  })
}

/** The active plan is done when, at a change of the list, all that was to do is done. Nothing else in a transcript says so. */
export const extractPlanEnd = (state: ExtractState): void => {
  if (state.todos.length === 0 || !state.todos.every(todo => todo.state === 'completed')) return
  state.plans = state.plans.map(plan => (plan.state === 'active' ? { ...plan, state: 'done' } : plan))
}
