import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { tailOffset } from '../../../src/shell/files/tail-offset.js'

t.test('where the last lines begin, by the same rule as taking them from the whole text', async t => {
  const dir = t.testdir({})
  const file = join(dir, 'part')
  const many = Array.from({ length: 20_000 }, (_, line) => `line ${line}\n`).join('')
  for (const text of ['', '\n', 'a\n', 'a\nb\n', '\n\n\n', 'a\nb\ntorn', 'torn', many, `${many}torn`, `${'x'.repeat(200_000)}\nb\n`]) {
    writeFileSync(file, text)
    const fd = openSync(file, 'r')
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    const all = whole.split('\n').slice(0, -1)
    for (const lines of [0, 1, 2, 3, 9_999, 20_000, 30_000]) {
      const found = tailOffset({ file, fd }, lines)
      t.equal(found.lines, Math.min(lines, all.length), `${lines} of ${all.length}`)
      if (found.lines > 0) t.equal(whole.slice(found.offset), `${all.slice(-lines).join('\n')}\n`)
      else t.equal(whole.slice(found.offset), lines === 0 ? '' : whole)
    }
    closeSync(fd)
  }
  t.throws(() => tailOffset({ file: '/a/part', fd: 9_999 }, 1), { exitCode: 74, message: /^Reading \/a\/part failed: EBADF/ })
})
