import { type Context, listNames } from './context.js'

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const lists = ['filesModified', 'filesRead', 'plans', 'todos', 'agents', 'running', 'boundaries', ...listNames]

/** The text of a context.json to the context. Out: undefined when it is not one of schema 1: cut, damaged, or a later version's. */
export const parseContext = (text: string): Context | undefined => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (!isFields(value) || value.schema !== 1 || typeof value.id !== 'string' || typeof value.directory !== 'string' || !isFields(value.goal)) return undefined
  return lists.every(name => Array.isArray((value as Readonly<Record<string, unknown>>)[name])) ? (value as unknown as Context) : undefined
}
