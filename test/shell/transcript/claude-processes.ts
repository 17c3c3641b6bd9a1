import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { readProcessStat } from '../../../src/shell/processes/read-process-stat.js'
import { claudeProcesses } from '../../../src/shell/transcript/claude-processes.js'
import { claudeId, processFile, standIn } from '../../helpers/claude-stand-in.js'
import { seeded } from '../../helpers/seeded.js'

t.test('those that are alive, as they describe themselves', async t => {
  const config = t.testdir({})
  const { claudePid } = await standIn(t)
  processFile(config, claudePid, claudeId(1), { cwd: '/a', tmux: 'main:@3.%7' })
  t.same(claudeProcesses(config), [{ pid: claudePid, claudeSession: claudeId(1), cwd: '/a', procStart: readProcessStat(claudePid)?.start, kind: 'interactive', pane: '%7' }])
})

t.test('a file that a crash left behind is nobody: its process is dead, or is another one by now', async t => {
  const config = t.testdir({})
  const { claudePid } = await standIn(t)
  const child = spawn('true')
  await once(child, 'exit')
  processFile(config, child.pid ?? 0, claudeId(1))
  processFile(config, claudePid, claudeId(2), { procStart: String(Number(readProcessStat(claudePid)?.start) - 1) })
  t.same(claudeProcesses(config), [])
  processFile(config, claudePid, claudeId(2), { procStart: undefined })
  t.same(claudeProcesses(config), [])
})

t.test('without a directory there is none', async t => {
  t.same(claudeProcesses(`${t.testdir({})}/none`), [])
})

t.test('500 hostile names and contents are passed over, and do not block', async t => {
  const config = t.testdir({})
  const random = seeded(500)
  t.comment(`seed ${random.seed}`)
  const { claudePid } = await standIn(t)
  const { claudePid: linked } = await standIn(t)
  const { claudePid: piped } = await standIn(t)
  const { claudePid: long } = await standIn(t)
  const { claudePid: evil } = await standIn(t)
  processFile(config, claudePid, claudeId(1))
  const outside = processFile(`${config}/outside`, linked, claudeId(2))
  symlinkSync(outside, `${config}/sessions/${linked}.json`)
  execFileSync('mkfifo', [`${config}/sessions/${piped}.json`])
  processFile(config, long, claudeId(3), { name: 'x'.repeat(65_536) })
  processFile(config, evil, '../../../../etc/passwd')
  const names = [`0${claudePid}.json`, `+${claudePid}.json`, `${claudePid}.json.tmp`, `${claudePid}.JSON`, ` ${claudePid}.json`, `-1.json`, '0.json', '99999999999.json', '1e3.json', '.json', '\n.json', '0x1.json']
  while (names.length < 500) names.push(`${Array.from({ length: 1 + random.below(40) }, () => random.pick(['.', '%', '\n', '\x1b', '$', '7', 'é', '\u202e', ' ', "'"])).join('')}${names.length}.json`)
  for (const name of names) writeFileSync(`${config}/sessions/${name}`, JSON.stringify({ pid: process.pid, sessionId: claudeId(9), procStart: '1' }))
  mkdirSync(`${config}/sessions/${process.pid}.json`)
  t.same(claudeProcesses(config).map(({ claudeSession }) => claudeSession), [claudeId(1)])
})
