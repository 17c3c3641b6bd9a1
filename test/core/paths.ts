import t from 'tap'
import { historyDirectory, resolvePaths, sessionDirectory, worktreeDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'

t.test('HOME alone is enough, and everything that is more precise wins over it', async t => {
  t.same(resolvePaths({ HOME: '/h' }), {
    root: '/h/.local/state/claude-session',
    sessions: '/h/.local/state/claude-session/sessions',
    history: '/h/.local/state/claude-session/history',
    projects: '/h/.local/state/claude-session/projects',
    runtime: '/h/.local/state/claude-session/.runtime',
    userSettings: '/h/.config/claude-session/config.toml',
  })
  t.equal(resolvePaths({ HOME: '/h', XDG_STATE_HOME: '/s' }).root, '/s/claude-session')
  t.equal(resolvePaths({ HOME: '/h', XDG_STATE_HOME: '/s', CLAUDE_SESSION_HOME: '/c/' }).root, '/c')
  t.equal(resolvePaths({ HOME: '/h', XDG_RUNTIME_DIR: '/run/user/1' }).runtime, '/run/user/1/claude-session')
  t.equal(resolvePaths({ HOME: '/h', XDG_CONFIG_HOME: '/x' }).userSettings, '/x/claude-session/config.toml')
  t.equal(resolvePaths({ HOME: '/h', XDG_STATE_HOME: '', CLAUDE_SESSION_HOME: '' }).root, '/h/.local/state/claude-session', 'empty is unset')
})

t.test('a path that is not absolute, or no home at all, is a set-up error (78) that names the variable', async t => {
  for (const name of ['HOME', 'XDG_STATE_HOME', 'CLAUDE_SESSION_HOME', 'XDG_RUNTIME_DIR', 'XDG_CONFIG_HOME']) {
    for (const value of ['relative', './x', '~/x', '/a\0b']) t.throws(() => resolvePaths({ HOME: '/h', [name]: value }), { exitCode: 78, message: new RegExp(name) }, `${name}=${JSON.stringify(value)}`)
  }
  t.throws(() => resolvePaths({}), { exitCode: 78, message: /HOME/ })
  t.doesNotThrow(() => resolvePaths({ CLAUDE_SESSION_HOME: '/c' }))
})

t.test('a session lives in one place and ends in another', async t => {
  const paths = resolvePaths({ CLAUDE_SESSION_HOME: '/c' })
  t.equal(sessionDirectory(paths, parseSessionId('work')), '/c/sessions/work')
  t.equal(historyDirectory(paths, parseSessionId('work')), '/c/history/work')
  t.equal(worktreeDirectory(paths, parseSessionId('work')), '/c/worktrees/work')
})
