import { join } from 'node:path'
import t from 'tap'
import { tmuxSockets } from '../../../src/shell/tmux/tmux-sockets.js'

t.test('the one in $TMUX, what is known, then the user\'s directory with default first, each once', async t => {
  const dir = t.testdir({ 'tmux-7': { zed: '', default: '', blue: '' }, 'tmux-8': { other: '' } })
  const at = (name: string): string => join(dir, 'tmux-7', name)
  t.same(tmuxSockets({ TMUX_TMPDIR: dir }, 7), [at('default'), at('blue'), at('zed')])
  t.same(tmuxSockets({ TMUX_TMPDIR: dir, TMUX: `${at('zed')},123,0` }, 7, ['/known']), [at('zed'), '/known', at('default'), at('blue')])
  t.same(tmuxSockets({ TMUX_TMPDIR: dir }, 9), [])
})

t.test('a file where the directory should be is an IoError', async t => {
  const dir = t.testdir({ 'tmux-7': '' })
  t.throws(() => tmuxSockets({ TMUX_TMPDIR: dir }, 7), { exitCode: 74, message: /ENOTDIR/ })
})
