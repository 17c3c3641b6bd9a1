import { clipText } from '../text/clip-text.js'
import { fieldsOf, listOf, textOf } from '../transcript/tool-input.js'
import { addItem } from './add-item.js'
import type { Source } from './context.js'
import type { ExtractState } from './extract-state.js'

const answerLength = 2_000

/** `"question"="answer"` pairs of the result's text, for versions that put the answers nowhere else. */
const pairsIn = (text: string): [string, string][] => [...text.matchAll(/"([^"]+)"="([^"]*)"/g)].map(([, question = '', answer = '']) => [question, answer])

/** The user's answers to AskUserQuestion, each a decision. In: the state, which is changed; the result's text; `toolUseResult`, whose `answers`, and the `notes` that the user added to them, are by question. */
export const extractAnswers = (state: ExtractState, text: string, result: Readonly<Record<string, unknown>>, source: Source): void => {
  const given = Object.entries(fieldsOf(result.answers)).map(([question, answer]): [string, string] => [question, textOf(answer) || listOf(answer).map(textOf).join(', ')])
  const notes = fieldsOf(result.annotations)
  for (const [question, answer] of given.length > 0 ? given : pairsIn(clipText(text, 50_000))) {
    const decided = clipText(state.clean(answer), answerLength)
    if (decided !== '') addItem(state, 'decisions', { who: 'answer', text: decided, reason: clipText(state.clean(textOf(fieldsOf(notes[question]).notes)), answerLength), question: clipText(state.clean(question), answerLength), source })
  }
}
