import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseSessionId } from '../src/core/session/session-id.js'
import { capturedSession } from './helpers/captured-session.js'
import { repository, run, type Ran } from './helpers/fresh-home.js'
import { needs } from './helpers/needs.js'
import { tmuxServer } from './helpers/tmux-server.js'
import { commandProblem } from './helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const cli = join(repository, 'dist/claude-session.cjs')
const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string }
const at = (env: NodeJS.ProcessEnv, ...args: string[]): Ran => run(process.execPath, [cli, ...args], env)
const bare = { HOME: '/nonexistent', PATH: process.env.PATH }

t.test('--help lists the commands, how to begin, examples and exit codes, on standard output', async t => {
  const { code, out, err } = at(bare, '--help')
  t.equal(code, 0)
  t.equal(err, '')
  for (const word of ['start', 'begin', 'capture-tick', 'rollover', 'hook', 'init', 'end', 'run', 'list', 'status', 'where', 'doctor', 'show', 'logs', 'search', 'verify', 'man', 'completions', 'failed']) t.match(out, new RegExp(`^  ${word} `, 'm'), word)
  t.match(out, /^Usage: claude-session \[options\] \[command\]\n[^]*Begin with:?\s+claude-session start/)
  t.match(out, /^Examples:\n(?: {2}\S[^\n]*\n){4,}/m)
  t.match(out, /Exit codes: 0 done, 1 nothing found[^]*64 wrong usage, 65[^]*69[^]*73[^]*74[^]*75[^]*77[^]*78/)
  t.notMatch(out, /--provisional|--by-shell|--keep-units|wire|pane-died/, 'what only the units and the installer use is not shown')
  for (const line of out.split('\n')) t.ok(line.length <= 120, line)
})

t.test('each command has its own --help', async t => {
  for (const [name, words] of [['start', ['--pane', '--project', '--id', '--worktree', '--no-worktree', '--json']], ['run', ['--every']], ['list', ['--json']], ['end', ['[ID]']], ['where', ['--json']], ['doctor', ['--fix', '--json', '--quiet', '✗ problem']], ['rollover', ['<OLD>', 'boundary']], ['hook', ['always exits 0', 'PreCompact']], ['search', ['--fixed', 'Examples:', 'exit code is 1']], ['verify', ['SHA-256', '65']], ['logs', ['--follow', 'Examples:']], ['show', ['--tail', '--pending', 'Examples:']], ['completions', ['bash', 'zsh', 'fish']]] as const) {
    const { code, out } = at(bare, name, '--help')
    t.equal(code, 0)
    for (const word of words) t.ok(out.includes(word), `${name} ${word}`)
  }
})

t.test('--version is the package\'s; no command shows the help and is 64', async t => {
  t.match(at(bare, '--version'), { code: 0, out: `${version}\n`, err: '' })
  t.match(at(bare), { code: 64, out: '', err: /^Usage: claude-session/ })
})

