import t from 'tap'
import { gitEnvironment } from '../../../src/core/worktree/git-environment.js'

t.test('nothing that leads git elsewhere or names a program for it is handed on, everything else is', async t => {
  const hostile = { GIT_DIR: '/x', GIT_WORK_TREE: '/x', GIT_INDEX_FILE: '/x', GIT_SSH_COMMAND: 'id', GIT_EXTERNAL_DIFF: 'id', GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.hooksPath', GIT_CONFIG_PARAMETERS: "'a=b'", GIT_OPTIONAL_LOCKS: '1', GIT_NEW: '1' }
  t.same(gitEnvironment({ ...hostile, HOME: '/h', PATH: '/bin', SSH_AUTH_SOCK: '/s', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de', EMPTY: undefined }), {
    HOME: '/h', PATH: '/bin', SSH_AUTH_SOCK: '/s', LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0',
  })
})
