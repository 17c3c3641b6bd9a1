/**
 * What people, other programs and broken machines hand to the command. Each case: what happened, which file, what to do, on stderr; the right
 * exit code; nothing lost; and the next tick is fine.
 */
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { resolvePaths, sessionDirectory, type Paths } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { put, repository, run, scratch, type Ran } from '../helpers/fresh-home.js'
import { compare, printer, type Printer } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer, type ShownPane, type TmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'
import { untilNow } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const rootHere = needs(commandProblem('tmux') ?? commandProblem('flock') ?? (process.getuid?.() === 0 ? undefined : 'only root can give directories away and mount'))
const mounting = ((): string | undefined => {
  if (process.getuid?.() !== 0) return 'only root can mount'
  return commandProblem('unshare') ?? (run('unshare', ['--mount', 'true'], process.env).code === 0 ? undefined : 'no mount namespace can be made here')
})()
const cli = join(repository, 'dist/claude-session.cjs')
const id = parseSessionId('work')

interface Stage {
  readonly server: TmuxServer
  readonly pane: ShownPane
  readonly paths: Paths
  readonly printed: Printer
  readonly command: (args: readonly string[], env?: NodeJS.ProcessEnv) => Ran
  /** Prints, ticks, ends: whatever went before, all lines are there and nothing else went wrong. */
  readonly fine: () => Promise<void>
}

const stage = async (t: Test, { begun = true } = {}): Promise<Stage> => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 10_000 })
  const paths = resolvePaths(server.env)
  const printed = printer(seeded(3))
  const command = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Ran => run(process.execPath, [cli, ...args], { ...server.env, ...env })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  pane.write(printed.lines(100))
  const environment = inProcess(server.env)
  if (begun) await begin(environment, id)
  pane.write(printed.lines(100))
  return {
    server,
    pane,
    paths,
    printed,
    command,
    fine: async () => {
      if (!existsSync(sessionDirectory(paths, id))) await begin(environment, id)
      pane.write(printed.lines(100))
      t.match(command(['capture-tick', id]), { code: 0, err: /^work: captured \d+ lines/m }, 'the next tick is fine')
      await end(environment, id)
      t.match(compare(printed.all, join(paths.history, id)), { lost: 0, unmarked: [], repeated: [], disordered: [], between: [], gaps: {} }, 'nothing is lost')
    },
  }
}

/** One line, from the command, no stack. */
const isMessage = (t: Test, { out, err }: Ran, what: RegExp): void => {
  t.match(err, what)
  t.match(err, /^(?:claude-session|error): [^\n]+\n(?:\(claude-session (?:--help shows all commands|[a-z-]+ --help tells more)\)\n)?$/, 'one message')
  t.notMatch(err, /defect of the tool| at .*:\d+:\d+/)
  t.equal(out, '')
}

t.test('what is not a session ID is refused by every command, shown as it is, and makes nothing', here, async t => {
  const { command, paths } = await stage(t, { begun: false })
  const bad = ['../x', 'a/b', 'x'.repeat(300), '%i', 'a..b', '.hidden', 'a b', "it's", '$(touch /tmp/x)', 'new\nline', '\u202eevil', '--', '漢字']
  const ways = [(text: string) => ['begin', '--', text], (text: string) => ['capture-tick', '--', text], (text: string) => ['end', '--', text], (text: string) => ['start', '--pane', '%1', `--id=${text}`]]
  for (const [index, text] of bad.entries()) {
    const args = ways[index % ways.length]?.(text) ?? []
    const ran = command(args)
    t.equal(ran.code, 64, `${args[0] ?? ''} ${JSON.stringify(text).slice(0, 40)}`)
    isMessage(t, ran, /is not a session ID\. An ID is 1 to 128 letters/)
  }
  for (const name of ['run', 'status', 'where']) isMessage(t, command([name, '../x']), /"\.\.\/x" is not a session ID/)
  for (const args of [['begin', '-x'], ['end', '-x']]) {
    const ran = command(args)
    t.equal(ran.code, 64)
    isMessage(t, ran, /error: unknown option '-x'/)
  }
  for (const name of ['begin', 'capture-tick']) t.match(command([name, '']), { code: 64, err: /"" is not a session ID/ })
  t.match(command(['end', '']), { code: 64, err: /no session ID was given and this is not a tmux pane/ })
  t.notOk(existsSync(paths.root), 'no directory was made')
})

