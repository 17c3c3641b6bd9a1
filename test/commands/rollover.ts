import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { beginNext } from '../../src/commands/begin-next.js'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import type { Environment } from '../../src/commands/environment.js'
import { makeWorktree } from '../../src/commands/make-worktree.js'
import { rollover } from '../../src/commands/rollover.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { isSessionId, parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { readPending } from '../../src/shell/parts/pending-file.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { listSessions } from '../../src/shell/session/list-sessions.js'
import { readNextSessionId } from '../../src/shell/session/next-session-id.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { takenIds } from '../../src/shell/session/taken-ids.js'
import { readPaneFile, writePaneFile } from '../../src/shell/tmux/pane-file.js'
import { commandStage, isWhole, lines } from '../helpers/command-stage.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { gitRepository, gitUser } from '../helpers/git-repository.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

/** A session `work` that captured some of 150 printed lines and saw a boundary; nothing of the machine's own user manager is asked. */
const stage = async (t: Test, { boundary = true } = {}) => {
  const staged = commandStage(t)
  const { server, pane, environment, id, live, history, print } = staged
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  standIn(bin, 'systemctl', 'exit 1')
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  print(101, 150)
  if (boundary) noteSign(live, id, { by: 'hook', kind: 'compact', at: Date.now(), key: '', rolled: 0 })
  const { paths } = environment
  const place = (one: SessionId): string => (existsSync(sessionDirectory(paths, one)) ? sessionDirectory(paths, one) : historyDirectory(paths, one))
  const lineage = (): SessionId[] => {
    const found: SessionId[] = []
    for (let one: string = id; isSessionId(one) && existsSync(place(one)); one = readSession(place(one))?.next ?? '') found.push(one)
    return found
  }
  const option = (): string => server.tmux('show-options', '-p', '-q', '-v', '-t', pane.id, '@claude_session_id')
  /** The old session is frozen, and exactly one goes on in its place, which owns the pane and captures all that is printed from here on. */
  const check = async (message: string): Promise<void> => {
    const [first, next, ...more] = lineage()
    if (next === undefined) return void t.fail(`${message}: no session follows`)
    t.same([first, more], [id, []], message)
    t.match(readSession(history), { status: 'ended', endReason: 'rollover', next, previous: '' }, message)
    t.ok(isWhole(history, readdirSync(history)), `${message}: the old session is complete`)
    t.match(readSession(place(next)), { id: next, status: 'live', previous: id, next: '', project: 'home', pane: { id: pane.id } }, message)
    t.same(listSessions(paths.sessions), [next], `${message}: nothing else is live`)
    t.same(readdirSync(paths.sessions), [next], `${message}: nothing is left aside`)
    t.equal(option(), next, message)
    t.match(readMarker(place(next), next), { part: 1, line: 0, bytes: 0, total: 0 }, `${message}: its count begins at 0`)
    t.equal(readPending(place(next), next)?.total, 0)
    const record = readSession(place(next))
    t.equal(record && readPaneFile(paths.runtime, record.pane), next, `${message}: its pane's shells are told`)
    const reserved = readNextSessionId(paths.projects, 'home')
    t.ok(reserved !== undefined && !takenIds(paths)(reserved), `${message}: ${reserved} is free`)
    const known = [...readCaptured(history, 1).lines, ...(readPending(place(next), next)?.lines ?? [])]
    t.same(known, lines(1, 150), `${message}: what is not captured by the one is known to the other`)
    // A crash may have skipped a number.
    const { number = 0 } = readSession(place(next)) ?? {}
    t.ok(number > 1, message)
    print(151, 200)
    await end(environment, next)
    t.same([...readCaptured(history, 1).lines, ...readCaptured(place(next), number).lines], lines(1, 200), `${message}: each line once`)
    t.ok(readCaptured(place(next), number).lines.length > 0, message)
  }
  return { ...staged, paths, place, lineage, option, check }
}

