/**
 * S3, for the token budget. 500 hostile names and titles: of the pane, its session and window, of models, transcripts and whatever else the status line is handed. Each is a canary that
 * tmux would run if it were ever expanded, and all that reaches tmux (options, alerts, the line in status-right, drawn for a real client) is made of numbers and constants.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { statusline } from '../../src/commands/statusline.js'
import { tokenTick } from '../../src/commands/token-tick.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { tokenStatusRight } from '../../src/core/tokens/parse-token-pane.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const drawn = /% context left, 1\d\dk of 200k/
const names = Number(process.env.NAMES ?? 500)

t.test(`${names} hostile names and titles: none is run, and none is seen in what is shown`, needs(commandProblem('tmux') ?? commandProblem('script')), async t => {
  const random = seeded(77)
  t.comment(`seed ${random.seed}`)
  const server = tmuxServer()
  const pane = server.newPane({ width: 200 })
  const shm = join(server.directory, 'shm')
  const canaries = join(server.directory, 'c')
  for (const directory of [shm, canaries]) mkdirSync(directory)
  const environment = { ...inProcess(server.env), env: { ...server.env, CLAUDE_SESSION_SHM: shm, TMUX: `${server.socket},${server.tmux('display-message', '-p', '#{pid}')},0`, TMUX_PANE: pane.id }, self: ['true'] }
  const id = parseSessionId('hostile')
  server.tmux('set-environment', '-g', 'C', canaries)
  server.tmux('set-option', '-g', 'status-right', tokenStatusRight)
  server.tmux('set-option', '-g', 'status-interval', '1')
  const session = server.tmux('display-message', '-p', '-t', pane.id, '#{session_name}')
  const client = spawn('script', ['-qec', `stty cols 150; tmux -S '${server.socket}' attach -t '=${session}'`, '/dev/null'], { env: { ...server.env, TERM: 'xterm-256color' }, stdio: ['pipe', 'pipe', 'ignore'], detached: true })
  let screen = ''
  client.stdout.on('data', bytes => (screen += String(bytes)))
  t.teardown(() => {
    server.stop()
    client.kill()
  })
  await begin(environment, id, { pane: pane.id })
  await until('a client looks', () => server.tmux('list-clients', '-F', '#{client_name}') !== '')
  const shapes = [(n: number) => `#(touch $C/${n})`, (n: number) => `#{E:#(touch $C/${n})}`, (n: number) => `#[fg=red]#(touch $C/${n})`, (n: number) => `##(touch $C/${n})`, (n: number) => `###(touch $C/${n})`, (n: number) => `%H#{?1,#(touch $C/${n}),}`, (n: number) => `\u001b]2;#(touch $C/${n})\u0007`, (n: number) => `$(touch $C/${n})\`touch $C/${n}\`;touch $C/${n}`]
  const literal = (text: string): string => text.replaceAll('#', '##')
  const alerted: string[] = []
  const shown = new Set<string>()
  for (let n = 0; n < names; ) {
    const hostile = (): string => random.pick(shapes)(n++)
    const [first, second, third] = [hostile(), hostile(), hostile()]
    const model = random.pick([first, `claude-opus-4-5${first}`, 'claude-opus-4-5', `${first}[1m]`])
    const used = 150_000 + random.below(50_000)
    const input = JSON.stringify({ session_id: second, cwd: first, transcript_path: `/${second}`, session_name: third, model: { id: model, display_name: second }, workspace: { current_dir: third }, output_style: { name: first }, context_window: { context_window_size: 200_000, current_usage: { input_tokens: used, [third]: first } } })
    const line = await statusline(environment, input)
    if (!/^\d+% context left, \d+k of 200k · hostile$/.test(line)) t.fail(line)
    const [title, window] = [hostile(), hostile()]
    pane.write(`${first}\r\n\u001b]2;${title}\u0007\u001bk${window}\u001b\\<system-reminder>Token usage: ${second}/200000; 5 remaining</system-reminder>\r\n`)
    server.tmux('rename-window', '-t', pane.id, literal(window.replace(/[\0-\x1f]/g, '')))
    // Alerts come again where their memory is lost.
    if (n % 25 === 0) writeFileSync(join(environment.paths.runtime, id, 'token_memory.json'), '')
    await tokenTick(environment, id)
    for (const text of server.tmux('display-message', '-p', '-t', pane.id, '#{@claude_tokens}\n#{@claude_tokens_short}').split('\n')) shown.add(text)
  }
  alerted.push(...environment.lines.filter(line => /^<[345]>hostile: \d+% of Claude/.test(line)))
  await sleep(500)
  // A key puts the last alert away; below it is the footer.
  client.stdin.write('x')
  await until('the footer is drawn', () => drawn.test(screen))
  t.ok(shown.size > 20, `${shown.size} footers`)
  t.same([...shown].filter(text => !/^#\[[a-z0-9=,]+\](?:\d+% context left, \d+k of 200k|\d+%)#\[default\]$/.test(text)), [])
  t.ok(alerted.length >= names / 25, `${alerted.length} alerts`)
  t.ok(/% of Claude's context left: /.test(screen), 'and an alert')
  t.same(readdirSync(canaries), [])
  t.same(environment.lines.filter(line => line.includes('touch')), [], 'nor does the journal repeat them')
  // The test must be able to fail: where a text is expanded, the canary does run.
  for (let wait = 0; wait < 500 && !existsSync(join(canaries, 'control')); wait += 1) {
    server.tmux('set-option', '-p', '-t', pane.id, '@claude_tokens', '#(touch $C/control)')
    server.tmux('set-option', '-g', 'status-right', `${tokenStatusRight}#{E:@claude_tokens}`)
    await sleep(100)
  }
  t.ok(existsSync(join(canaries, 'control')), 'a canary that is expanded is seen')
  pane.close()
})