t.test('the failed command takes the names of our units only', here, async t => {
  const { command, paths } = await stage(t, { begun: false })
  for (const unit of ['ssh.service', 'claude-session-capture@../x.service']) {
    const ran = command(['failed', '--', unit])
    t.equal(ran.code, 64, unit)
    isMessage(t, ran, /is not a unit of claude-session/)
  }
  t.notOk(existsSync(paths.root))
})

t.test('an unknown session is named, and where to look', here, async t => {
  const { command, fine } = await stage(t)
  for (const args of [['capture-tick', 'other'], ['end', 'other'], ['status', 'other'], ['where', 'other']]) {
    const ran = command(args)
    t.equal(ran.code, 64, args.join(' '))
    isMessage(t, ran, /there is no (?:live )?session other\. claude-session list shows all there are/)
  }
  await fine()
})

t.test('no tmux, no flock, no server, no pane: 69, and what to do', here, async t => {
  const { command, server, pane, fine, paths } = await stage(t)
  const pathWith = (name: string): string => {
    const directory = scratch(t, 'bin')
    symlinkSync(run('sh', ['-c', `command -v ${name}`], process.env).out.trim(), join(directory, name))
    return directory
  }
  for (const name of ['begin', 'capture-tick']) {
    const without = command([name, id], { PATH: pathWith('flock') })
    t.equal(without.code, 69)
    isMessage(t, without, /tmux is not installed, or not in PATH\. Install tmux 3\.2 or newer/)
    const unlocked = command([name, id], { PATH: pathWith('tmux') })
    t.equal(unlocked.code, 69)
    isMessage(t, unlocked, /flock is not installed\. Install util-linux/)
  }
  const elsewhere = command(['begin', 'other'], { TMUX_TMPDIR: scratch(t) })
  t.equal(elsewhere.code, 69)
  isMessage(t, elsewhere, /no tmux server answers \(looked at no socket\)\. Start tmux/)
  const outside = command(['start'])
  t.equal(outside.code, 69)
  isMessage(t, outside, /this is not a tmux pane\. Start tmux and run this in it, or name the pane: --pane/)
  for (const name of ['%99', 'nonsense', '']) {
    const ran = command(['start', `--pane=${name}`])
    t.ok([64, 69].includes(ran.code ?? 0), name)
    isMessage(t, ran, name === '' ? /this is not a tmux pane/ : /there is no pane|pane/)
  }
  const nowhere = command(['start', '--pane', pane.id, '--id', 'other', '--project', '/nonexistent'])
  t.equal(nowhere.code, 64)
  isMessage(t, nowhere, /--project \/nonexistent is not a directory/)
  server.tmux('set-option', '-p', '-u', '-t', pane.id, '@claude_session_id')
  const undecided = command(['begin', 'other'])
  t.equal(undecided.code, 69)
  isMessage(t, undecided, /there are 2 panes and nothing says which one other is for\. Run this in the pane: claude-session start --id other/)
  t.strictSame(readdirSync(paths.sessions), [id])
  await fine()
})

t.test('the pane of another live session is refused and says whose it is', here, async t => {
  const { command, server, pane, fine, paths } = await stage(t)
  for (const args of [['start', '--pane', pane.id, '--id', 'other'], ['begin', 'other']]) {
    server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', args[0] === 'begin' ? 'other' : id)
    const ran = command(args)
    t.equal(ran.code, 69)
    isMessage(t, ran, /pane %1 (?:\(chosen as .*\) )?is captured by the live session work\. End that one first \(claude-session end work\)/)
    t.equal(ran.err.includes('(chosen as '), args[0] === 'begin', 'why it was chosen is said where nobody asked for it')
  }
  const again = command(['start', '--pane', pane.id, '--id', id])
  t.equal(again.code, 75)
  isMessage(t, again, /session work is live already/)
  t.strictSame(readdirSync(paths.sessions), [id])
  await fine()
})

