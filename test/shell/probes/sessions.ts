import { utimesSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../../src/commands/begin.js'
import { sessionDirectory } from '../../../src/core/paths.js'
import { parseSessionId } from '../../../src/core/session/session-id.js'
import { lockDirectory } from '../../../src/shell/files/lock-directory.js'
import { ownDirectory } from '../../../src/shell/files/own-directory.js'
import { markerFile } from '../../../src/shell/parts/marker-file.js'
import { probeSessions, readRecord } from '../../../src/shell/probes/sessions.js'
import { probeTmuxServers } from '../../../src/shell/probes/tmux-servers.js'
import { pause } from '../../../src/shell/processes/pause.js'
import { writeTrouble } from '../../../src/shell/session/trouble-file.js'
import { serverAlive } from '../../../src/shell/tmux/server-alive.js'
import { commandStage } from '../../helpers/command-stage.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('a live session: its files, its pane, who runs its ticks', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const { server, pane, environment, id } = commandStage(t)
  const { paths, uid } = environment
  const probe = async (env = environment.env) => (await probeSessions(env, paths, [readRecord(paths, id)], await probeTmuxServers(env, [server.socket]), Date.now()))[0]
  t.same(await probeSessions(environment.env, paths, [], [], 0), [])
  await begin(environment, id, { pane: pane.id })
  t.match(await probe(), { id, damaged: '', marker: 'good', pane: 'lives', next: '', trouble: '', ticks: 'nobody', timers: [], period: 300 })

  const marker = markerFile(sessionDirectory(paths, id), id)
  const before = new Date(Date.now() - 3_600_000)
  utimesSync(marker, before, before)
  t.equal(Math.round(((await probe())?.capturedAgo ?? 0) / 60), 60)

  for (const directory of [paths.runtime, `${paths.runtime}/${id}`]) ownDirectory(directory, uid)
  const lock = lockDirectory(`${paths.runtime}/${id}`)
  t.match(await probe(), { ticks: 'supervisor' })
  lock?.release()
  writeTrouble(paths.runtime, id, 'it failed', uid)
  t.match(await probe(), { trouble: 'it failed' })

  const bin = scratch(t, 'bin')
  const PATH = `${bin}:${process.env.PATH ?? ''}`
  const capture = 'TimersMonotonic={ OnUnitInactiveUSec=2min ; next_elapse=0 }\\nTimersMonotonic={ OnActiveUSec=10s ; next_elapse=1s }\\n'
  standIn(bin, 'systemctl', `printf 'Id=claude-session@work.service\\nActiveState=active\\n\\n${capture}LastTriggerUSecMonotonic=1us\\nId=claude-session-capture@work.timer\\nActiveState=active\\nSubState=waiting\\n\\nId=claude-session-context@work.timer\\nActiveState=active\\nSubState=elapsed\\nLastTriggerUSecMonotonic=0\\n\\nId=claude-session-token@work.timer\\nActiveState=inactive\\nSubState=dead\\n'`)
  t.match(await probe({ ...environment.env, PATH }), {
    ticks: 'units',
    period: 120,
    timers: [{ name: 'capture', runs: true, secondsAgo: Number }, { name: 'context', runs: false, secondsAgo: undefined }, { name: 'token', runs: false, secondsAgo: undefined }],
  })
  standIn(bin, 'systemctl', 'exec sleep 100')
  t.match(await probe({ ...environment.env, PATH }), { ticks: 'unknown', timers: [] })

  writeFileSync(marker, 'damaged')
  t.match(await probe(), { marker: 'damaged' })
  server.tmux('kill-pane', '-t', pane.id)
  t.match(await probe(), { pane: 'gone' })
  t.match((await probeSessions(environment.env, paths, [readRecord(paths, id)], [], 0))[0], { pane: 'unknown' }, 'a server that nobody asked')
  const pid = Number(server.tmux('display-message', '-p', '#{pid}'))
  server.tmux('kill-server')
  while (serverAlive(pid)) pause(10)
  t.match(await probe(), { pane: 'gone' })
  writeFileSync(`${sessionDirectory(paths, id)}/session.toml`, '= no toml')
  t.match(await probe(), { damaged: /session\.toml/, pane: 'unknown' })
  t.same(readRecord(paths, parseSessionId('none')), { id: 'none', record: undefined, damaged: '' })
})
