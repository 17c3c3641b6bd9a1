import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { statusline } from '../../src/commands/statusline.js'
import { decodeMarker } from '../../src/core/capture/marker.js'
import { tokenBudget } from '../../src/core/tokens/token-budget.js'
import { encodeTokenLine } from '../../src/core/tokens/token-line.js'
import { writeMarker } from '../../src/shell/parts/marker-file.js'
import { readStatusLine } from '../../src/shell/tokens/status-line-file.js'
import { commandStage } from '../helpers/command-stage.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const handed = (used: number | undefined, size = 200_000): string =>
  JSON.stringify({ session_id: 's', model: { id: 'claude-opus-4-5', display_name: 'O' }, context_window: { context_window_size: size, current_usage: used === undefined ? null : { input_tokens: used } } })

const bare = (t: Test) => {
  const home = t.testdir({ '.config': { 'claude-session': {} }, run: {} })
  const environment = inProcess({ HOME: home, XDG_RUNTIME_DIR: join(home, 'run'), PATH: process.env.PATH ?? '' })
  const command = (text: string): void => writeFileSync(join(home, '.config/claude-session/statusline-command'), text, { mode: 0o600 })
  return { home, environment, command }
}

t.test('it prints one line, whatever it is handed', async t => {
  const { environment } = bare(t)
  t.equal(await statusline(environment, handed(42_184)), '79% context left, 42k of 200k · not captured: claude-session start')
  for (const input of ['', 'nonsense', '[]', '{}', handed(undefined), '\0', `{"a":"${'x'.repeat(1_000_000)}`]) t.equal(await statusline(environment, input), 'context unknown · not captured: claude-session start')
  t.same(environment.lines, [])
})

t.test('the user\'s own status line gets the same input and stands before ours; when it fails, ours stands alone', async t => {
  const { environment, command } = bare(t)
  command('tr -d "\\n" | sed "s/.*display_name\\":\\"\\([^\\"]*\\).*/mine: \\1/"')
  t.equal(await statusline(environment, handed(42_184)), 'mine: O\n79% context left, 42k of 200k · not captured: claude-session start')
  for (const failing of ['exit 1', '/no/such', 'kill -9 $$', 'sleep 30']) {
    command(failing)
    t.equal(await statusline(environment, handed(42_184)), '79% context left, 42k of 200k · not captured: claude-session start', failing)
  }
})

t.test('what cannot be recorded is logged, and ours is printed', async t => {
  const { home, environment, command } = bare(t)
  const live = join(home, '.local/state/claude-session/sessions/work')
  mkdirSync(live, { recursive: true })
  const marker = decodeMarker(readFileSync('test/fixtures/marker-version-1.toml', 'utf8'), 'claude-my_app-1763850000')
  if (marker === undefined) return t.fail('no marker')
  writeMarker(live, { ...marker, id: 'work' })
  writeFileSync(join(home, 'run/claude-session'), 'in the way')
  command('echo mine')
  t.equal(await statusline({ ...environment, env: { ...environment.env, TMUX: `${marker.socket},${marker.serverPid},0`, TMUX_PANE: marker.pane } }, handed(42_184)), 'mine\ncontext unknown')
  t.match(environment.lines.join('\n'), /^<4>claude-session: [^\n]*$/)
})

t.test('a window that is made smaller for compaction counts', async t => {
  const { home, environment } = bare(t)
  mkdirSync(join(home, '.claude'))
  writeFileSync(join(home, '.claude/settings.json'), '{"autoCompactWindow":100000}')
  t.match(await statusline(environment, handed(50_000)), /^50% context left, 50k of 100k /)
})

t.test('for a session it is recorded, and a tick is asked for when the share changes', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const { server, pane, environment, id } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  const asked = join(server.directory, 'asked')
  const here = { ...environment, self: ['sh', '-c', 'echo "$@" >>"$0"', asked], env: { ...environment.env, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},0`, TMUX_PANE: pane.id } }
  const runtime = `${environment.paths.runtime}/${id}`
  const calls = async (atLeast: number): Promise<number> => {
    const count = (): number => (existsSync(asked) ? readFileSync(asked, 'utf8').split('\n').length - 1 : 0)
    await until(`a tick is asked for ${atLeast} times`, () => count() >= atLeast)
    return count()
  }
  const publish = (used: number, source: 'statusline' | 'compact'): void => writeFileSync(`${runtime}/token_budget_status`, `${encodeTokenLine(id, tokenBudget({ used, source, at: Date.now() }, 200_000, []))}\n`)
  t.equal(await statusline(here, handed(42_184)), '79% context left, 42k of 200k · work')
  t.match(readStatusLine(environment.paths.runtime, id), { used: 42_184, limit: 200_000, model: 'claude-opus-4-5', at: Number })
  t.equal(await calls(1), 1)
  t.equal(readFileSync(asked, 'utf8'), 'token-tick work\n')
  publish(42_184, 'statusline')
  await statusline(here, handed(42_300))
  await statusline(here, handed(60_000))
  t.equal(await calls(2), 2, 'the same share was no news')
  t.equal(await statusline(here, handed(undefined)), 'context unknown · work', 'what was before a compaction is not shown behind it')
  publish(9_000, 'compact')
  t.equal(await statusline(here, handed(undefined)), '96% context left, 9k of 200k · work', 'but what the compaction left is')
  t.equal(await statusline({ ...here, env: { ...environment.env, CLAUDE_SESSION_ID: id } }, handed(60_000)), '70% context left, 60k of 200k · not captured: claude-session start', 'a variable alone, which another pane may have left, is not believed')
})
