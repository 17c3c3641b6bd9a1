import { encodeContext } from '../../src/core/context/context-text.js'
import type { Context } from '../../src/core/context/context.js'
import { extractRecord } from '../../src/core/context/extract-record.js'
import { type ExtractState, newExtractState } from '../../src/core/context/extract-state.js'
import { parseContext } from '../../src/core/context/parse-context.js'
import { cleanText } from '../../src/core/text/clean-text.js'
import { parseRecord } from '../../src/core/transcript/parse-record.js'

/** The extraction of a transcript's text, all at once. */
export const extractText = (text: string, directory = '/home/me/app'): ExtractState => {
  const state = newExtractState(directory, value => cleanText(value, true))
  text.split('\n').slice(0, -1).forEach((line, index) => extractRecord(state, parseRecord(line), { file: 'transcript.jsonl', line: index + 1 }))
  return state
}

/** The context of a transcript's text. */
export const contextOf = (text: string, directory = '/home/me/app'): Context => {
  const context = parseContext(encodeContext({ id: 'work', directory, previous: '', from: 'transcript' }, extractText(text, directory)).toString())
  if (context === undefined) throw new Error('the context cannot be read back')
  return context
}
