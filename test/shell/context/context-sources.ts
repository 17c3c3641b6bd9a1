import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { contextSources } from '../../../src/shell/context/context-sources.js'

const directory = mkdtempSync(join(tmpdir(), 'sources-'))
t.teardown(() => rmSync(directory, { recursive: true }))
const touch = (name: string, text = ''): void => writeFileSync(join(directory, name), text)

t.test('without a copy of the transcript the parts are the source, in their order', async t => {
  for (const part of [1, 2, 10]) touch(`session_00003_PART${part}.md`)
  touch('session_00004_PART1.md')
  const { from, sources } = contextSources({ directory, number: 3 })
  t.equal(from, 'scrollback')
  t.same(sources.map(({ kind, number }) => [kind, number]), [['part', 1], ['part', 2], ['part', 10]])
})

t.test("with one, the copies in their order and the files of Claude's subagents, from the copy's first time on", async t => {
  touch('transcript.jsonl', '{"type":"mode"}\n{"type":"user","timestamp":"2026-01-01T00:00:00.000Z"}\n')
  for (const copy of [10, 2]) touch(`transcript.${copy}.jsonl`)
  touch('transcript.damaged')
  mkdirSync(join(directory, 'transcript.d/subagents'), { recursive: true })
  touch('transcript.d/subagents/agent-1f.jsonl')
  touch('transcript.d/subagents/agent-1f.meta.json')
  const { from, sources } = contextSources({ directory, number: 3 })
  t.equal(from, 'transcript')
  t.same(sources.map(({ kind, number, since }) => [kind, number, since]), [['copy', 1, ''], ['copy', 2, ''], ['copy', 10, ''], ['agent', 0, '2026-01-01T00:00:00.000Z']])
})

t.test('a directory that is not there has no sources', async t => {
  t.same(contextSources({ directory: join(directory, 'none'), number: 1 }).sources, [])
})