t.test('a pane that has died is captured to its end by the next tick, which says so with 69', here, async t => {
  const { command, server, pane, printed, paths } = await stage(t)
  server.tmux('set-option', '-w', '-t', pane.id, 'remain-on-exit', 'on')
  server.tmux('send-keys', '-t', pane.id, '-H', '00') // a pane in raw mode: nothing but a signal ends it
  process.kill(Number(server.tmux('display-message', '-p', '-t', pane.id, '#{pane_pid}')), 'SIGKILL')
  untilNow('the pane is dead', () => server.tmux('display-message', '-p', '-t', pane.id, '#{pane_dead}') === '1')
  const ran = command(['capture-tick', id])
  t.equal(ran.code, 69)
  t.match(ran.err, /^work: captured \d+ lines[^\n]*\nclaude-session: work: its pane has ended; everything that was seen of it is committed\. To end the session: claude-session end work\n$/)
  t.match(command(['end', id]), { code: 0 })
  t.match(compare(printed.all, join(paths.history, id)), { lost: 0, unmarked: [], repeated: [], gaps: {} })
  const again = command(['start', '--pane', pane.id, '--id', 'dead'])
  t.equal(again.code, 69, 'and nothing begins in it any more')
  isMessage(t, again, /the program in pane %1 has ended/)
})

t.test('HOME and the like must be absolute paths', here, async t => {
  const { command, fine } = await stage(t)
  for (const [name, value] of [['HOME', 'relative'], ['CLAUDE_SESSION_HOME', './state'], ['XDG_STATE_HOME', 'state'], ['XDG_RUNTIME_DIR', 'run']] as const) {
    const ran = command(name === 'HOME' ? ['capture-tick', id] : ['list'], { [name]: value })
    t.equal(ran.code, 78, `${name}=${value}`)
    isMessage(t, ran, new RegExp(`${name} is "${value}", which is not an absolute path\\. Set ${name} to a path that begins with '/'`))
  }
  const homeless = command(['list'], { HOME: undefined })
  t.equal(homeless.code, 78)
  isMessage(t, homeless, /HOME is not set, so there is no place to keep sessions\. Set HOME or CLAUDE_SESSION_HOME/)
  await fine()
})

t.test('a configuration that cannot be used is named in a warning and stops nothing', here, async t => {
  const { command, server, pane, printed, paths, fine } = await stage(t)
  const project = join(server.env.HOME ?? '', '.claude-session.toml')
  for (const file of [paths.userSettings, project]) {
    const garbage: Record<string, () => void> = {
      'not valid TOML': () => put(file, Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index * 7_919) % 256)).toString('latin1')),
      'longer than 64 KB': () => put(file, 'a = 1\n'.repeat(180_000)),
      'not a regular file': () => void run('mkfifo', [file], process.env),
      'not a regular file ': () => mkdirSync(file),
    }
    for (const [why, make] of Object.entries(garbage)) {
      mkdirSync(dirname(file), { recursive: true })
      make()
      pane.write(printed.lines(60))
      const ran = command(['capture-tick', id])
      t.equal(ran.code, 0, why)
      t.match(ran.err, new RegExp(`${file.replaceAll('.', '\\.')}[^\n]*${why.trim()}`))
      t.match(ran.err, /^work: captured \d+ lines/m)
      rmSync(file, { recursive: true })
    }
  }
  await fine()
})

