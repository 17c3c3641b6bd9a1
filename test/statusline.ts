import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { resolvePaths } from '../src/core/paths.js'
import { repository, run } from './helpers/fresh-home.js'
import { needs } from './helpers/needs.js'
import { packagesBehind } from './helpers/packages-behind.js'
import { tmuxServer } from './helpers/tmux-server.js'
import { commandProblem } from './helpers/user-manager.js'
import { bare } from './helpers/bare.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const [full, door] = [join(repository, 'dist/claude-session.cjs'), join(repository, 'dist/statusline.cjs')]
const handed = JSON.stringify({ model: { id: 'claude-opus-4-5' }, context_window: { context_window_size: 200_000, current_usage: { input_tokens: 164_000 } } })

t.test('no package stands between the door and what it does', async t => {
  const { reached, packages } = packagesBehind('src/statusline.ts')
  t.ok(reached > 20)
  t.strictSame(packages, [])
})

t.test('a status line and a tick through the door do what the full command does', here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane()
  const shm = join(server.directory, 'shm')
  mkdirSync(shm)
  const env = { ...server.env, CLAUDE_SESSION_SHM: shm, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},0`, TMUX_PANE: pane.id }
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', 'work')
  t.match(run(process.execPath, [full, 'begin', 'work'], server.env), { code: 0 })
  const line = (): string => readFileSync(join(resolvePaths(server.env).runtime, 'work/token_budget_status'), 'utf8')
  for (const file of [full, door]) {
    const shown = spawnSync('/usr/bin/env', [...bare(process.execPath).slice(1), file, 'statusline'], { env, input: handed, encoding: 'utf8' })
    t.match({ out: shown.stdout, code: shown.status }, { out: '18% context left, 164k of 200k · work\n', code: 0 })
    t.match(run(process.execPath, [file, 'token-tick', 'work'], env), { code: 0, out: '' })
    t.match(line(), /^session=work used=164000 limit=200000 remaining=36000 remaining_percent=18 level=notice source=statusline /)
    t.match(readFileSync(join(shm, 'token_budget_status'), 'utf8'), line())
  }
  await t.test('a tick that is told to stop finishes first', async t => {
    const tick = spawn('/usr/bin/env', [...bare(process.execPath).slice(1), door, 'token-tick', 'work'], { env, stdio: 'ignore' })
    setTimeout(() => tick.kill('SIGTERM'), 100)
    const [code, signal] = await once(tick, 'exit')
    t.ok(code === 0 || signal === 'SIGTERM', `${code} ${signal}`)
  })
  t.match(run(process.execPath, [full, 'end', 'work'], server.env), { code: 0 })
  t.match(run(process.execPath, [door, 'token-tick', 'work'], env), { code: 64, err: /no live session work/ })
})

t.test('a status line always exits 0 and always says something, unless nobody reads it', async t => {
  for (const env of [{ PATH: process.env.PATH }, { HOME: t.testdir({}), PATH: process.env.PATH }, { HOME: 'relative', PATH: '/none' }]) {
    const { status, stdout } = spawnSync('/usr/bin/env', [...bare(process.execPath).slice(1), door, 'statusline'], { env, input: 'no JSON', encoding: 'utf8' })
    t.equal(status, 0)
    if (env.HOME?.startsWith('/') === true) t.match(stdout, /^context unknown/)
  }
  const closed = spawnSync('sh', ['-c', `'${process.execPath}' '${door}' statusline </dev/null >&-; echo $?`], { env: { HOME: t.testdir({}), PATH: process.env.PATH }, encoding: 'utf8' })
  t.equal(closed.stdout, '0\n')
})

t.test('anything but those exact calls is the full command\'s', async t => {
  const env = { HOME: t.testdir({}), PATH: process.env.PATH }
  for (const args of [['--version'], ['token-tick'], ['token-tick', '--help'], ['token-tick', 'work', 'more'], ['statusline', '--help'], ['nonsense'], []]) {
    t.same(run(process.execPath, [door, ...args], env), run(process.execPath, [full, ...args], env), args.join(' '))
  }
})
