import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { withdrawTokens } from '../../src/commands/withdraw-tokens.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { tokenBudget } from '../../src/core/tokens/token-budget.js'
import { encodeTokenLine } from '../../src/core/tokens/token-line.js'
import { inProcess } from '../helpers/in-process.js'

const line = (id: string): string => `${encodeTokenLine(id, tokenBudget({ used: 5, source: 'pane', at: 0 }, 100, [18]))}\n`

t.test('an ended session leaves the joint file, and the last one takes it along', async t => {
  const home = t.testdir({ run: {}, shm: { token_budget_status: `${line('one')}${line('two')}` } })
  const environment = inProcess({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), CLAUDE_SESSION_SHM: join(home, 'shm') })
  const { paths } = environment
  for (const directory of [`${paths.sessions}/two`, `${paths.runtime}/two`]) mkdirSync(directory, { recursive: true })
  writeFileSync(`${paths.runtime}/two/token_budget_status`, line('two'))
  const joint = (): string => readFileSync(join(home, 'shm/token_budget_status'), 'utf8')
  withdrawTokens(environment, parseSessionId('stranger'))
  t.equal(joint(), line('one') + line('two'), 'what was not in it changes nothing')
  withdrawTokens(environment, parseSessionId('one'))
  t.equal(joint(), line('two'))
  rmSync(`${paths.sessions}/two`, { recursive: true })
  withdrawTokens(environment, parseSessionId('two'))
  t.same(readdirSync(paths.runtime), [], 'nothing of it stays in the runtime directory')
  t.throws(joint, { code: 'ENOENT' })
  withdrawTokens(environment, parseSessionId('two'))
  writeFileSync(join(home, 'victim'), line('one'))
  symlinkSync('../victim', join(home, 'shm/token_budget_status'))
  withdrawTokens(environment, parseSessionId('one'))
  t.equal(readFileSync(join(home, 'victim'), 'utf8'), line('one'))
  t.same(environment.lines, [])
})
