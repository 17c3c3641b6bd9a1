import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { recover } from '../../src/commands/recover.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { readPending } from '../../src/shell/parts/pending-file.js'
import { readNextSessionId } from '../../src/shell/session/next-session-id.js'
import { readSession, writeSession } from '../../src/shell/session/session-file.js'
import { commandStage, isWhole, lines } from '../helpers/command-stage.js'
import { scratch, standIn, tree } from '../helpers/fresh-home.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { untilNow } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const other = parseSessionId('other')

/** A server with one pane and a user manager that has our units, all of them active until `unit` says otherwise. */
const stage = (t: Test) => {
  const staged = commandStage(t)
  const { environment, server } = staged
  const bin = scratch(t, 'bin')
  const before = process.env.PATH
  process.env.PATH = `${bin}:${before ?? ''}`
  t.teardown(() => (process.env.PATH = before))
  const unit = (state: string): void => standIn(bin, 'systemctl', `case $2 in show) printf 'LoadState=loaded\\nActiveState=${state}\\n' ;; *) echo "$*" >>'${bin}/jobs' ;; esac`)
  unit('inactive')
  const { paths } = environment
  const run = async () => recover(environment, { supervisor: false })
  return {
    ...staged,
    paths,
    unit,
    run,
    jobs: () => (existsSync(join(bin, 'jobs')) ? readFileSync(join(bin, 'jobs'), 'utf8') : ''),
    /** Runs it once more: then it has nothing to do, and nothing changes. */
    changesNothing: async () => {
      const found = tree(server.env.HOME ?? '')
      t.match(await run(), { done: [], failure: undefined })
      t.strictSame(tree(server.env.HOME ?? ''), found, 'run twice it changes nothing')
    },
    whole: (id: SessionId) => isWhole(historyDirectory(paths, id), readdirSync(historyDirectory(paths, id))),
  }
}

/** A process that is at work on a directory. */
const holds = async (t: Test, directory: string): Promise<void> => {
  const child = spawn('flock', ['--no-fork', '-x', directory, 'sh', '-c', 'echo held; exec sleep 1000'], { stdio: ['ignore', 'pipe', 'ignore'] })
  t.teardown(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
}

t.test('in a home without sessions it does nothing and makes nothing', here, async t => {
  const { environment, run, paths } = stage(t)
  t.same(await run(), { done: [], failure: undefined })
  t.strictSame(environment.lines, ['<6>nothing to recover'])
  t.notOk(existsSync(paths.root))
})

t.test('a session whose pane is gone is ended with all that was seen of it, once', here, async t => {
  const { server, pane, environment, id, live, history, print, run, changesNothing, whole, paths } = stage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  print(101, 200)
  await captureTick(environment, id)
  const known = [...readCaptured(live, 1).lines, ...(readPending(live, id)?.lines ?? [])]
  t.strictSame(known, lines(1, 200))
  print(201, 205)
  server.tmux('kill-pane', '-t', pane.id)
  t.match(await run(), { done: [{ id, did: 'end', how: 'its pane is gone; ended (pane-gone)', exitCode: 0 }], failure: undefined })
  t.ok(whole(id))
  t.strictSame(readCaptured(history, 1).lines, known)
  t.strictSame(readGaps(join(history, 'gaps.jsonl')).map(({ why, line }) => [why, line]), [['pane-gone', 200]])
  t.match(readSession(history), { status: 'ended', endReason: 'pane-gone' })
  t.match(readNextSessionId(paths.projects, 'home'), /^claude-home-\d+$/)
  t.ok(existsSync(join(paths.projects, 'home/.session-management/handoff.json')))
  t.match(environment.lines.slice(-2), ['<5>work: recovered: its pane is gone; ended (pane-gone)', '<5>recovered: 1 ended'])
  await changesNothing()
})

t.test('one whose pane was of another boot went down with the machine, also when a new server has a pane of that number', here, async t => {
  const { server, pane, environment, id, live, history, print, run, changesNothing } = stage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  t.match(record.pane.boot, /^[0-9a-f-]{36}\/\d+$/)
  writeSession(live, { ...record, pane: { ...record.pane, boot: 'another' } })
  server.tmux('kill-server')
  untilNow('the server is gone', () => !existsSync(`/proc/${record.pane.serverPid}`))
  server.tmux('new-session', '-d', 'sleep 1000')
  server.tmux('new-window', '-d', 'sleep 1000')
  const panes = server.tmux('list-panes', '-a', '-F', '#{pane_id}').split('\n')
  t.ok(panes.includes(pane.id), 'the number is used again')
  t.match(await run(), { done: [{ id, did: 'end', how: 'its pane is gone; ended (machine-down)' }] })
  t.match(readSession(history), { endReason: 'machine-down' })
  t.strictSame(readCaptured(history, 1).lines, lines(1, 100))
  t.equal(server.tmux('show-options', '-p', '-q', '-t', pane.id), '', 'the new pane is not touched')
  await changesNothing()
})

t.test('one that began on another machine of the same home is left to it', here, async t => {
  const { server, pane, environment, id, live, run } = stage(t)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) return t.fail('no record')
  writeSession(live, { ...record, pane: { ...record.pane, machine: `${'0'.repeat(32)}/elsewhere`, boot: 'another' } })
  server.tmux('kill-server')
  const before = tree(live)
  t.same(await run(), { done: [], failure: undefined })
  t.strictSame(tree(live), before)
  t.match(environment.lines.at(-2), /^<6>work: began on another machine .* claude-session end work$/)
})

