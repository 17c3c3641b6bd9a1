import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { resolvePaths, sessionDirectory } from '../src/core/paths.js'
import { parseSessionId } from '../src/core/session/session-id.js'
import { readMarker } from '../src/shell/parts/marker-file.js'
import { repository, run } from './helpers/fresh-home.js'
import { needs } from './helpers/needs.js'
import { packagesBehind } from './helpers/packages-behind.js'
import { tmuxServer } from './helpers/tmux-server.js'
import { commandProblem } from './helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const [full, door] = [join(repository, 'dist/claude-session.cjs'), join(repository, 'dist/tick.cjs')]

t.test('no package stands between the door and a usual tick', async t => {
  const { reached, packages } = packagesBehind('src/tick.ts', { crypto: true })
  t.ok(reached > 20)
  t.strictSame(packages, [])
})

t.test('a usual tick through the door does what the full command does, and loads no crypto', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 5_000 })
  const id = parseSessionId('work')
  const live = sessionDirectory(resolvePaths(server.env), id)
  const at = (file: string, ...args: string[]) => run(process.execPath, [file, ...args], server.env)
  const print = (name: string): void => pane.write(Array.from({ length: 100 }, (_, line) => `${name} ${line}\r\n`).join(''))
  print('first')
  // Not `start`: its supervisor would tick in between.
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', id)
  t.match(at(full, 'begin', id), { code: 0 })
  for (const [round, file] of [full, door, full, door].entries()) {
    const before = readMarker(live, id)?.total ?? 0
    print(`round ${round}`)
    t.match(at(file, 'capture-tick', id), { code: 0, out: '', err: new RegExp(`work: captured 100 lines \\(${before + 1}-${before + 100} part 1\\) in \\d+ ms`) })
    t.match(at(file, 'capture-tick', id), { code: 0, out: '', err: /work: nothing new in \d+ ms/ })
  }
  const dir = t.testdir({ 'list.cjs': `process.on('exit', () => require('fs').writeFileSync(process.env.LOADED, process.moduleLoadList.join('\\n')))`, 'nothing.cjs': '' })
  const loaded = (...args: string[]): Set<string> => {
    const { status } = spawnSync(process.execPath, ['--require', join(dir, 'list.cjs'), ...args], { env: { ...server.env, LOADED: join(dir, 'loaded') } })
    t.equal(status, 0)
    return new Set(readFileSync(join(dir, 'loaded'), 'utf8').split('\n'))
  }
  const bare = loaded(join(dir, 'nothing.cjs'))
  const more = [...loaded(door, 'capture-tick', id)].filter(name => !bare.has(name))
  t.notOk(more.some(name => /NativeModule (?:crypto|internal\/crypto|stream\/promises|readline)/.test(name)), more.join(', '))

  await t.test('a tick that is told to stop finishes first', async t => {
    print('last')
    const tick = spawn(process.execPath, [door, 'capture-tick', id], { env: server.env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    tick.stderr.on('data', text => (said += String(text)))
    // Told before it listens it simply ends, which costs nothing either; told later it finishes.
    setTimeout(() => tick.kill('SIGTERM'), 150)
    const [code, signal] = await once(tick, 'exit')
    if (signal === null) t.match({ code, said }, { code: 0, said: /captured 100 lines/ })
    t.match(at(full, 'capture-tick', id), { code: 0 })
  })
  t.match(at(full, 'end', id), { code: 0 })
})

t.test('anything but that exact call is the full command\'s', async t => {
  const home = t.testdir({})
  const env = { HOME: home, PATH: process.env.PATH }
  for (const args of [['--version'], ['--help'], ['list', '--json'], ['nonsense'], ['capture-tick'], ['capture-tick', '--help'], ['capture-tick', 'work', 'more'], []]) {
    t.same(run(process.execPath, [door, ...args], env), run(process.execPath, [full, ...args], env), args.join(' '))
  }
})

t.test('its errors and exit codes are the full command\'s', async t => {
  const env = { HOME: t.testdir({}), PATH: process.env.PATH }
  for (const [id, code] of [['none', 64], ['../x', 64], ['', 64]] as const) {
    const ran = run(process.execPath, [door, 'capture-tick', id], env)
    t.equal(ran.code, code)
    t.same(ran, run(process.execPath, [full, 'capture-tick', id], env))
  }
  t.match(run(process.execPath, [door, 'capture-tick', 'work'], { ...env, HOME: 'relative' }), { code: 78, err: /HOME is "relative"/ })
})