t.test('wire prints what it did; what it cannot edit is 65, with the lines to add by hand on standard output', async t => {
  const home = t.testdir({ '.claude': { 'settings.json': '{"a": 1}' }, broken: '{' })
  const env = { ...bare, HOME: home }
  t.match(at(env, 'wire', 'add'), { code: 0, out: /settings\.json now has the hooks for/, err: '' })
  t.match(at(env, 'wire', 'remove'), { code: 0, out: /settings\.json is without the hooks\n$/, err: '' })
  t.match(at(env, 'wire', 'add', '--settings', join(home, 'broken')), { code: 65, out: /^To add the hooks by hand[^]*"hooks": \{\n/, err: /broken was left as it is: not valid JSON/ })
  t.match(at(env, 'wire', 'footer'), { code: 0, out: /^set -ag status-right ' #\{[^'\n]*@claude_tokens[^'\n]*'\n$/ })
  t.equal(at(env, 'wire', 'look').code, 64)
})

t.test('an unknown command is 64 and names the nearest one', async t => {
  t.match(at(bare, 'wher'), { code: 64, out: '', err: /^error: unknown command 'wher'\n\(Did you mean where\?\)\n\(claude-session --help shows all commands\)\n$/ })
})

t.test('list, status, where: text for people, JSON of a stable shape for scripts, and nothing else on standard output', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 5_000 })
  const env = server.env
  const json = (...args: string[]): unknown => JSON.parse(at(env, ...args, '--json').out)
  t.match(at(env, 'list'), { code: 0, out: 'No sessions yet. claude-session start begins one in this tmux pane.\n' })
  t.match(at(env, 'status'), { code: 0, out: /^No live sessions\./ })
  t.same([json('list'), json('status')], [[], []])
  pane.write(Array.from({ length: 100 }, (_, line) => `line ${line}\r\n`).join(''))
  const id = parseSessionId('work')
  t.same(JSON.parse(at(env, 'start', '--pane', pane.id, '--id', id, '--json').out), { id })
  const summary = ['id', 'state', 'project', 'directory', 'pane', 'started', 'ended', 'lines', 'parts', 'gaps', 'captured', 'trouble']
  t.strictSame(Object.keys((json('list') as object[])[0] ?? {}).sort(), [...summary].sort())
  t.strictSame(Object.keys((json('status', id) as object[])[0] ?? {}).sort(), [...summary, 'paneLives', 'capturedSecondsAgo', 'supervisor', 'tokens'].sort())
  for (const name of ['directory', 'part', 'gaps', 'project', 'marker', 'pending']) t.match(json('where', id), { [name]: /^\// })
  for (const name of ['root', 'sessions', 'history', 'projects', 'runtime', 'settings']) t.match(json('where'), { [name]: /^\// })
  t.match(at(env, 'list').out, /^ID +STATE +LINES +PARTS +GAPS +STARTED +PROJECT\nwork +live +\d+ +1 +0 +\d{4}-\d\d-\d\d \d\d:\d\d +\/\S+\n$/)
  t.match(at(env, 'status', id).out, /^work \(live, [^)]+\)\n {2}pane +\S+ %1\n {2}captured +\d+ lines in 1 part, last change \d+ s ago\n/)
  t.match(at(env, 'where', id).out, /^directory \/\S+\/sessions\/work\npart +\/\S+PART1\.md\n/)

  await t.test('end without an ID means the session of this pane', async t => {
    t.match(at(env, 'end'), { code: 64, err: /no session ID was given and this is not a tmux pane/ })
    t.match(at({ ...env, TMUX: `${server.socket},1,0`, TMUX_PANE: pane.id }, 'end'), { code: 0, out: '', err: /work: ended; / })
    t.match(at({ ...env, CLAUDE_SESSION_ID: id }, 'end'), { code: 0, err: /work: has ended already/ })
  })
})

t.test('colours are for a terminal, and not for one that wants none', here, async t => {
  const onTerminal = (env: string): string => {
    const server = tmuxServer()
    t.teardown(server.stop)
    server.newPane()
    const pane = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'keep', `${env} '${process.execPath}' '${cli}' capture-tick none; tmux -S '${server.socket}' wait-for -S done; sleep 100`)
    server.tmux('wait-for', 'done')
    return server.tmux('capture-pane', '-p', '-e', '-t', pane)
  }
  t.match(onTerminal(''), /\u001b\[31mclaude-session: there is no live session none/)
  t.match(onTerminal('NO_COLOR=1'), /^claude-session: there is no live session none/)
  t.notMatch(at(bare, 'capture-tick', 'none').err, /\u001b/)
})

t.test('what was captured goes through a pipe whole; a search that finds nothing is 1, a damaged file 65, and nothing else is said of the first', async t => {
  const { environment, directory, id } = capturedSession(t, [Array.from({ length: 60_000 }, (_, line) => `line ${line}`), ['the end']], { status: 'ended', ended: '2026-01-02T00:00:00.000Z' })
  const env = { HOME: environment.env.HOME, PATH: process.env.PATH, NODE_OPTIONS: '' }
  const part = (number: number): string => join(directory, `session_00001_PART${number}.md`)
  const slow = `'${process.execPath}' '${cli}' show ${id} | { sleep 0.2; cat; }`
  t.equal(run('sh', ['-c', slow], env).out, readFileSync(part(1), 'utf8') + readFileSync(part(2), 'utf8'))
  t.same(run('sh', ['-c', `'${process.execPath}' '${cli}' show ${id} | head -n 1`], env), { code: 0, out: 'line 0\n', err: '' })
  t.same(at(env, 'show', id, '--tail', '2'), { code: 0, out: 'line 59999\nthe end\n', err: '' })
  t.same(at(env, 'search', 'line 4242$'), { code: 0, out: `${id}:1:4243: line 4242\n`, err: '' })
  t.same(at(env, 'search', 'line 60000'), { code: 1, out: '', err: '' })
  t.match(at(env, 'search', 'line ('), { code: 64, out: '', err: /not a regular expression/ })
  t.match(at(env, 'verify'), { code: 0, out: /^work \(ended\): 5 files, [^\n]*: as written\n$/, err: '' })
  appendFileSync(part(1), 'more\n')
  t.match(at(env, 'verify', id), { code: 65, out: /^ {2}differs {2}session_00001_PART1\.md: /m, err: /^claude-session: files of work are not as they were written\. / })
  t.same((JSON.parse(at(env, 'verify', '--json').out) as { problems: object[] }[]).map(({ problems }) => problems.length), [1])
})

t.test('the manual page and the completions are printed, by the door that is installed', async t => {
  t.match(at(bare, 'man'), { code: 0, out: /^\.TH CLAUDE\\-SESSION 1 /m, err: '' })
  for (const shell of ['bash', 'zsh', 'fish']) t.match(at(bare, 'completions', shell), { code: 0, out: new RegExp(`${shell} completion for claude-session`), err: '' })
  t.match(at(bare, 'completions', 'tcsh'), { code: 64, out: '', err: /Allowed choices are bash, zsh, fish/ })
})

t.test('a reader that has seen enough is no error', async t => {
  t.match(run('sh', ['-c', `'${process.execPath}' '${cli}' --help | true; '${process.execPath}' '${cli}' list --json | head -c 1`], { ...bare, HOME: t.testdir({}) }), { code: 0, err: '' })
})

t.test('a full disk behind standard output is 74 and said in one line', async t => {
  const { environment, id } = capturedSession(t, [['one']])
  for (const words of ['man', `show ${id}`, 'list --json']) {
    t.match(run('sh', ['-c', `'${process.execPath}' '${cli}' ${words} >/dev/full`], { ...bare, HOME: environment.env.HOME }), { code: 74, err: /^claude-session: Writing standard output failed: ENOSPC\. [^\n]*\n$/ }, words)
  }
})

t.test('status --watch shows it again every two seconds and leaves at Ctrl-C', async t => {
  const watch = spawn(process.execPath, [join(repository, 'dist/claude-session.cjs'), 'status', '--watch'], { env: { HOME: t.testdir({}), PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'ignore'] })
  let shown = ''
  const twice = new Promise<void>(resolve => {
    watch.stdout.on('data', text => {
      shown += String(text)
      if ((shown.match(/No live sessions/g)?.length ?? 0) >= 2) resolve()
    })
  })
  await twice
  watch.kill('SIGINT')
  const [code] = await once(watch, 'exit')
  t.equal(code, 0)
  t.notMatch(shown, /\u001b/, 'and without colours where nobody looks')
})
