import { appendFileSync, closeSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openRegular } from '../../../src/shell/files/open-regular.js'
import { copyWholeFile } from '../../../src/shell/transcript/copy-whole-file.js'

t.test('a file is copied once for each time it changed, whole, with mode 0600', async t => {
  const dir = t.testdir({ source: 'text', out: { '.copy.new': 'left by a crash' } })
  const [source, target] = [join(dir, 'source'), join(dir, 'out', 'copy')]
  const copy = (): number | undefined => {
    const opened = openRegular(source)
    if (opened === undefined) return undefined
    try {
      return copyWholeFile(opened.fd, opened.stat, target)
    } finally {
      closeSync(opened.fd)
    }
  }
  t.equal(copy(), 4)
  t.equal(copy(), undefined)
  for (let ms = 0; ms < 1_000; ms += 37) {
    utimesSync(source, 1_763_850_000 + ms / 1_000, 1_763_850_000 + ms / 1_000)
    t.equal(copy(), 4)
    if (copy() !== undefined) t.fail(`copied again at ${ms} ms`)
  }
  appendFileSync(source, 's')
  t.equal(copy(), 5)
  t.equal(readFileSync(target, 'utf8'), 'texts')
  t.equal(statSync(target).mode & 0o777, 0o600)
  t.strictSame(readdirSync(join(dir, 'out')), ['copy'])
  writeFileSync(source, '')
  t.equal(copy(), 0)
})
