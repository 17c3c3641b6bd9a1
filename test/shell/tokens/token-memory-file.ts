import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { emptyTokenMemory } from '../../../src/core/tokens/token-memory.js'
import { readTokenMemory, writeTokenMemory } from '../../../src/shell/tokens/token-memory-file.js'

t.test('what was remembered comes back; what is lost or damaged is forgotten', async t => {
  const runtime = t.testdir({ work: {} })
  t.same(readTokenMemory(runtime, 'work'), emptyTokenMemory)
  const memory = { ...emptyTokenMemory, announced: [18] }
  writeTokenMemory(runtime, 'work', memory, process.getuid?.() ?? 0)
  t.same(readTokenMemory(runtime, 'work'), memory)
  t.equal(statSync(join(runtime, 'work/token_memory.json')).mode & 0o777, 0o600)
  writeFileSync(join(runtime, 'work/token_memory.json'), '{"version":1,"ann')
  t.same(readTokenMemory(runtime, 'work'), emptyTokenMemory)
})
