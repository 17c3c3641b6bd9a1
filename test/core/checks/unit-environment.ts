import t from 'tap'
import { judgeUnitEnvironment } from '../../../src/core/checks/unit-environment.js'

t.test('units that look elsewhere than the shell are named, with what makes both the same', async t => {
  t.same(judgeUnitEnvironment({}, {}, '/h'), [])
  t.same(judgeUnitEnvironment({ XDG_CONFIG_HOME: '/h/.config/', CLAUDE_SESSION_HOME: '/h/.local/state/claude-session' }, {}, '/h'), [], 'said in other words')
  t.same(judgeUnitEnvironment({ XDG_STATE_HOME: '/a', CLAUDE_SESSION_HOME: '/s' }, { XDG_STATE_HOME: '/b', CLAUDE_SESSION_HOME: '/s' }, '/h'), [], 'what does not count')
  t.match(judgeUnitEnvironment({ CLAUDE_SESSION_HOME: '/on disk', XDG_CONFIG_HOME: '/c' }, {}, '/h'), [
    { check: 'unit-environment', outcome: 'warning', says: /their sessions in \/h\/\.local\/state\/claude-session, and this shell in \/on disk; they have another CLAUDE_SESSION_HOME$/, do: "put into ~/.config/claude-session/env, which the units read when they start: CLAUDE_SESSION_HOME='/on disk'" },
    { outcome: 'warning', says: /their settings in \/h\/\.config\/claude-session, and this shell in \/c\/claude-session/, do: /XDG_CONFIG_HOME=\/c/ },
  ])
  t.match(judgeUnitEnvironment({}, { XDG_STATE_HOME: '/b' }, '/h'), [{ says: /another XDG_STATE_HOME$/, do: /^set XDG_STATE_HOME here too/ }])
})
