import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { examine } from '../../src/commands/examine.js'
import { scratch, standIn, put } from '../helpers/fresh-home.js'
import { commandStage } from '../helpers/command-stage.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const outcomes = (findings: readonly { check: string; outcome: string }[]): Record<string, string> => Object.fromEntries(findings.map(({ check, outcome }) => [check, outcome]))

t.test('a bare home, without a server, a manager and Claude Code, has no problem and no warning', here, async t => {
  const bin = scratch(t, 'bin')
  standIn(bin, 'systemctl', 'exit 1')
  const environment = inProcess({ HOME: scratch(t, 'home'), PATH: `${bin}:/usr/bin:/bin`, TMUX_TMPDIR: scratch(t, 'tmp'), container: 'lxc', CLAUDE_SESSION_SHM: scratch(t, 'shm') })
  const { findings, sessions, unfinished } = await examine(environment)
  t.same(findings.filter(({ outcome }) => !['ok', 'notice'].includes(outcome)), [])
  t.match(outcomes(findings), { node: 'ok', tmux: 'ok', flock: 'ok', command: 'notice', 'tmux-server': 'notice', 'user-manager': 'notice', claude: 'notice', 'state-directory': 'ok' })
  t.notOk('renderer' in outcomes(findings), 'how Claude Code draws is asked only where it is')
  t.same([sessions, unfinished], [[], []])
})

t.test('whatever hangs, it comes to an end, and says what hung', here, async t => {
  const { environment, id, pane } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  const bin = scratch(t, 'bin')
  for (const name of ['systemctl', 'journalctl', 'tmux']) standIn(bin, name, 'exec sleep 1000')
  const { findings } = await examine({ ...environment, env: { ...environment.env, PATH: `${bin}:${process.env.PATH ?? ''}` } })
  t.match(outcomes(findings), { tmux: 'unknown', 'tmux-server': 'warning', 'user-manager': 'warning', 'session work': 'unknown' })
})

t.test('what cannot be looked at is a finding, and the rest is found all the same', here, async t => {
  const home = scratch(t, 'home')
  const environment = inProcess({ CLAUDE_SESSION_HOME: home, PATH: process.env.PATH ?? '', TMUX_TMPDIR: home })
  t.match((await examine(environment)).findings.filter(({ says }) => says.startsWith('HOME')).map(({ check, outcome }) => [check, outcome]).sort(), [['claude', 'unknown'], ['command', 'unknown'], ['runtime', 'unknown'], ['shell-start', 'unknown']])
  writeFileSync(`${home}/sessions`, 'no directory')
  t.match((await examine(environment)).findings.filter(({ check }) => ['session', 'state-directory'].includes(check)), [{ check: 'state-directory', outcome: 'problem' }, { check: 'session', outcome: 'unknown', says: /sessions failed: ENOTDIR/ }])
})

t.test('configuration of the user and of the projects of live sessions', here, async t => {
  const { environment, server, id, pane } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  put(environment.paths.userSettings, 'history_limit = 20000\nrotate_lines = "many"\n')
  put(`${server.env.HOME ?? ''}/.claude-session.toml`, 'redact = false\nevil\u001b[31m = 1')
  const { findings, advised } = await examine(environment)
  t.equal(advised, 20_000)
  const said = findings.filter(({ check }) => check === 'configuration')
  t.match(said.map(({ says }) => says).join('\n'), /config\.toml: rotate_lines must be[^]*\.claude-session\.toml:2: not valid TOML/)
  t.match(findings.find(({ check }) => check === 'history-limit'), { outcome: 'warning', do: /history-limit 20000/ })
})

t.test('names and texts of others reach nobody\'s terminal as they are', here, async t => {
  const evil = 'a\u001b]0;owned\u0007\u202e\nb'
  const home = `${scratch(t, 'home')}/${evil}`
  mkdirSync(`${home}/.claude`, { recursive: true })
  writeFileSync(`${home}/.claude/settings.json`, '{')
  chmodSync(home, 0o777)
  const environment = inProcess({ HOME: home, PATH: process.env.PATH ?? '', TMUX_TMPDIR: home, SHELL: `/bin/${evil}`, CLAUDE_SESSION_HOME: home })
  const { findings } = await examine(environment)
  t.match(outcomes(findings), { 'settings.json': 'warning', 'state-directory': 'problem' })
  t.notMatch(JSON.stringify(findings), /\\u001b|\\u0007|\\n|\u202e/)
})
