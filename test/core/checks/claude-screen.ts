import t from 'tap'
import { judgeClaudeScreen, type ClaudeScreenFacts } from '../../../src/core/checks/claude-screen.js'

const judge = (more: Partial<ClaudeScreenFacts>): unknown[] => judgeClaudeScreen({ settings: {}, env: {}, alternate: [], ...more })

t.test('the renderer, in Claude Code\'s own order', async t => {
  for (const [more, outcome, says] of [
    [{ env: { CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN: '1', CLAUDE_CODE_NO_FLICKER: '1' } }, 'ok', /DISABLE_ALTERNATE_SCREEN/],
    [{ env: { CLAUDE_CODE_NO_FLICKER: '0' }, settings: { tui: 'fullscreen' } }, 'ok', /NO_FLICKER=0/],
    [{ env: { CLAUDE_CODE_NO_FLICKER: '1' }, settings: { tui: 'default' } }, 'notice', /NO_FLICKER=1/],
    [{ settings: { tui: 'fullscreen' } }, 'notice', /"tui"/],
    [{ settings: { tui: 'default' } }, 'ok', /"tui"/],
    [{ settings: { env: { CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN: '1' } } }, 'ok', /DISABLE/],
    [{ settings: { env: { CLAUDE_CODE_NO_FLICKER: '1' } }, env: { CLAUDE_CODE_NO_FLICKER: '0' } }, 'notice', /NO_FLICKER=1/],
    [{ settings: { tui: 7, env: null } }, 'notice', /nothing says/],
    [{ alternate: ['%3 (work)'], settings: { tui: 'default' } }, 'notice', /%3 \(work\)/],
  ] as const) t.match(judge(more)[0], { check: 'renderer', outcome, says }, JSON.stringify(more))
})

t.test('transcripts: for how long, or none at all', async t => {
  t.match(judge({})[1], { check: 'transcripts', outcome: 'ok', says: /30 days/ })
  t.match(judge({ settings: { cleanupPeriodDays: 3_650 } })[1], { outcome: 'ok', says: /3650 days/ })
  t.match(judge({ settings: { cleanupPeriodDays: 0 } })[1], { outcome: 'warning', do: /3650/ })
  t.match(judge({ settings: { env: { CLAUDE_CODE_SKIP_PROMPT_HISTORY: '1' } } })[1], { outcome: 'warning' })
  t.match(judge({ env: { CLAUDE_CODE_SKIP_PROMPT_HISTORY: '0' } })[1], { outcome: 'ok' })
})
