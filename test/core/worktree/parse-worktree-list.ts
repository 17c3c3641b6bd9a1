import t from 'tap'
import { parseWorktreeList } from '../../../src/core/worktree/parse-worktree-list.js'

t.test('working trees on a branch, on none, bare, and such as are not there', async t => {
  const output = ['worktree /a b\nHEAD 12ab\nbranch refs/heads/claude-session/work\n', 'worktree /c\nHEAD 34cd\ndetached\nlocked why\n', 'worktree /d.git\nbare\n', 'worktree /e\nHEAD 56ef\nbranch refs/heads/x\nprunable gitdir file points to non-existent location\n', ''].join('\n')
  t.same(parseWorktreeList(output), [
    { path: '/a b', commit: '12ab', branch: 'claude-session/work' },
    { path: '/c', commit: '34cd', branch: '' },
    { path: '/d.git', commit: '', branch: '' },
    { path: '/e', commit: '56ef', branch: 'x' },
  ])
  t.same(parseWorktreeList(''), [])
})
