import t from 'tap'
import { judgeTmuxServers, type ServerFacts } from '../../../src/core/checks/tmux-servers.js'

const pane = { serverPid: 1, serverStart: 2, id: '%3', dead: false, historyLimit: 50_000, alternate: false, scrollsOnClear: true, sessionId: 'work' }
const well: ServerFacts = { socket: '/tmp/tmux-1/default', state: 'answers', why: '', panes: [pane], options: { historyLimit: 50_000, footer: true }, child: false }
const judge = (more: Partial<ServerFacts>): [string, string][] => judgeTmuxServers([{ ...well, ...more }], 100_000).map(({ check, outcome }) => [check, outcome])
const of = (more: Partial<ServerFacts>, check: string): unknown => judgeTmuxServers([{ ...well, ...more }], 100_000).find(found => found.check === check)

t.test('a server where all is well', async t => {
  t.same(judge({}), [['tmux-server', 'ok'], ['history-limit', 'ok'], ['footer', 'ok']])
})

t.test('no server is no trouble; one that hangs or refuses is, and nothing more is said of it', async t => {
  t.match(judgeTmuxServers([], 1), [{ check: 'tmux-server', outcome: 'notice' }])
  t.match(judgeTmuxServers([{ ...well, state: 'none' }], 1), [{ outcome: 'notice', says: /no tmux server/ }])
  t.same(judge({ state: 'hung' }), [['tmux-server', 'warning']])
  t.match(judgeTmuxServers([{ ...well, state: 'refused', why: 'Permission\u001b[31m denied' }], 1), [{ outcome: 'warning', says: /Permission denied/ }])
})

t.test('little history, of the server and of captured panes', async t => {
  t.match(of({ options: { historyLimit: 2_000, footer: true } }, 'history-limit'), { outcome: 'warning', says: /keep 2000 rows/, do: /: set -g history-limit 100000$/ })
  t.match(of({ options: { historyLimit: 9_999, footer: true } }, 'history-limit'), { outcome: 'warning' })
  t.match(of({ options: { historyLimit: 10_000, footer: true } }, 'history-limit'), { outcome: 'ok' })
  t.match(of({ options: { historyLimit: undefined, footer: true } }, 'history-limit'), { outcome: 'unknown' })
  t.match(of({ panes: [{ ...pane, historyLimit: 2_000 }, { ...pane, id: '%4' }] }, 'pane-history'), { outcome: 'warning', says: /: %3 \(work\); of more than 1800 rows/, do: /open a new one/ })
  t.equal(of({ panes: [{ ...pane, historyLimit: 2_000, sessionId: '' }] }, 'pane-history'), undefined, 'a pane that nobody captures is nobody\'s trouble')
})

t.test('scroll-on-clear, footer and the environment', async t => {
  t.match(of({ panes: [{ ...pane, scrollsOnClear: false }] }, 'scroll-on-clear'), { outcome: 'warning', do: 'tmux -S /tmp/tmux-1/default set-option -g scroll-on-clear on' })
  t.equal(of({ panes: [{ ...pane, scrollsOnClear: false, sessionId: '' }] }, 'scroll-on-clear'), undefined)
  t.match(of({ options: { historyLimit: 50_000, footer: false } }, 'footer'), { outcome: 'notice', do: /set -ag status-right '.*@claude_tokens/ })
  t.match(of({ child: true, socket: "/tmp/it's/default" }, 'transcripts'), { outcome: 'warning', do: "tmux -S '/tmp/it'\\''s/default' set-environment -g -u CLAUDE_CODE_CHILD_SESSION" })
})
