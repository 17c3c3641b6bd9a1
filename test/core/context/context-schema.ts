import { readFileSync } from 'node:fs'
import t from 'tap'
import { contextSchema } from '../../../src/core/context/context-schema.js'
import { contextOf } from '../../helpers/extract-text.js'

type Schema = { readonly [key: string]: unknown }

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value)

/** As much of JSON Schema as the schema uses. Out: what is wrong, with its place. */
const wrong = (schema: Schema, value: unknown, at: string): string[] => {
  if (typeof schema.$ref === 'string') return wrong((contextSchema.$defs as unknown as Record<string, Schema>)[schema.$ref.replace('#/$defs/', '')] ?? {}, value, at)
  if (Array.isArray(schema.oneOf)) return (schema.oneOf as Schema[]).filter(each => wrong(each, value, at).length === 0).length === 1 ? [] : [`${at}: none or several of oneOf`]
  if ('const' in schema && schema.const !== value) return [`${at}: not ${String(schema.const)}`]
  if (schema.type !== undefined && ![schema.type].flat().includes(typeOf(value))) return [`${at}: ${typeOf(value)}`]
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return [`${at}: ${String(value)}`]
  if (Array.isArray(value)) return value.flatMap((item, index) => wrong((schema.items ?? {}) as Schema, item, `${at}[${index}]`))
  if (typeOf(value) !== 'object') return []
  const fields = value as Record<string, unknown>
  const known = (schema.properties ?? {}) as Record<string, Schema>
  const missing = ((schema.required ?? []) as string[]).filter(key => !(key in fields)).map(key => `${at}.${key}: missing`)
  return [...missing, ...Object.entries(fields).flatMap(([key, item]) => (known[key] ? wrong(known[key], item, `${at}.${key}`) : schema.additionalProperties === false ? [`${at}.${key}: unknown`] : []))]
}

t.test('the contexts of the fixtures are what the schema says', async t => {
  for (const name of ['two-compactions', 'hostile', 'empty']) t.same(wrong(contextSchema, contextOf(readFileSync(`test/fixtures/context/${name}.jsonl`, 'utf8')), name), [])
})

t.test('and what is not is told', async t => {
  const context = contextOf(readFileSync('test/fixtures/context/two-compactions.jsonl', 'utf8'))
  t.same(wrong(contextSchema, { ...context, schema: 2 }, 'x'), ['x.schema: not 1'])
  t.same(wrong(contextSchema, { ...context, commands: [{}] }, 'x').length, 5)
  t.same(wrong(contextSchema, { ...context, more: 1 }, 'x'), ['x.more: unknown'])
})
