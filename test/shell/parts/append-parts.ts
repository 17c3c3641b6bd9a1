import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { IoError } from '../../../src/errors.js'
import { appendParts } from '../../../src/shell/parts/append-parts.js'
import { needs } from '../../helpers/needs.js'
import { smallFilesProblem, whileFilesStaySmall } from '../../helpers/while-files-stay-small.js'

t.test('makes a part with mode 0600 and appends whole lines behind what is there', async t => {
  const dir = t.testdir({})
  t.same([...appendParts(dir, 1, [{ part: 1, lines: ['a', 'é'] }])], [[1, 5]])
  t.same([...appendParts(dir, 1, [{ part: 1, lines: ['c'] }, { part: 2, lines: ['d'] }])], [[1, 7], [2, 2]])
  t.equal(readFileSync(join(dir, 'session_00001_PART1.md'), 'utf8'), 'a\né\nc\n')
  t.equal(readFileSync(join(dir, 'session_00001_PART2.md'), 'utf8'), 'd\n')
  t.equal(statSync(join(dir, 'session_00001_PART1.md')).mode & 0o777, 0o600)
})

t.test('as many lines as are joined at a time, and more, arrive whole and nothing else does', async t => {
  const dir = t.testdir({})
  for (const [part, length] of [[1, 8_192], [2, 20_000]] as const) {
    const lines = Array.from({ length }, (_, index) => String(index))
    appendParts(dir, 3, [{ part, lines }])
    t.equal(readFileSync(join(dir, `session_00003_PART${part}.md`), 'utf8'), `${lines.join('\n')}\n`)
  }
})

t.test('what a failing write left is cut off again, so that the part ends with a whole line', needs(smallFilesProblem()), async t => {
  const dir = t.testdir({ 'session_00001_PART1.md': 'whole\n' })
  const write = (): unknown => appendParts(dir, 1, [{ part: 1, lines: ['a line that does not fit'] }])
  whileFilesStaySmall(10, () => t.throws(write, { exitCode: 74, message: /Appending to .*PART1\.md failed: EFBIG/ }))
  t.equal(readFileSync(join(dir, 'session_00001_PART1.md'), 'utf8'), 'whole\n')
})

t.test('never writes through a link', async t => {
  const dir = t.testdir({ victim: 'safe\n' })
  symlinkSync('victim', join(dir, 'session_00001_PART1.md'))
  t.throws(() => appendParts(dir, 1, [{ part: 1, lines: ['a'] }]), IoError)
  t.equal(readFileSync(join(dir, 'victim'), 'utf8'), 'safe\n')
})

t.test('a part that cannot be opened is an IoError that names it', async t => {
  const dir = t.testdir({ 'session_00001_PART1.md': {} })
  t.throws(() => appendParts(dir, 1, [{ part: 1, lines: ['a'] }]), { exitCode: 74, message: /Appending to .*PART1\.md failed: EISDIR/ })
  writeFileSync(join(dir, 'file'), '')
  t.throws(() => appendParts(join(dir, 'file'), 1, [{ part: 1, lines: ['a'] }]), { message: /ENOTDIR/ })
})
