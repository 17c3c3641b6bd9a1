import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { mendProject } from '../../src/commands/mend-project.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { claimProject } from '../../src/shell/session/claim-project.js'
import { readNextSessionId, writeNextSessionId } from '../../src/shell/session/next-session-id.js'
import { bareSession } from '../helpers/bare-session.js'

t.test('a project without a live session gets a next ID that nobody had; one with a live session is left alone', async t => {
  const { environment } = bareSession(t, undefined, { id: 'claude-app-1', status: 'ended' })
  const { paths, uid } = environment
  claimProject(paths.projects, '/home/me/app', uid)
  t.match(mendProject(environment, 'app'), /^project app: its next session is claude-app-\d{10}$/)
  const next = readNextSessionId(paths.projects, 'app')
  t.equal(mendProject(environment, 'app'), undefined)
  t.equal(readNextSessionId(paths.projects, 'app'), next)
  writeNextSessionId(paths.projects, 'app', parseSessionId('claude-app-1'), uid)
  bareSession(t, undefined, { id: 'live' }, environment)
  t.equal(mendProject(environment, 'app'), undefined, 'its end will write one')
  t.equal(readNextSessionId(paths.projects, 'app'), 'claude-app-1')
})

t.test('half-written files go when they are old, and nothing else does', async t => {
  const { environment } = bareSession(t, undefined, { id: 'claude-app-1', status: 'ended' })
  const { paths, uid } = environment
  claimProject(paths.projects, '/home/me/app', uid)
  mendProject(environment, 'app')
  const directory = join(paths.projects, 'app')
  const names = ['project.toml.123', '.session-management/.next_session_id.4', '.session-management/handoff.md.new', '.session-context/pre-compaction-x.json.new']
  mkdirSync(join(directory, '.session-context'))
  for (const name of [...names, 'project.toml.bak', '.session-management/.taken_up.one']) {
    writeFileSync(join(directory, name), '')
    utimesSync(join(directory, name), 1_000, 1_000)
  }
  writeFileSync(join(directory, 'project.toml.777'), 'young')
  t.equal(mendProject(environment, 'app'), 'project app: removed project.toml.123, removed .next_session_id.4, removed handoff.md.new, removed pre-compaction-x.json.new')
  const left = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(name => !/^\.session-\w+$/.test(name))
  t.same(left.sort(), ['.session-management/.next_session_id', '.session-management/.taken_up.one', 'project.toml', 'project.toml.777', 'project.toml.bak'])
})

t.test('what is no project is none of its business', async t => {
  const { environment } = bareSession(t, undefined)
  mkdirSync(join(environment.paths.projects, 'stranger'), { recursive: true })
  t.equal(mendProject(environment, 'stranger'), undefined)
  t.same(readdirSync(join(environment.paths.projects, 'stranger')), [])
})