/** An environment that ends at the `count`th look at the clock or line of log, as a crash does. Out: whether it came to that. */
const cutShort = (environment: Environment, count: number): Environment & { readonly crashed: () => boolean } => {
  let calls = 0
  const call = (): void => {
    calls += 1
    if (calls === count) throw new Error('cut short')
  }
  return { ...environment, now: () => (call(), new Date()), log: () => call(), crashed: () => calls >= count }
}

t.test('at a boundary one session is frozen and another goes on in the pane', here, async t => {
  const { environment, id, check, lineage } = await stage(t)
  await rollover(environment, id)
  t.ok(environment.lines.some(line => line === `<5>work: Claude Code compacted its context (seen by a hook of Claude Code); goes on as ${lineage()[1]}`))
  await check('done')
})

t.test('asked again it does nothing more', here, async t => {
  const { environment, id, check, lineage } = await stage(t)
  await rollover(environment, id)
  const before = lineage()
  await rollover(environment, id)
  t.same(lineage(), before)
  await rollover(environment, before[1] ?? id)
  t.same(lineage(), before, 'the boundary that began the next one does not end it')
  await check('asked three times')
})

t.test('without a boundary nothing happens', here, async t => {
  const { environment, id, live, paths, lineage, option } = await stage(t, { boundary: false })
  await rollover(environment, id)
  t.same(lineage(), [id])
  t.match(readSession(live), { status: 'live', next: '' })
  t.equal(option(), id)
  t.equal(readNextSessionId(paths.projects, 'home'), undefined)
  t.match(environment.lines.at(-1), 'work: no boundary that was not counted already; it goes on')
  t.same([...readCaptured(live, 1).lines, ...(readPending(live, id)?.lines ?? [])], lines(1, 150), 'but for what a tick does')
})

t.test('the ID that the project had reserved is taken, unless somebody has it', here, async t => {
  for (const [left, isFree] of [['claude-home-7', true], ['work', false]] as const) {
    const { environment, id, paths, lineage } = await stage(t)
    mkdirSync(join(paths.projects, 'home/.session-management'), { recursive: true })
    writeFileSync(join(paths.projects, 'home/.session-management/.next_session_id'), `${left}\n`)
    await rollover(environment, id)
    if (isFree) t.equal(lineage()[1], left)
    else t.match(lineage()[1], /^claude-home-\d{10}$/)
  }
})

t.test('cut off at any moment and called again, one session follows each time and no line comes twice', here, async t => {
  const { environment, id, paths, place, lineage, option, print } = await stage(t, { boundary: false })
  let printed = 150
  for (let [count, crashed] = [1, true]; crashed; count += 1) {
    const last = lineage().at(-1) ?? id
    noteSign(place(last), last, { by: 'record', kind: 'compact', at: Date.now(), key: `boundary ${count}`, rolled: 0 })
    const short = cutShort(environment, count)
    await rollover(short, last).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'cut short') throw error
    })
    crashed = short.crashed()
    await rollover(environment, last)
    const chain = lineage()
    const next = chain.at(-1) ?? id
    t.equal(chain.length, count + 1, `cut ${count}`)
    t.same(readdirSync(paths.sessions), [next], `cut ${count}`)
    t.equal(option(), next, `cut ${count}`)
    t.ok(isWhole(place(last), readdirSync(place(last))), `cut ${count}`)
    t.match(readSession(place(next)), { previous: last }, `cut ${count}`)
    const reserved = readNextSessionId(paths.projects, 'home')
    t.ok(reserved !== undefined && !takenIds(paths)(reserved), `cut ${count}: ${reserved} is free`)
    print(printed + 1, printed + 30)
    printed += 30
  }
  const chain = lineage()
  t.ok(chain.length > 7, `${chain.length - 1} places`)
  await end(environment, chain.at(-1) ?? id)
  t.same(chain.flatMap(one => readCaptured(place(one), readSession(place(one))?.number ?? 0).lines), lines(1, printed))
})

