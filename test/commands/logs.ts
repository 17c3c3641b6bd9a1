import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { followLogs, logs } from '../../src/commands/logs.js'
import type { LogEntry } from '../../src/core/report/log-entry.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { bareSession } from '../helpers/bare-session.js'
import { moveToHistory } from '../helpers/captured-session.js'
import { scratch, standIn } from '../helpers/fresh-home.js'
import { inProcess } from '../helpers/in-process.js'

const time = (seconds: number): string => new Date(seconds * 1000).toISOString()
const journalLine = (seconds: number, text: string): string => `echo '${JSON.stringify({ __REALTIME_TIMESTAMP: String(seconds * 1e6), __CURSOR: `c${seconds}`, _SYSTEMD_USER_UNIT: 'claude-session@work.service', MESSAGE: text })}'`

t.test('the journal and the supervisor.log become one story, by time; where the session is makes no difference', async t => {
  const bin = scratch(t, 'bin')
  standIn(bin, 'journalctl', `${journalLine(10, 'work: one')}\n${journalLine(30, 'work: three')}`)
  const session = bareSession(t, undefined, {}, inProcess({ HOME: scratch(t), PATH: `${bin}:/usr/bin:/bin` }))
  writeFileSync(join(session.directory, 'supervisor.log'), `${time(20)} work: two\nno time\n${time(40)} work: four\n`)
  const texts = async (): Promise<string[]> => (await logs(session.environment, session.id)).entries.map(({ text }) => text)
  t.same(await texts(), ['work: one', 'work: two', 'no time', 'work: three', 'work: four'])
  t.match((await logs(session.environment, session.id)).behind, { journal: 'c30', file: { offset: Number } })
  moveToHistory(session)
  t.same(await texts(), ['work: one', 'work: two', 'no time', 'work: three', 'work: four'])
})

t.test('where nothing is said, it says where it looked', async t => {
  const { environment, id, directory } = bareSession(t, undefined, {}, inProcess({ HOME: scratch(t), PATH: scratch(t, 'bin') }))
  await t.rejects(logs(environment, id), { exitCode: 69, message: `nothing is said about work: there is no journalctl on this machine, and there is no ${directory}/supervisor.log`, hint: /var\/log\/journal/ })
  writeFileSync(join(directory, 'supervisor.log'), '')
  await t.rejects(logs(environment, id), { exitCode: 69, message: /and nothing is in .*supervisor\.log$/ })
  await t.rejects(logs(environment, parseSessionId('none')), { exitCode: 64, message: /^there is no session none: / })
})

t.test('what comes later is told as it comes, also when the session has ended meanwhile, until nobody wants more', async t => {
  const session = bareSession(t, undefined, {}, inProcess({ HOME: scratch(t), PATH: scratch(t, 'bin') }))
  const file = join(session.directory, 'supervisor.log')
  writeFileSync(file, `${time(1)} work: old\n`)
  const stop = new AbortController()
  const told: string[] = []
  const tell = async ({ text }: LogEntry): Promise<void> => {
    told.push(text)
    if (text === 'work: one') {
      moveToHistory(session)
      appendFileSync(join(session.environment.paths.history, session.id, 'supervisor.log'), `${time(3)} work: two\n`)
    } else stop.abort()
  }
  const found = await logs(session.environment, session.id)
  appendFileSync(file, `${time(2)} work: one\n`)
  await followLogs(session.environment, session.id, found, stop.signal, tell)
  t.same(told, ['work: one', 'work: two'])
})

t.test('of a supervisor that went on with the session, what it says of the others of the lineage is theirs', async t => {
  const { environment, id, directory } = bareSession(t, undefined, { next: 'after' }, inProcess({ HOME: scratch(t), PATH: scratch(t, 'bin') }))
  const after = bareSession(t, undefined, { id: 'after', previous: 'work' }, environment)
  const said = ['work: one', 'claude-session: no ID', 'work: goes on as after', 'after: two', 'later: nobody']
  for (const one of [directory, after.directory]) writeFileSync(join(one, 'supervisor.log'), said.map((text, index) => `${time(index)} ${text}\n`).join(''))
  const texts = async (each: typeof id): Promise<string[]> => (await logs(environment, each)).entries.map(({ text }) => text)
  t.same(await texts(id), ['work: one', 'claude-session: no ID', 'work: goes on as after', 'later: nobody'])
  t.same(await texts(after.id), ['claude-session: no ID', 'work: goes on as after', 'after: two', 'later: nobody'])
})
