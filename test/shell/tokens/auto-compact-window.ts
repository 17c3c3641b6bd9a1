import { join } from 'node:path'
import t, { type Test } from 'tap'
import { autoCompactWindow } from '../../../src/shell/tokens/auto-compact-window.js'

const files = (t: Test, ...texts: string[]): string[] => {
  const dir = t.testdir(Object.fromEntries(texts.map((text, index) => [String(index), text])))
  return texts.map((_, index) => join(dir, String(index)))
}

t.test('the window that Claude Code was told is found, the last file wins', async t => {
  t.equal(autoCompactWindow(files(t, '{"autoCompactWindow":400000}')), 400_000)
  t.equal(autoCompactWindow(files(t, '{"autoCompactWindow":400000}', '{"autoCompactWindow":300000}', '{}')), 300_000)
  t.equal(autoCompactWindow(files(t, '{"env":{"CLAUDE_CODE_AUTO_COMPACT_WINDOW":"250000"}}')), 250_000)
})

t.test('nothing was told, or not to compact', async t => {
  t.equal(autoCompactWindow([]), undefined)
  t.equal(autoCompactWindow(['/none']), undefined)
  t.equal(autoCompactWindow(files(t, '{"autoCompactWindow":400000,"autoCompactEnabled":false}')), undefined)
  for (const text of ['', 'null', '[]', '// x', '{"autoCompactWindow":99999}', '{"autoCompactWindow":1000001}', '{"autoCompactWindow":"4e5"}', '{"autoCompactWindow":true,"env":[]}']) t.equal(autoCompactWindow(files(t, text)), undefined, text)
})
