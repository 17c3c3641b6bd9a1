import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { newScreen } from '../../../src/core/context/extract-scrollback.js'
import { newExtractState } from '../../../src/core/context/extract-state.js'
import type { ContextSource } from '../../../src/shell/context/context-sources.js'
import { extractSource } from '../../../src/shell/context/extract-source.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const directory = mkdtempSync(join(tmpdir(), 'extract-'))
t.teardown(() => rmSync(directory, { recursive: true }))
const write = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text)
  return join(directory, name)
}
const copy = (file: string, number = 1): ContextSource => ({ file, kind: 'copy', number, since: '' })
const none = (file: string) => ({ file, offset: 0, line: 0, fingerprint: 0 })
const prompts = (state: ReturnType<typeof newExtractState>): string[] => state.lists.prompts.map(line => (JSON.parse(line) as { text: string }).text)

t.test('whole lines are read once, a torn one when it is whole', async t => {
  const log = transcriptLines()
  log.typed('one')
  log.typed('two')
  const [first = '', second = ''] = log.lines
  const file = write('t.jsonl', `${first}\n${second.slice(0, 40)}`)
  const state = newExtractState('/p', text => text)
  const one = extractSource(state, newScreen(), copy(file), none(file), [])
  t.match(one.read, { line: 1, offset: first.length + 1 })
  write('t.jsonl', `${first}\n${second}\n`)
  const two = extractSource(state, newScreen(), copy(file), one.read, [])
  t.match(two.read, { line: 2 })
  t.notSame(two.read.fingerprint, one.read.fingerprint)
  t.same(prompts(state), ['one', 'two'])
  t.same(state.warnings, [])
})

t.test('a second copy says only what the first has not', async t => {
  const log = transcriptLines()
  log.typed('one')
  const first = write('transcript.jsonl', log.text())
  log.typed('two')
  const second = write('transcript.2.jsonl', log.text())
  const state = newExtractState('/p', text => text)
  const sources = [copy(first), copy(second, 2)]
  for (const source of sources) extractSource(state, newScreen(), source, none(source.file), sources)
  t.same(prompts(state), ['one', 'two'])
})

t.test("a subagent's file counts from the session's beginning on, and nothing in it is the user's", async t => {
  const log = transcriptLines()
  log.did('Write', { file_path: '/p/before.ts' })
  log.typed('No, search elsewhere')
  log.did('Write', { file_path: '/p/after.ts' })
  const file = write('agent-1f.jsonl', log.text())
  const state = newExtractState('/p', text => text)
  extractSource(state, newScreen(), { file, kind: 'agent', number: 0, since: '2026-01-01T00:00:02.000Z' }, none(file), [])
  t.same([...state.filesModified.keys()], ['/p/after.ts'])
  t.same(prompts(state), [])
})

t.test('a part is read by lines, and the block at its end is kept for what follows', async t => {
  const file = write('session_00001_PART1.md', '❯ a prompt\n\n⏺ Bash(ls)\n  ⎿  a.ts\n')
  const state = newExtractState('/p', text => text)
  const { read, screen } = extractSource(state, newScreen(), { file, kind: 'part', number: 1, since: '' }, none(file), [])
  t.match(read, { line: 4 })
  t.same(prompts(state), ['a prompt'])
  t.match(screen, { kind: 'call', result: ['a.ts'] })
})
