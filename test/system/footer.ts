/**
 * What a person sees: a real tmux client, running in a pane of another tmux, and what stands in that pane's lowest row. Before and after each threshold, wide and narrow, with two
 * panes of which one has no budget, and with the alert that lies over the status line.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { tokenTick } from '../../src/commands/token-tick.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { tokenStatusRight } from '../../src/core/tokens/parse-token-pane.js'
import { writeStatusLine } from '../../src/shell/tokens/status-line-file.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

const stage = async (t: Test, width: number) => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane()
  const shm = join(server.directory, 'shm')
  mkdirSync(shm)
  const environment = { ...inProcess(server.env), env: { ...server.env, CLAUDE_SESSION_SHM: shm }, self: ['true'] }
  const id = parseSessionId('work')
  await begin(environment, id, { pane: pane.id })
  const option = (...words: string[]): string => server.tmux('set-option', '-g', ...words)
  option('status-right', tokenStatusRight)
  option('status-right-length', '60')
  option('status-left', '')
  option('window-status-format', '')
  option('window-status-current-format', '')
  const session = server.tmux('display-message', '-p', '-t', pane.id, '#{session_name}')
  const outer = tmuxServer()
  t.teardown(outer.stop)
  const attach = `exec env -u TMUX -u TMUX_PANE TERM=screen-256color tmux -u -S '${server.socket}' attach -t '=${session}'`
  outer.tmux('new-session', '-d', '-x', String(width), '-y', '10', attach)
  // tmux 3.2a does not heed the size above.
  outer.tmux('resize-window', '-x', String(width), '-y', '10')
  // The client's lowest row; the outer status line is not in its own pane.
  outer.tmux('set-option', '-g', 'status', 'off')
  const row = (...flags: string[]): string => outer.tmux('capture-pane', '-p', ...flags).split('\n').filter(line => line.trim() !== '').at(-1) ?? ''
  const shows = async (wanted: RegExp): Promise<string> => {
    let shown = ''
    await until(`the footer is like ${String(wanted)}`, () => wanted.test((shown = row())))
    return shown
  }
  const tick = async (used: number): Promise<void> => {
    writeStatusLine(environment.paths.runtime, id, { claudeSession: 's', transcript: '', model: 'm', used, limit: 200_000, at: Date.now() }, environment.uid)
    await tokenTick(environment, id)
  }
  await until('a client looks', () => server.tmux('list-clients') !== '')
  return { server, outer, pane, environment, row, shows, tick, option }
}

t.test('the footer says what is left before and after each threshold, in the level\'s colour', here, async t => {
  const { outer, shows, row, tick } = await stage(t, 120)
  const colours: string[] = []
  const seen: string[] = []
  for (const [used, percent, alert] of [[163_999, 19, false], [164_000, 18, true], [167_999, 17, false], [168_000, 16, true], [171_999, 15, false], [172_000, 14, true], [175_999, 13, false], [176_000, 12, true], [199_999, 1, false]] as const) {
    await tick(used)
    if (alert) {
      t.match(await shows(/of Claude's context left/), new RegExp(`^ ${percent}% of Claude's context left: \\d+k of 200k tokens`), `the alert at ${percent} %`)
      // Any key puts it away.
      outer.tmux('send-keys', 'x')
    }
    const footer = new RegExp(` ${percent}% context left, \\d+k of 200k *$`)
    seen.push((await shows(footer)).trim())
    colours.push(/((?:\u001b\[[0-9;:]*m)+)\d+% context/.exec(row('-e'))?.[1] ?? 'none')
  }
  t.same(seen, [19, 18, 17, 16, 15, 14, 13, 12, 1].map((percent, index) => `${percent}% context left, ${[163, 164, 167, 168, 171, 172, 175, 176, 199][index]}k of 200k`))
  t.same(colours.map(colour => colours.indexOf(colour)), [0, 1, 1, 3, 3, 5, 5, 7, 7], 'five colours, each from its threshold on')
})

t.test('a narrow client gets the short text', here, async t => {
  const { shows, tick } = await stage(t, 60)
  await tick(42_184)
  t.match(await shows(/79%/), /(?:^|\s)79%\s*$/)
})

t.test('it is the active pane\'s, and no other pane, window or session shows it', here, async t => {
  const { server, pane, shows, tick } = await stage(t, 120)
  await tick(42_184)
  await shows(/79% context left/)
  const other = server.tmux('split-window', '-P', '-F', '#{pane_id}', '-t', pane.id, 'sleep 1000')
  t.notMatch(await shows(/^[^%]*$/), /context|%/, 'a pane without a session shows nothing')
  server.tmux('select-pane', '-t', pane.id)
  t.match(await shows(/79% context left/), /79% context left, 42k of 200k/)
  server.tmux('new-window', '-t', `${server.tmux('display-message', '-p', '-t', pane.id, '#{session_name}')}:`, 'sleep 1000')
  t.notMatch(await shows(/^[^%]*$/), /context/)
  t.equal(server.tmux('show-options', '-p', '-v', '-q', '-t', other, '@claude_tokens'), '')
  t.equal(server.tmux('show-options', '-g', '-v', '-q', '@claude_tokens'), '')
})

t.test('a footer of its own stays beside the user\'s', here, async t => {
  const { server, shows, tick, option } = await stage(t, 120)
  writeFileSync(join(server.directory, 'x'), '')
  option('status-right', `${tokenStatusRight}mine %%`)
  await tick(42_184)
  t.match(await shows(/79% context.*mine/), /79% context left, 42k of 200k mine %\s*$/)
})
