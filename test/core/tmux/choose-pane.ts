import t from 'tap'
import { choosePane } from '../../../src/core/tmux/choose-pane.js'
import type { ListedPane } from '../../../src/core/tmux/parse-panes.js'

const pane = (id: string, more: Partial<ListedPane> = {}): ListedPane => ({
  socket: '/s', serverPid: 1, serverStart: 1, version: '3.3a', id, pid: 7, dead: false, activity: 0, width: 80, sessionId: '', command: 'bash', directory: '/home/me', clientActivity: 0, ...more,
})

t.test('the rules are tried in order: its own pane, claude in the project, the client used last, the only one', async t => {
  const own = pane('%1', { sessionId: 'claude-app-5' })
  const claude = pane('%2', { command: 'claude', directory: '/src/app' })
  const watched = pane('%3', { clientActivity: 9 })
  const other = pane('%4', { clientActivity: 3 })
  t.match(choosePane([other, watched, claude, own], 'claude-app-5'), { pane: { id: '%1' }, rule: /carries/ })
  t.match(choosePane([other, watched, claude], 'claude-app-5'), { pane: { id: '%2' }, rule: /claude runs in it/ })
  t.match(choosePane([other, watched, claude], 'claude-web-5'), { pane: { id: '%3' }, rule: /used last/ })
  t.match(choosePane([claude], 'work'), { pane: { id: '%2' }, rule: /only pane/ })
})

t.test('where nothing names one, none is chosen', async t => {
  t.equal(choosePane([], 'work'), undefined)
  t.equal(choosePane([pane('%1'), pane('%2')], 'work'), undefined)
})

t.test('the slug in an ID may hold dashes and digits', async t => {
  const claude = [pane('%1', { command: 'claude', directory: '/src/my-app-2' }), pane('%2')]
  t.equal(choosePane(claude, 'claude-my-app-2-1763850000')?.pane.id, '%1')
})

t.test('a dead pane is only taken by the session that has it', async t => {
  t.equal(choosePane([pane('%1', { dead: true, command: 'claude', directory: '/app', clientActivity: 5 }), pane('%2'), pane('%3')], 'claude-app-1'), undefined)
  t.equal(choosePane([pane('%1', { dead: true }), pane('%2')], 'work')?.pane.id, '%2')
})
