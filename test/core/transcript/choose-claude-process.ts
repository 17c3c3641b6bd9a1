import t from 'tap'
import { chooseClaudeProcess } from '../../../src/core/transcript/choose-claude-process.js'
import type { ClaudeProcess } from '../../../src/core/transcript/parse-claude-process.js'

const one = (pid: number, procStart: string, kind: ClaudeProcess['kind'] = 'interactive'): ClaudeProcess => ({ pid, claudeSession: `s${pid}`, cwd: '/', procStart, kind, pane: '' })

t.test('the interactive one that started last, by number and not by text', async t => {
  t.equal(chooseClaudeProcess([one(5, '1000'), one(6, '999'), one(7, '2000', 'print'), one(8, '3000', 'background')], true)?.pid, 5)
  t.equal(chooseClaudeProcess([one(5, '1000'), one(6, '1000')], true)?.pid, 6)
})

t.test('one without a screen counts when the pane has no other claim, one in the background never', async t => {
  const unseen = [one(7, '2000', 'print'), one(8, '3000', 'background')]
  t.equal(chooseClaudeProcess(unseen, true)?.pid, 7)
  t.equal(chooseClaudeProcess(unseen, false), undefined)
  t.equal(chooseClaudeProcess([one(8, '3000', 'background')], true), undefined)
  t.equal(chooseClaudeProcess([], true), undefined)
})