t.test('a pane whose program has ended is still read to its end', here, async t => {
  const { server, environment, id, history, run } = stage(t)
  server.tmux('set-option', '-g', 'remain-on-exit', 'on')
  const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'keep', 'echo ready; read -r _; seq -f "line %.0f" 1 60')
  untilNow('the shell is ready', () => server.tmux('capture-pane', '-p', '-t', pane).includes('ready'))
  await begin(environment, id, { pane })
  server.tmux('send-keys', '-t', pane, 'Enter')
  untilNow('the pane is dead', () => server.tmux('display-message', '-p', '-t', pane, '#{pane_dead}') === '1')
  t.match(await run(), { done: [{ did: 'end' }] })
  t.strictSame(readCaptured(history, 1).lines.filter(line => line.startsWith('line')), lines(1, 60))
  t.strictSame(readGaps(join(history, 'gaps.jsonl')), [])
})

t.test('one whose pane lives gets its units back; one that has them is left alone', here, async t => {
  const { pane, environment, id, live, run, unit, jobs, changesNothing } = stage(t)
  await begin(environment, id, { pane: pane.id })
  t.match(await run(), { done: [{ id, did: 'resume', how: 'its pane lives; resumed by units' }], failure: undefined })
  t.equal(jobs(), '--user --no-block --job-mode=fail start claude-session@work.service\n')
  unit('active')
  await changesNothing()
  t.equal(jobs(), '--user --no-block --job-mode=fail start claude-session@work.service\n')
  t.ok(existsSync(live))
  for (const state of ['activating', 'deactivating']) {
    unit(state)
    t.match(await run(), { done: [{ id, did: 'busy', exitCode: 75 }], failure: { exitCode: 75 } })
  }
})

