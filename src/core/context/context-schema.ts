/** The JSON Schema (draft 2020-12) of context.json, as `claude-session show --schema` prints it. A field more is no new `schema` number, one less or another meaning is. */
const text = { type: 'string' }
const count = { type: 'integer', minimum: 0 }
const texts = { type: 'array', items: text }
const one = (...values: readonly string[]): object => ({ type: 'string', enum: values })

const table = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(key => !optional.includes(key)),
  additionalProperties: false,
})

const listOf = (what: object, description: string): object => ({ type: 'array', description, items: what })
const source = { $ref: '#/$defs/source' }
const prompt = { $ref: '#/$defs/prompt' }

const file = table({ path: text, count, first: source, last: source, by: texts, agents: texts, why: text }, ['agents', 'why'])

/** What context.json is: see `Context`. */
export const contextSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'The context of a claude-session session',
  $defs: {
    source: {
      description: "Where an item came from: a record of Claude Code's transcript (its uuid, or file:line where it has none) and its time, or a line of a captured part",
      oneOf: [table({ record: text, time: text }), table({ part: count, line: count })],
    },
    prompt: table({ text, kind: one('typed', 'queued', 'refusal', 'slash'), source, length: count }, ['length']),
  },
  ...table({
    schema: { const: 1 },
    id: text,
    directory: text,
    previous: text,
    from: one('transcript', 'scrollback'),
    updated: text,
    goal: table({ first: { oneOf: [prompt, { type: 'null' }] }, last: { type: 'array', items: prompt }, command: { oneOf: [prompt, { type: 'null' }] } }),
    omitted: { type: 'object', description: 'How many of the oldest items were left out, by list', additionalProperties: count },
    filesModified: listOf(file, 'By when the record of the last change was read; the files of subagents are read behind the transcript'),
    filesRead: listOf(file, 'By when the record of the last reading was read'),
    plans: listOf(table({ text, file: text, state: one('proposed', 'active', 'done', 'superseded', 'rejected'), said: text, source }), 'What was put before the user with ExitPlanMode'),
    todos: listOf(table({ id: text, text, state: text, source }), 'The list as it stands'),
    agents: listOf(table({ call: text, id: text, type: text, task: text, state: one('running', 'done', 'failed'), source }), 'Subagents'),
    running: listOf(table({ tool: text, about: text, command: text, source, agent: text }, ['command', 'agent']), 'Calls without a result'),
    boundaries: listOf(table({ trigger: text, source }), 'Compactions'),
    prompts: listOf(prompt, 'What the user said'),
    corrections: listOf(
      table({ text, rule: text, against: table({ said: text, did: texts, source: { oneOf: [source, { type: 'null' }] } }), source, length: count }, ['length']),
      'What the user said against what had been done',
    ),
    decisions: listOf(table({ who: one('user', 'answer', 'claude'), text, reason: text, question: text, source, length: count }, ['question', 'length']), 'With the reason where one was given'),
    commands: listOf(
      table({ command: text, outcome: one('ok', 'failed', 'refused', 'interrupted', 'background', 'unknown'), exitCode: { type: ['integer', 'null'] }, error: text, source, agent: text, length: count }, ['agent', 'length']),
      'Shell commands',
    ),
    errors: listOf(table({ tool: text, about: text, text, source, agent: text, length: count }, ['agent', 'length']), 'Results that were errors'),
  }),
} as const