t.test('a next session that is only named is begun', here, async t => {
  const { environment, id, live, paths, check, lineage } = await stage(t)
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  await captureTick(environment, id)
  writeSession(live, { ...record, next: 'claude-home-7' })
  mkdirSync(join(paths.sessions, '.claude-home-7.new/half'), { recursive: true })
  await rollover(environment, id)
  t.equal(lineage()[1], 'claude-home-7')
  await check('only named, and half made aside')
})

t.test('an old session that is not frozen yet, or not complete, is finished', here, async t => {
  const { environment, id, live, history, check } = await stage(t)
  const incomplete = (): void => {
    for (const name of readdirSync(history)) if (/MANIFEST|_LINES/.test(name)) rmSync(join(history, name))
  }
  await rollover(environment, id)
  incomplete()
  await rollover(environment, id)
  t.ok(isWhole(history, readdirSync(history)), 'moved and not complete')
  incomplete()
  renameSync(history, live)
  await rollover(environment, id)
  t.ok(isWhole(history, readdirSync(history)), 'marked as ended and not moved')
  incomplete()
  renameSync(history, live)
  const record = readSession(live)
  if (record !== undefined) writeSession(live, { ...record, status: 'live', ended: '', endReason: '' })
  await rollover(environment, id)
  await check('begun and not marked as ended')
})

t.test('when the next one has ended by now, only the old one is finished', here, async t => {
  const { environment, id, live, history, paths, lineage, option } = await stage(t)
  await rollover(environment, id)
  const [, next = id] = lineage()
  await end(environment, next)
  for (const name of readdirSync(history)) if (/MANIFEST|_LINES/.test(name)) rmSync(join(history, name))
  renameSync(history, live)
  await rollover(environment, id)
  t.ok(isWhole(history, readdirSync(history)))
  t.same(listSessions(paths.sessions), [])
  t.same(lineage(), [id, next])
  t.equal(option(), '')
})

t.test('when the next one has rolled over by now, the pane stays with the one after it', here, async t => {
  const { server, pane, environment, id, live, history, paths, option } = await stage(t)
  const [next, last] = ['claude-home-7', 'claude-home-8'].map(parseSessionId) as [SessionId, SessionId]
  let record = readSession(live)
  for (const [one, other] of [[id, next], [next, last]] as const) {
    if (record === undefined) return t.fail('no record')
    writeSession(sessionDirectory(paths, one), { ...record, next: other })
    record = beginNext(environment, { ...record, next: other })
  }
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', last)
  if (record !== undefined) writePaneFile(paths.runtime, record.pane, last, environment.uid)
  await rollover(environment, id)
  t.equal(option(), last)
  t.equal(record && readPaneFile(paths.runtime, record.pane), last)
  t.ok(isWhole(history, readdirSync(history)))
  t.same(listSessions(paths.sessions), [next, last])
})

t.test('no session follows in a pane that has ended, and none one that never was', here, async t => {
  const { server, pane, environment, id, lineage } = await stage(t)
  await t.rejects(rollover(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no session none' })
  server.tmux('kill-pane', '-t', pane.id)
  await rollover(environment, id)
  t.same(lineage(), [id])
  t.match(environment.lines.at(-1), 'work: its pane has ended, so no session follows it')
})

t.test('a worktree belongs to the lineage: the next session has it, and only the end of the last one takes it away', needs(commandProblem('tmux') ?? commandProblem('flock') ?? commandProblem('git')), async t => {
  const { server, environment, id, live, history, lineage, place } = await stage(t)
  const { directory } = gitRepository(t, gitUser(server.env.HOME ?? '', server.env))
  const worktree = await makeWorktree(environment, id, directory)
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, worktree })
  await rollover(environment, id)
  const [, next] = lineage()
  if (next === undefined) return t.fail('no session follows')
  t.same(readSession(place(next))?.worktree, worktree)
  t.same(readSession(history)?.worktree, worktree)
  await end(environment, id)
  t.ok(existsSync(worktree.path), 'the end of an earlier one leaves it')
  t.notOk(environment.lines.some(line => line.includes('its worktree')), 'and does not even look')
  await end(environment, next)
  t.notOk(existsSync(worktree.path))
})
