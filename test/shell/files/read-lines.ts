import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readLines } from '../../../src/shell/files/read-lines.js'
import { seeded } from '../../helpers/seeded.js'

const linesOf = (file: string, from = 0, longest = 1 << 30): [number, number, string | undefined][] => {
  const fd = openSync(file, 'r')
  try {
    return [...readLines(fd, from, longest)].map(({ offset, end }) => [offset, end, undefined])
  } finally {
    closeSync(fd)
  }
}

t.test('lines of any length come whole, with their places, also across the 64 KB that are read at a time', async t => {
  const random = seeded(3)
  t.comment(`seed ${random.seed}`)
  const file = join(t.testdir({}), 'file')
  for (let run = 0; run < 40; run += 1) {
    const wanted = Array.from({ length: random.below(12) }, () => 'é'.repeat(random.pick([0, 1, 30_000, 32_767, 32_768, 100_000])) + 'x'.repeat(random.below(3)))
    writeFileSync(file, wanted.map(line => `${line}\n`).join('') + 'torn'.repeat(random.pick([0, 1, 20_000])))
    const fd = openSync(file, 'r')
    const found: string[] = []
    let at = 0
    for (const { offset, end, bytes } of readLines(fd, 0, 1 << 30)) {
      if (offset !== at || bytes === undefined || end !== offset + bytes.length + 1) t.fail(`run ${run}: a line at ${offset}, expected at ${at}`)
      found.push(bytes?.toString() ?? '')
      at = end
    }
    closeSync(fd)
    if (JSON.stringify(found) !== JSON.stringify(wanted)) return t.fail(`run ${run}`)
  }
  t.pass('40 files')
})

t.test('it begins where it is told to; a torn last line is none', async t => {
  const file = join(t.testdir({ file: 'a\nbb\n\nto' }), 'file')
  t.strictSame(linesOf(file, 2).map(([offset, end]) => [offset, end]), [[2, 5], [5, 6]])
  t.strictSame(linesOf(file, 99), [])
})

t.test('a line that is too long is passed over with its place', async t => {
  const file = join(t.testdir({ file: `${'x'.repeat(200_000)}\nok\n` }), 'file')
  const fd = openSync(file, 'r')
  t.teardown(() => closeSync(fd))
  const places = (longest: number): unknown[] => [...readLines(fd, 0, longest)].map(({ offset, end, bytes }) => [offset, end, bytes === undefined])
  for (const longest of [2, 10, 199_999]) t.strictSame(places(longest), [[0, 200_001, true], [200_001, 200_004, false]])
  t.strictSame(places(200_000), [[0, 200_001, false], [200_001, 200_004, false]])
  t.strictSame(places(1), [[0, 200_001, true], [200_001, 200_004, true]], 'also a short one that was read with others')
})
