import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { processesIn } from '../../../src/shell/processes/processes-in.js'
import { scratch } from '../../helpers/fresh-home.js'

t.test('a process in the directory or below it is found, one beside it is not', async t => {
  const top = scratch(t)
  for (const name of ['it/below', 'it-too']) mkdirSync(join(top, name), { recursive: true })
  const started = await Promise.all(['it', 'it/below', 'it-too'].map(async name => {
    const child = spawn('sleep', ['100'], { cwd: join(top, name), stdio: 'ignore' })
    t.teardown(() => child.kill('SIGKILL'))
    await once(child, 'spawn')
    return child
  }))
  t.same(processesIn(join(top, 'it')).sort(), started.slice(0, 2).map(({ pid }) => pid).sort())
  for (const child of started) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  t.same(processesIn(join(top, 'it')), [])
})
