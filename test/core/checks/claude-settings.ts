import t from 'tap'
import { judgeClaudeSettings, type ClaudeSettingsFacts } from '../../../src/core/checks/claude-settings.js'
import { mergeHooks } from '../../../src/core/claude-settings/merge-hooks.js'

const [hook, statusLine] = ['/h/.local/bin/claude-session hook', '/h/.local/bin/claude-session statusline']
const wired = mergeHooks(undefined, hook, statusLine).text
const well: ClaudeSettingsFacts = { found: true, file: '/h/.claude/settings.json', text: wired, unreadable: '', managed: undefined, hook, statusLine, command: '/h/.local/bin/claude-session', commandRuns: true, chained: false }
const judge = (more: Partial<ClaudeSettingsFacts>): [string, string][] => judgeClaudeSettings({ ...well, ...more }).findings.map(({ check, outcome }) => [check, outcome])
const of = (more: Partial<ClaudeSettingsFacts>, check: string): unknown => judgeClaudeSettings({ ...well, ...more }).findings.find(found => found.check === check)
const withKeys = (keys: object): string => JSON.stringify({ ...(JSON.parse(wired) as object), ...keys }, undefined, 2)

t.test('what install.sh has wired is well', async t => {
  t.same(judge({}), [['settings.json', 'ok'], ['hooks', 'ok'], ['status-line', 'ok']])
  t.match(of({ chained: true }, 'status-line'), { says: /runs yours first/ })
})

t.test('without Claude Code there is one notice; without settings nothing is broken', async t => {
  t.match(judgeClaudeSettings({ ...well, found: false, text: undefined }), { findings: [{ check: 'claude', outcome: 'notice' }], settings: {} })
  t.same(judge({ text: undefined }), [['settings.json', 'ok'], ['hooks', 'notice'], ['status-line', 'notice']])
  t.same(judge({ text: '' }), [['settings.json', 'ok'], ['hooks', 'notice'], ['status-line', 'notice']])
})

t.test('a file that Claude Code cannot read is said, with the line and without what is in it', async t => {
  for (const [more, says] of [
    [{ text: '{\n"a": 1,\n"key": "sk-secret",,\n}' }, /settings\.json: not valid JSON in line 3/],
    [{ text: '[]' }, /not a JSON object/],
    [{ text: '{"hooks": []}' }, /its "hooks" is not an object/],
    [{ text: undefined, unreadable: 'a link to a file that is not there' }, /a link to a file/],
  ] as const) {
    const { findings } = judgeClaudeSettings({ ...well, ...more })
    t.match(findings, [{ check: 'settings.json', outcome: 'warning', says, do: /\w/ }])
    t.notMatch(JSON.stringify(findings), /sk-secret/)
  }
})

t.test('hooks: none, another version\'s, into nothing, not put there', async t => {
  t.match(of({ text: '{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "beep"}]}]}}' }, 'hooks'), { outcome: 'notice', says: /has no hooks of claude-session/ })
  t.match(of({ text: '{"hooks": {"Stop": 1, "x": [1, {"hooks": 2}]}}' }, 'hooks'), { outcome: 'notice' }, 'whatever stands there')
  t.match(of({ text: wired.replace('"timeout": 30', '"timeout": 3') }, 'hooks'), { outcome: 'warning', says: /another version/ })
  t.match(of({ text: wired.replaceAll('/h/', '/old/') }, 'hooks'), { outcome: 'warning', says: /another version.*another installation/ })
  t.match(of({ commandRuns: false }, 'hooks'), { outcome: 'problem', says: /call \/h\/\.local\/bin\/claude-session, which is not there/ })
  const skipped = { ...(JSON.parse(wired) as { hooks: object }), hooks: { ...(JSON.parse(wired) as { hooks: object }).hooks, Stop: 'x' } }
  t.match(of({ text: JSON.stringify(skipped, undefined, 2) }, 'hooks'), { outcome: 'warning', says: /at Stop is not a list/ })
})

t.test('switches that keep hooks from running, the user\'s and the administrator\'s', async t => {
  t.match(of({ text: withKeys({ disableAllHooks: true }) }, 'hooks-off'), { outcome: 'warning', says: /disableAllHooks/ })
  t.equal(of({ text: withKeys({ disableAllHooks: false, allowManagedHooksOnly: true }) }, 'hooks-off'), undefined, 'the second is the administrator\'s alone')
  const managed = (text: string): unknown => of({ managed: { file: '/etc/m.json', text } }, 'hooks-off')
  t.match(managed('{"disableAllHooks": true}'), { outcome: 'warning', says: /\/etc\/m\.json/ })
  t.match(managed('{"allowManagedHooksOnly": true}'), { outcome: 'warning', says: /allowManagedHooksOnly/ })
  t.match(managed('{'), { outcome: 'unknown' })
  t.equal(managed('{}'), undefined)
})

t.test('a status line of somebody else', async t => {
  t.match(of({ text: withKeys({ statusLine: { type: 'command', command: 'mine' } }) }, 'status-line'), { outcome: 'notice', says: /another program's/ })
  t.match(of({ text: withKeys({ statusLine: 7 }) }, 'status-line'), { outcome: 'notice' })
  t.match(of({ text: withKeys({ statusLine: { type: 'command', command: '/old/claude-session statusline' } }) }, 'status-line'), { outcome: 'warning' })
})
