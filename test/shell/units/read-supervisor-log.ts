import { appendFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readSupervisorLog } from '../../../src/shell/units/read-supervisor-log.js'

const time = (seconds: number): string => new Date(seconds * 1000).toISOString()

t.test('whole lines with their times, and later what has come since', async t => {
  const dir = t.testdir({ 'supervisor.log': `without a time\n${time(10)} work: one\nits next line\n${time(20)} torn` })
  const file = join(dir, 'supervisor.log')
  const first = readSupervisorLog(file, undefined, 5)
  t.match(first?.entries, [{ at: 5, text: 'without a time' }, { at: 10_000, text: 'work: one' }, { at: 10_000, text: 'its next line' }])
  t.equal(first?.entries.length, 3)
  t.same(readSupervisorLog(file, first?.place, 5)?.entries, [])
  appendFileSync(file, ' no more\nand more\n')
  t.match(readSupervisorLog(file, first?.place, 5)?.entries, [{ at: 20_000, text: 'torn no more' }, { at: 20_000, text: 'and more' }])
})

t.test('a line that nobody would read is named only; no file is none, a link is refused', async t => {
  const dir = t.testdir({ 'supervisor.log': `${'x'.repeat(100_000)}\n` })
  t.match(readSupervisorLog(join(dir, 'supervisor.log'), undefined, 5)?.entries, [{ text: '(a line that is too long)' }])
  t.equal(readSupervisorLog(join(dir, 'none'), undefined, 5), undefined)
  symlinkSync('supervisor.log', join(dir, 'link'))
  t.throws(() => readSupervisorLog(join(dir, 'link'), undefined, 5), { exitCode: 74, message: /ELOOP/ })
})
