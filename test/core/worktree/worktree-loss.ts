import t from 'tap'
import { worktreeLoss, type WorktreeFacts } from '../../../src/core/worktree/worktree-loss.js'

const nothing: WorktreeFacts = { changed: [], untracked: [], ignored: [], unwatched: [], submodules: [], commit: '', stashes: 0, operations: [], locked: false, processes: [], panes: [], sessions: [] }

t.test('nothing found is nothing lost', async t => {
  t.same(worktreeLoss(nothing), [])
})

t.test('each thing that is found is a reason of its own', async t => {
  const found: readonly (readonly [Partial<WorktreeFacts>, string])[] = [
    [{ changed: ['a'] }, '1 uncommitted change (a)'],
    [{ changed: ['a', 'b', 'c', 'd'] }, '4 uncommitted changes (a, b, c, …)'],
    [{ untracked: ['a'] }, '1 untracked file (a)'],
    [{ ignored: ['.env'] }, '1 ignored file that the checkout has not (.env)'],
    [{ unwatched: ['a', 'b'] }, '2 files whose changes git was told not to look at (a, b)'],
    [{ commit: 'abc1234' }, 'commits that no other branch and no remote has (the newest is abc1234)'],
    [{ stashes: 1 }, 'a stash made on its branch'],
    [{ stashes: 2 }, '2 stashes made on its branch'],
    [{ operations: ['a rebase'] }, 'a rebase that is not finished'],
    [{ submodules: ['lib'] }, '1 submodule, and git removes such a worktree by force only (lib)'],
    [{ locked: true }, 'it is locked (git worktree unlock)'],
    [{ processes: [7] }, '1 process runs in it (7)'],
    [{ panes: ['%1', '%2'] }, '2 panes stand in it (%1, %2)'],
    [{ sessions: ['work'] }, '1 live session has it (work)'],
  ]
  for (const [facts, reason] of found) t.same(worktreeLoss({ ...nothing, ...facts }), [reason])
  t.same([...new Set(found.flatMap(([facts]) => Object.keys(facts)))].sort(), Object.keys(nothing).sort(), 'all that is looked at')
  t.equal(worktreeLoss(Object.assign({}, nothing, ...found.map(([facts]) => facts))).length, Object.keys(nothing).length)
})
