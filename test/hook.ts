import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { resolvePaths, sessionDirectory } from '../src/core/paths.js'
import { parseSessionId } from '../src/core/session/session-id.js'
import { readHookNews } from '../src/shell/transcript/hook-news.js'
import { bare } from './helpers/bare.js'
import { repository, run, tree } from './helpers/fresh-home.js'
import { needs } from './helpers/needs.js'
import { packagesBehind } from './helpers/packages-behind.js'
import { tmuxServer } from './helpers/tmux-server.js'
import { commandProblem } from './helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const [full, door] = [join(repository, 'dist/claude-session.cjs'), join(repository, 'dist/hook.cjs')]
const id = parseSessionId('work')
const [claudeSession, transcript] = ['11111111-2222-4333-8444-555555555555', '/nonexistent/transcript.jsonl']
const call = (event: string, more: Readonly<Record<string, unknown>> = {}): string => JSON.stringify({ session_id: claudeSession, transcript_path: transcript, cwd: '/', hook_event_name: event, ...more })

interface Called {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const called = (env: NodeJS.ProcessEnv, input: string | Buffer, file = door): Called => {
  const { status, stdout, stderr } = spawnSync('/usr/bin/env', [...bare(process.execPath).slice(1), file, 'hook'], { env, input, encoding: 'utf8', maxBuffer: 2 ** 26 })
  return { code: status, out: stdout, err: stderr }
}

interface Stage {
  readonly env: NodeJS.ProcessEnv
  readonly root: string
  readonly directory: string
  readonly print: (text: string) => void
  /** What the user manager was asked. */
  readonly asked: () => string[]
}

/** A captured pane, as what runs in it sees it, and a user manager that takes everything down. */
const stage = (t: Test): Stage => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane()
  const bin = join(server.directory, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "$*" >>'${server.directory}/asked'\n`, { mode: 0o755 })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  t.match(run(process.execPath, [full, 'begin', id], server.env), { code: 0 })
  const [socket, pid] = [server.socket, server.tmux('display-message', '-p', '#{pid}').trim()]
  const paths = resolvePaths(server.env)
  return {
    env: { ...server.env, PATH: `${bin}:${process.env.PATH ?? ''}`, TMUX: `${socket},${pid},0`, TMUX_PANE: pane.id },
    root: paths.root,
    directory: sessionDirectory(paths, id),
    print: text => pane.write(text),
    asked: () => (existsSync(join(server.directory, 'asked')) ? readFileSync(join(server.directory, 'asked'), 'utf8').split('\n').slice(0, -1) : []),
  }
}

t.test('no package stands between the door and what a turn needs', async t => {
  const { reached, packages } = packagesBehind('src/hook.ts', { crypto: true })
  t.ok(reached > 20)
  t.strictSame(packages, [])
})

t.test('a turn in a captured pane is written down, in silence, and nothing that starts processes or hashes is loaded', here, async t => {
  const { env, directory, asked } = stage(t)
  const dir = t.testdir({ 'list.cjs': `process.on('exit', () => require('fs').writeFileSync(process.env.LOADED, process.moduleLoadList.join('\\n')))`, 'nothing.cjs': '' })
  const loaded = (input: string, ...args: string[]): Set<string> => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', join(dir, 'list.cjs'), ...args], { env: { ...env, LOADED: join(dir, 'loaded') }, input, encoding: 'utf8' })
    t.same({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' })
    return new Set(readFileSync(join(dir, 'loaded'), 'utf8').split('\n'))
  }
  const bare = loaded('', join(dir, 'nothing.cjs'))
  for (const event of ['UserPromptSubmit', 'SessionEnd', 'SomethingNew']) {
    const more = [...loaded(call(event, { prompt: 'p'.repeat(100_000), tomorrow: [] }), door, 'hook')].filter(name => !bare.has(name))
    t.notOk(more.some(name => /NativeModule (?:child_process|crypto|internal\/crypto|tty|net)$/.test(name)), `${event}: ${more.join(', ')}`)
  }
  t.same(readHookNews(directory, id), { claudeSession, transcript })
  t.same(asked(), [])
})

t.test('only the start of a session after a boundary prints something, and asks for the rollover', here, async t => {
  const { env, asked } = stage(t)
  for (const [event, more] of [['SessionStart', { source: 'startup' }], ['SessionStart', { source: 'resume' }], ['PreCompact', { trigger: 'auto' }], ['PostCompact', {}], ['Stop', {}], ['UserPromptSubmit', { prompt: 'go' }]] as const) {
    t.match(called(env, call(event, more)), { code: 0, out: '' }, event)
  }
  t.same(asked(), [])
  for (const file of [door, full]) {
    const { code, out } = called(env, call('SessionStart', { source: 'compact' }), file)
    t.match({ code, out }, { code: 0, out: /\bwork\b[^]*\n$/ })
    t.ok(out.length < 9_500)
  }
  const request = '--user --no-block start claude-session-rollover@work.service'
  t.same(asked(), [request, request])
})

t.test('before a compaction what the pane printed is captured, before the hook returns', here, async t => {
  const { env, directory, print } = stage(t)
  print(Array.from({ length: 100 }, (_, line) => `line ${line}\r\n`).join(''))
  t.match(called(env, call('PreCompact', { trigger: 'manual' })), { code: 0, out: '', err: /work: captured \d+ lines/ })
  t.match(readFileSync(join(directory, 'session_00001_PART1.md'), 'utf8'), /^line 0\nline 1\n/)
})

t.test('outside of tmux, and in a pane that nobody captures, it does nothing', here, async t => {
  const { env, root, asked } = stage(t)
  const before = tree(root)
  const { TMUX: _, TMUX_PANE: __, ...outside } = env
  for (const other of [outside, { ...env, TMUX_PANE: '%999' }, { ...env, TMUX: '/nonexistent/socket,1,0' }, { ...env, TMUX: 'nonsense' }]) {
    for (const event of ['SessionStart', 'PreCompact']) t.same(called(other, call(event, { source: 'compact' })), { code: 0, out: '', err: '' })
  }
  t.same(tree(root), before)
  t.same(asked(), [])
  const home = t.testdir({})
  t.same(called({ HOME: home, PATH: process.env.PATH }, call('SessionStart', { source: 'clear' })), { code: 0, out: '', err: '' })
  t.same(readdirSync(home), [], 'nor does it make a directory')
})

t.test('whatever it is handed, it exits 0 and prints nothing', here, async t => {
  const { env, root } = stage(t)
  const before = tree(root)
  const big = 10_000_000
  const inputs: readonly (readonly [string, string | Buffer])[] = [
    ['nothing', ''], ['no JSON', 'no JSON'], ['a list', '[]'], ['null', 'null'], ['half a call', call('Stop').slice(0, -5)], ['bytes', Buffer.from([0, 255, 254, 192, 10])],
    ['10 MB of garbage', 'x'.repeat(big)], ['10 MB of brackets', '['.repeat(big)], ['fields of other types', call('PreCompact', { session_id: 7, transcript_path: {}, agent_id: [] })],
    ['a file name that is none', call('SessionStart', { source: 'compact', session_id: '', transcript_path: 'relative' })],
  ]
  for (const [name, input] of inputs) {
    t.match(called(env, input), { code: 0, out: '' }, name)
  }
  t.match(called(env, 'no JSON', full), { code: 0, out: '', err: '' }, 'so does the full command')
  t.same(tree(root), before)
  t.match(called(env, call('UserPromptSubmit', { prompt: 'p'.repeat(big) })), { code: 0, out: '', err: '' }, 'a prompt of 10 MB')
})

t.test('a closed standard input, a reader that has gone and no terminal are no trouble', here, async t => {
  const { env } = stage(t)
  const shell = (script: string): Called => run('sh', ['-c', script, process.execPath, door], env)
  t.match(shell('exec "$0" "$1" hook <&-'), { code: 0, out: '' })
  t.match(shell('exec "$0" "$1" hook <&- 2>&-'), { code: 0, out: '' })
  t.match(shell('"$0" "$1" hook </'), { code: 0, out: '' }, 'a directory as input')
  const child = spawn(process.execPath, [door, 'hook'], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdout.destroy()
  child.stdin.on('error', error => t.match(error, { code: 'EPIPE' }))
  child.stdin.end(call('SessionStart', { source: 'clear' }))
  t.same(await once(child, 'exit'), [0, null])
})

t.test('no HOME, a wrong one, and state that cannot be read are said on stderr at most', here, async t => {
  const { env, root, directory } = stage(t)
  const { HOME: _, CLAUDE_SESSION_HOME: __, XDG_STATE_HOME: ___, ...homeless } = env
  for (const other of [homeless, { ...homeless, HOME: 'relative' }, { ...homeless, HOME: '' }, { ...homeless, HOME: '/nonexistent' }, { ...env, PATH: '/none' }]) {
    t.match(called(other, call('PreCompact')), { code: 0, out: '' })
  }
  for (const name of readdirSync(directory)) {
    const file = join(directory, name)
    const whole = readFileSync(file)
    writeFileSync(file, 'garbage\0')
    t.match(called(env, call('PreCompact')), { code: 0, out: '' }, `${name} is garbage`)
    rmSync(file)
    mkdirSync(file)
    t.match(called(env, call('PreCompact')), { code: 0, out: '' }, `${name} is a directory`)
    rmSync(file, { recursive: true })
    writeFileSync(file, whole, { mode: 0o600 })
  }
  chmodSync(root, 0o777)
  t.match(called(env, call('PreCompact')), { code: 0, out: '' })
  chmodSync(root, 0o700)
})

t.test("anything but that exact call is the full command's", async t => {
  const env = { HOME: t.testdir({}), PATH: process.env.PATH }
  for (const args of [['hook', '--help'], ['--version'], ['nonsense']]) {
    t.same(run(process.execPath, [door, ...args], env), run(process.execPath, [full, ...args], env), args.join(' '))
  }
  t.match(run(process.execPath, [door, 'hook', '--help'], env), { code: 0, out: /always exits 0/ })
  t.match(run(process.execPath, [door, 'hook', 'more'], env), { code: 0, out: '' })
})
