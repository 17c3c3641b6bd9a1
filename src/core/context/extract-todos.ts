import { clipText } from '../text/clip-text.js'
import { fieldsOf, listOf, textOf } from '../transcript/tool-input.js'
import type { Source, Todo } from './context.js'
import { extractPlanEnd } from './extract-plan.js'
import type { OpenCall, ExtractState } from './extract-state.js'

const mostTodos = 200
const todoLength = 1_000

const toTodo = (state: ExtractState, value: unknown, index: number, source: Source): Todo => {
  const fields = fieldsOf(value)
  const text = typeof value === 'string' ? value : textOf(fields.content) || textOf(fields.subject)
  return { id: textOf(fields.id) || String(index + 1), text: clipText(state.clean(text), todoLength), state: textOf(fields.status) || 'pending', source }
}

const created = (result: Readonly<Record<string, unknown>>, text: string): string =>
  textOf(fieldsOf(result.task).id) || textOf(result.taskId) || (/#([\w-]+)/.exec(text)?.[1] ?? '')

/**
 * The list of what is to do, after a call that changed it and went well: TodoWrite says all of it anew, TaskCreate and TaskUpdate one thing. In: the state,
 * which is changed; the call; its result (`toolUseResult`) and the result's text. An entry of a wrong type is kept as far as it can be read.
 */
export const extractTodos = (state: ExtractState, { name, input, source }: OpenCall, result: Readonly<Record<string, unknown>>, text: string): void => {
  if (name === 'TodoWrite') {
    state.todos = listOf(input.todos).map((value, index) => toTodo(state, value, index, source)).filter(todo => todo.text !== '').slice(0, mostTodos)
  } else if (name === 'TaskCreate') {
    const id = created(result, text) || String(state.todos.length + 1)
    state.todos = [...state.todos.filter(todo => todo.id !== id), { ...toTodo(state, input, 0, source), id, state: 'pending' }].slice(-mostTodos)
  } else {
    const id = textOf(input.taskId)
    const status = textOf(input.status)
    state.todos = state.todos.flatMap(todo => {
      if (todo.id !== id) return [todo]
      return status === 'deleted' ? [] : [{ ...todo, text: clipText(state.clean(textOf(input.subject)), todoLength) || todo.text, state: status || todo.state, source }]
    })
  }
  extractPlanEnd(state)
}
