import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { tokenBudget } from '../../../src/core/tokens/token-budget.js'
import { encodeTokenLine } from '../../../src/core/tokens/token-line.js'
import { budgetFile, publishBudget } from '../../../src/shell/tokens/publish-budget.js'

const uid = process.getuid?.() ?? 0
const line = (id: string, used: number): string => encodeTokenLine(id, tokenBudget({ used, source: 'pane', at: 0 }, 100, [18]))

const stage = (t: Test) => {
  const dir = t.testdir({ sessions: {}, run: {}, shm: {} })
  const [sessions, runtime, shm] = ['sessions', 'run', 'shm'].map(name => join(dir, name)) as [string, string, string]
  const live = (id: string, text: string): void => {
    mkdirSync(join(sessions, id), { recursive: true })
    mkdirSync(join(runtime, id), { recursive: true })
    writeFileSync(join(runtime, id, budgetFile), text)
  }
  return { sessions, live, publish: () => publishBudget(sessions, runtime, shm, uid), text: () => readFileSync(join(shm, budgetFile), 'utf8'), shm }
}

t.test('one line a live session, in the order of their IDs', async t => {
  const { live, publish, text } = stage(t)
  live('b', `${line('b', 2)}\n`)
  live('a', `${line('a', 1)}\n`)
  t.equal(publish(), '')
  t.equal(text(), `${line('a', 1)}\n${line('b', 2)}\n`)
})

t.test('a session that has ended is gone with the next tick of any other, and the file with the last one', async t => {
  const { sessions, live, publish, text, shm } = stage(t)
  live('a', `${line('a', 1)}\n`)
  live('b', `${line('b', 2)}\n`)
  publish()
  rmSync(join(sessions, 'a'), { recursive: true })
  publish()
  t.equal(text(), `${line('b', 2)}\n`)
  rmSync(join(sessions, 'b'), { recursive: true })
  t.equal(publish(), '')
  t.throws(text, { code: 'ENOENT' })
  rmSync(shm, { recursive: true })
  t.match(publish(), /is not a directory/)
})

t.test('what is no line of its session is left out', async t => {
  const { live, publish, text } = stage(t)
  live('a', `${line('a', 1)}\n`)
  live('b', `${line('a', 2)}\n`)
  live('c', 'session=c used=all')
  live('d', `${line('d', 1)}\nsession=e`)
  live('e', 'x'.repeat(100_000))
  publish()
  t.equal(text(), `${line('a', 1)}\n`)
})
