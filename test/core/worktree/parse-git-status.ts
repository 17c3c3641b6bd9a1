import t from 'tap'
import { parseGitStatus } from '../../../src/core/worktree/parse-git-status.js'

t.test('changed, untracked and ignored paths, as they are', async t => {
  const output = [' M a b.ts', 'A  staged', 'UU both', ' D gone', '?? new "file"\n', '?? nested/', '!! dist/', '!! .env'].map(entry => `${entry}\0`).join('')
  t.same(parseGitStatus(output), { changed: ['a b.ts', 'staged', 'both', 'gone'], untracked: ['new "file"\n', 'nested/'], ignored: ['dist/', '.env'] })
  t.same(parseGitStatus(''), { changed: [], untracked: [], ignored: [] })
})

t.test('a sign that is not known counts as a change', async t => {
  t.same(parseGitStatus('XX new-in-a-later-git\0').changed, ['new-in-a-later-git'])
})
