import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import type { Environment } from '../../src/commands/environment.js'
import { recoverSession } from '../../src/commands/recover-session.js'
import { rollover } from '../../src/commands/rollover.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { renameDurably } from '../../src/shell/files/rename-durably.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { listSessions } from '../../src/shell/session/list-sessions.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { listPanes } from '../../src/shell/tmux/list-panes.js'
import { commandStage, isWhole, lines } from '../helpers/command-stage.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const next = parseSessionId('claude-home-7')

/** A session with 100 captured lines and 50 more in its pane, and a user manager whose units are inactive and start when they are asked to. */
const stage = async (t: Test, { provisional = false } = {}) => {
  const staged = commandStage(t)
  const { environment, pane, id, print, live } = staged
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  standIn(bin, 'systemctl', `case $2 in show) printf 'LoadState=loaded\\nActiveState=inactive\\n' ;; *) echo "$*" >>'${bin}/jobs' ;; esac`)
  print(1, 100)
  await begin(environment, id, { pane: pane.id, provisional })
  print(101, 150)
  const { paths } = environment
  const record = () => {
    const found = readSession(live)
    if (found === undefined) throw new Error('no record')
    return found
  }
  return {
    ...staged,
    paths,
    record,
    recover: async (one: SessionId = id, where: Environment = environment) => recoverSession(where, one, { supervisor: false, panes: socket => listPanes([socket]) }),
    jobs: () => (existsSync(join(bin, 'jobs')) ? readFileSync(join(bin, 'jobs'), 'utf8') : ''),
    captured: (one: SessionId) => readCaptured(historyDirectory(paths, one), readSession(historyDirectory(paths, one))?.number ?? 0).lines,
    whole: (one: SessionId) => isWhole(historyDirectory(paths, one), readdirSync(historyDirectory(paths, one))),
  }
}

t.test('a rollover that named the next session and came no further goes on, in the pane that lives', here, async t => {
  const { server, pane, environment, id, live, record, recover, jobs, whole, paths } = await stage(t)
  noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  await captureTick(environment, id)
  writeSession(live, { ...record(), next })
  t.match(await recover(), { did: 'finish rollover', how: `its rollover was cut off; it is in history/ now, and went on as ${next}` })
  t.strictSame(listSessions(paths.sessions), [next])
  t.ok(whole(id))
  t.equal(server.tmux('show-options', '-p', '-v', '-t', pane.id, '@claude_session_id'), next)
  t.equal(jobs(), `--user --no-block --job-mode=fail start claude-session@${next}.service\n`)
  t.match(await recover(next), { did: 'resume' })
})

t.test('with the pane gone and no next session standing nothing follows: it ends', here, async t => {
  const { server, pane, environment, id, live, history, record, recover, captured, paths } = await stage(t)
  await captureTick(environment, id)
  writeSession(live, { ...record(), next })
  server.tmux('kill-pane', '-t', pane.id)
  t.match(await recover(), { did: 'end', how: 'its pane is gone; ended (pane-gone)' })
  t.match(readSession(history), { next: '', endReason: 'pane-gone' })
  t.strictSame(captured(id), lines(1, 150))
  t.strictSame(listSessions(paths.sessions), [])
})

t.test('with the pane gone and the next session standing both end, each line once, and what the old one knew is kept', here, async t => {
  const { server, environment, id, live, history, recover, captured, whole, paths } = await stage(t)
  noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  await rollover(environment, id)
  const follows = parseSessionId(readSession(history)?.next ?? '')
  // As if it had been cut off when the next session stood.
  for (const name of readdirSync(history)) if (/MANIFEST|_LINES/.test(name)) rmSync(join(history, name))
  const old = readSession(history)
  if (old === undefined) return t.fail('no record')
  renameDurably(history, live)
  writeSession(live, { ...old, status: 'live', ended: '', endReason: '' })
  rmSync(join(paths.projects, `home/.session-context/pre-compaction-${id}.json`), { force: true })
  server.tmux('kill-server')
  t.match(await recover(), { did: 'finish rollover' })
  t.ok(existsSync(join(paths.projects, `home/.session-context/pre-compaction-${id}.json`)))
  t.match(await recover(follows), { did: 'end' })
  t.match(readSession(history), { endReason: 'rollover', next: follows })
  for (const one of [id, follows]) t.ok(whole(one), one)
  t.strictSame([...captured(id), ...captured(follows)], lines(1, 150))
})

t.test('a renaming that had not moved the directory is taken back; one that had is finished', here, async t => {
  const { server, pane, id, live, record, recover, captured, paths, environment } = await stage(t, { provisional: true })
  await captureTick(environment, id)
  writeSession(live, { ...record(), renamedTo: 'mine' })
  t.match(await recover(), { did: 'resume' })
  t.match(record(), { id, renamedTo: '', provisional: true })
  writeSession(live, { ...record(), renamedTo: 'mine' })
  const mine = parseSessionId('mine')
  renameDurably(live, sessionDirectory(paths, mine))
  server.tmux('kill-pane', '-t', pane.id)
  t.match(await recover(mine), { did: 'end' })
  t.match(readSession(historyDirectory(paths, mine)), { id: 'mine', renamedTo: '' })
  t.strictSame(captured(mine), lines(1, 150), 'what was pending under its old name too')
})

t.test('a session that was given another pane, while its old one was looked for, goes on', here, async t => {
  const { server, pane, environment, id, live, record, recover } = await stage(t)
  const second = server.newPane()
  server.tmux('kill-pane', '-t', pane.id)
  const between = { ...environment, paths: environment.paths }
  const stale = listPanes([server.socket]).filter(({ id: one }) => one !== second.id)
  await begin(environment, id, { pane: second.id })
  await t.rejects(recoverSession(between, id, { supervisor: false, panes: () => stale }), { exitCode: 75, message: 'work has been given a pane just now' })
  t.ok(existsSync(live))
  t.match(record(), { status: 'live', pane: { id: second.id } })
  t.equal(await recover().then(done => done?.did), 'resume')
})

t.test('a directory without a record that holds something is left as it is, and told (65)', here, async t => {
  const { recover, paths } = await stage(t)
  const half = parseSessionId('half')
  mkdirSync(sessionDirectory(paths, half))
  t.match(await recover(half), { did: 'clear' })
  t.notOk(existsSync(sessionDirectory(paths, half)))
  mkdirSync(sessionDirectory(paths, half))
  writeFileSync(join(sessionDirectory(paths, half), 'session_00001_PART1.md'), 'a line\n')
  await t.rejects(recover(half), { exitCode: 65, message: /half has no session\.toml, and holds session_00001_PART1\.md/ })
  t.ok(existsSync(join(sessionDirectory(paths, half), 'session_00001_PART1.md')))
})
