import { existsSync } from 'node:fs'
import t from 'tap'
import { giveWorktree, noteWorktree } from '../../src/commands/give-worktree.js'
import { worktreeDirectory } from '../../src/core/paths.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { bareSession } from '../helpers/bare-session.js'
import { scratch } from '../helpers/fresh-home.js'
import { gitRepository, gitUser } from '../helpers/git-repository.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('git') ?? commandProblem('flock'))

t.test('a live session gets one, once, and its record says so', here, async t => {
  const { directory, env } = gitRepository(t, gitUser(scratch(t, 'home'), { TMUX_TMPDIR: scratch(t) }))
  const { environment, id, directory: session, record } = bareSession(t, undefined, {}, inProcess(env))
  await giveWorktree(environment, id, directory)
  const path = worktreeDirectory(environment.paths, id)
  t.match(readSession(session), { ...record, worktree: { path, branch: 'claude-session/work', directory: path } })
  await giveWorktree(environment, id, directory)
  t.match(environment.lines.at(-1), `work: has the worktree ${path} already`)
})

t.test('one that rolls over just now is busy (75), and what was made is taken back', here, async t => {
  const { directory, env, git } = gitRepository(t, gitUser(scratch(t, 'home'), { TMUX_TMPDIR: scratch(t) }))
  const { environment, id, directory: session, record } = bareSession(t, undefined, { next: 'work-2' }, inProcess(env))
  await t.rejects(giveWorktree(environment, id, directory), { exitCode: 75, message: 'session work ends or rolls over just now' })
  t.notOk(existsSync(worktreeDirectory(environment.paths, id)))
  t.equal(git('branch', '--list', 'claude-session/*'), '')
  writeSession(session, { ...record, next: '' })
  await giveWorktree(environment, id, directory)
  const { worktree } = readSession(session) ?? {}
  if (worktree === undefined) throw new Error('no worktree was noted')
  for (const more of [{ status: 'ended' as const }, { renamedTo: 'other' }, { next: 'next' }]) {
    writeSession(session, { ...record, next: '', ...more })
    t.throws(() => noteWorktree(environment, id, worktree), { exitCode: 75, message: /ends or rolls over just now/ })
  }
})