t.test('a state directory that others can write to, a link, or another user\'s is refused with 77 before anything is written', rootHere, async t => {
  const { command, paths, fine } = await stage(t, { begun: false })
  const cases: [RegExp, () => void][] = [
    [/others can write to \S+\/claude-session\. Look at what is in it, then: chmod 700 '/, () => chmodSync(paths.root, 0o777)],
    [/\/claude-session belongs to user 4711, not to you \(0\)\. Set CLAUDE_SESSION_HOME/, () => chownSync(paths.root, 4_711, 4_711)],
    [/\/claude-session is not a directory\. Move it away, or set CLAUDE_SESSION_HOME/, () => {
      renameSync(paths.root, `${paths.root}.real`)
      symlinkSync(`${paths.root}.real`, paths.root)
    }],
    [/\/claude-session\/sessions is not a directory/, () => {
      mkdirSync(join(paths.root, 'elsewhere'))
      symlinkSync('elsewhere', paths.sessions)
    }],
  ]
  for (const [message, make] of cases) {
    mkdirSync(paths.root, { recursive: true, mode: 0o700 })
    make()
    const ran = command(['begin', id])
    t.equal(ran.code, 77)
    isMessage(t, ran, message)
    t.strictSame(readdirSync(paths.root).filter(name => name !== 'elsewhere' && name !== 'sessions'), [])
    rmSync(paths.root, { recursive: true, force: true })
    rmSync(`${paths.root}.real`, { recursive: true, force: true })
  }
  mkdirSync(paths.root, { recursive: true, mode: 0o755 })
  t.match(command(['begin', id]), { code: 0 }, 'one that others can only read')
  t.equal(statSync(paths.root).mode & 0o777, 0o700, 'is closed')
  await fine()
})

t.test('a file where a directory should be is named with 73 or 74, not overwritten', here, async t => {
  const { command, paths, fine } = await stage(t, { begun: false })
  put(paths.root, 'mine\n')
  const ran = command(['begin', id])
  t.equal(ran.code, 73)
  isMessage(t, ran, /making \S+\/claude-session\S* failed: (?:EEXIST|ENOTDIR)/)
  rmSync(paths.root)
  await fine()
})

t.test('a read-only state directory: 74 to begin, to capture and to end, each says so, and nothing is lost', needs(mounting), async t => {
  const { server, paths, fine } = await stage(t)
  const second = server.newPane()
  const readOnly = (...args: string[]): Ran =>
    run('unshare', ['--mount', 'sh', '-ec', 'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; shift; exec "$@"', '-', paths.root, process.execPath, cli, ...args], server.env)
  const begun = readOnly('start', '--pane', second.id, '--id', 'other')
  t.equal(begun.code, 74)
  isMessage(t, begun, /Writing \S+\/project\.toml failed: EROFS\. The file system is read-only/)
  const tick = readOnly('capture-tick', id)
  t.equal(tick.code, 74)
  isMessage(t, tick, /(?:Appending to|Writing) \S+\/sessions\/work\/\S+ failed: EROFS\. The file system is read-only\. Make it writable, or set CLAUDE_SESSION_HOME/)
  const ended = readOnly('end', id)
  t.equal(ended.code, 74)
  isMessage(t, ended, /failed: EROFS/)
  t.match(readOnly('list'), { code: 0, out: /^work +live/m }, 'looking needs no writing')
  t.strictSame(readdirSync(paths.sessions), [id])
  await fine()
})

t.test('a damaged session.toml is named with 65, and the ticks go on', here, async t => {
  const { command, paths, fine } = await stage(t)
  const file = join(sessionDirectory(paths, id), 'session.toml')
  const copy = `${file}.copy`
  renameSync(file, copy)
  for (const [text, what] of [['= nonsense', /is not valid TOML/]] as const) {
    writeFileSync(file, text)
    for (const args of [['status', id], ['end', id], ['where', id]]) {
      const ran = command(args)
      t.equal(ran.code, 65, args.join(' '))
      isMessage(t, ran, what)
      t.match(ran.err, `${file} `)
    }
    t.match(command(['capture-tick', id]), { code: 0 })
  }
  renameSync(copy, file)
  await fine()
})

t.test('nonsense on the command line is 64 and points at --help', here, async t => {
  const { command } = await stage(t, { begun: false })
  for (const args of [['nonsense'], ['list', 'too', 'many'], ['list', '--nonsense'], ['begin'], ['run', id, '--every', '0']]) {
    const ran = command(args)
    t.equal(ran.code, 64, args.join(' '))
    isMessage(t, ran, /unknown|too many|missing|is not a number of seconds/)
  }
})
