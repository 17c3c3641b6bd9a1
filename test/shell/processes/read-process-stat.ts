import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import t from 'tap'
import { readProcessStat } from '../../../src/shell/processes/read-process-stat.js'

t.test('a process by its ID: its parent and its start', async t => {
  const child = spawn('sleep', ['60'])
  t.match(readProcessStat(child.pid ?? 0), { parent: process.pid, alive: true, start: /^\d+$/ })
  child.kill()
  await once(child, 'exit')
  t.equal(readProcessStat(child.pid ?? 0), undefined)
})

t.test('a program called like the fields of the file hides nothing', async t => {
  const evil = `${t.testdir({})}/x) Z 1 (1 1 1`
  copyFileSync('/bin/sleep', evil)
  const child = spawn(evil, ['60'])
  t.teardown(() => child.kill())
  await once(child, 'spawn')
  t.match(readProcessStat(child.pid ?? 0), { name: 'x) Z 1 (1 1 1', alive: true, parent: process.pid })
})