t.test('an end that was cut off is completed: before the rename, before the files, before the manifest, before the next ID', here, async t => {
  const { pane, environment, id, live, history, print, run, changesNothing, whole, paths } = stage(t)
  print(1, 100)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  await end(environment, id)
  const ended = readSession(history)
  if (record === undefined || ended === undefined) return t.fail('no record')
  const nextId = (): string | undefined => readNextSessionId(paths.projects, 'home')
  for (const cut of ['ended', 'moved', 'joined', 'whole'] as const) {
    if (cut !== 'whole') rmSync(join(history, 'MANIFEST.json'))
    if (cut === 'moved' || cut === 'ended') for (const name of readdirSync(history)) if (/_LINES/.test(name)) rmSync(join(history, name))
    if (cut === 'ended') renameSync(history, live)
    rmSync(join(paths.projects, 'home/.session-management/.next_session_id'), { force: true })
    const { done, failure } = await run()
    t.equal(failure, undefined, cut)
    t.match(done[0], { ended: { did: 'end', how: 'its end was cut off; ended (stopped)' }, moved: { did: 'complete' }, joined: { did: 'complete' }, whole: { did: 'mend' } }[cut], cut)
    t.ok(whole(id), cut)
    t.match(readSession(history), ended, cut)
    t.match(nextId(), /^claude-home-\d+$/, cut)
    t.strictSame(readCaptured(history, 1).lines, lines(1, 100), cut)
    await changesNothing()
  }
})

t.test('who is at work on a session is left to it, and the trouble of one is not that of the others', here, async t => {
  const { server, pane, environment, id, live, run, whole, paths } = stage(t)
  const damaged = parseSessionId('damaged')
  await begin(environment, id, { pane: pane.id })
  await begin(environment, other, { pane: server.newPane().id })
  mkdirSync(sessionDirectory(paths, damaged))
  writeFileSync(join(sessionDirectory(paths, damaged), 'session.toml'), 'id = ')
  for (const one of [id, other]) server.tmux('kill-pane', '-t', readSession(sessionDirectory(paths, one))?.pane.id ?? '')
  await holds(t, live)
  const before = tree(live)
  const { done, failure } = await run()
  t.match(done, [{ id: 'damaged', did: 'failed', exitCode: 65 }, { id: other, did: 'end', exitCode: 0 }, { id, did: 'busy', exitCode: 75 }])
  t.match(failure, { exitCode: 65, message: /^1 of 3 could not be recovered: damaged: / })
  t.ok(whole(other))
  t.strictSame(tree(live), before, 'nothing of it was touched')
  t.match(environment.lines.at(-1), /^<5>recovered: 1 ended, 1 busy and left alone, 1 failed$/)
})

t.test('a server that lives and does not answer costs no session its pane', here, async t => {
  const { server, pane, environment, id, live, run } = stage(t)
  await begin(environment, id, { pane: pane.id })
  rmSync(server.socket)
  t.match(await run(), { done: [{ id, did: 'failed', exitCode: 74, how: /lives and cannot be reached/ }], failure: { exitCode: 74 } })
  t.match(readSession(live), { status: 'live' })
  process.kill(readSession(live)?.pane.serverPid ?? 0, 'SIGUSR1')
  untilNow('the server is there', () => existsSync(server.socket))
  t.match(await run(), { done: [{ id, did: 'resume' }], failure: undefined })
})

t.test('what a kill left beside the sessions goes, and what somebody just writes stays', here, async t => {
  const { pane, environment, id, run, unit, paths, changesNothing } = stage(t)
  await begin(environment, id, { pane: pane.id })
  unit('active')
  mkdirSync(join(paths.sessions, '.claude-home-7.new/half'), { recursive: true })
  mkdirSync(join(paths.sessions, 'half-begun'))
  writeFileSync(join(paths.sessions, 'half-begun/session.toml.12345'), 'id')
  const young = join(paths.projects, 'home/project.toml.54321')
  writeFileSync(young, '')
  t.match(await run(), { done: [{ id: 'half-begun', did: 'clear' }, { id: 'sessions', did: 'mend', how: /\.claude-home-7\.new/ }], failure: undefined })
  t.strictSame(readdirSync(paths.sessions), [id])
  t.ok(existsSync(young))
  await changesNothing()
})

t.test('it tells how far it is before each session', here, async t => {
  const { server, pane, environment, id } = stage(t)
  await begin(environment, id, { pane: pane.id })
  await begin(environment, other, { pane: server.newPane().id })
  await end(environment, other)
  const told: string[] = []
  await recover(environment, { supervisor: false, progress: (done, total) => told.push(`${done}/${total}`) })
  t.strictSame(told, ['0/2', '1/2'])
})
