/**
 * R7: somebody or something changed the end of the parts. Nothing before the damage is lost; what is damaged is kept aside, a gap says so, and the
 * capture goes on. Whole lines that were lost from the end are written again while the pane still has them.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { firstDamage } from '../../src/core/capture/first-damage.js'
import { partName } from '../../src/core/session/part-name.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { markerFile } from '../../src/shell/parts/marker-file.js'
import { repairPart } from '../../src/shell/parts/repair-part.js'
import { compare } from '../helpers/ground-truth.js'
import { liveSession } from '../helpers/live-session.js'
import { seeded } from '../helpers/seeded.js'

interface Damage {
  /** What is done to the last part. */
  readonly spoil: (file: string) => void
  /** What stands in the `.damaged-1` file afterwards; none is made when left out. */
  readonly aside?: RegExp
  readonly gap: boolean
}

const append = (bytes: Buffer | string) => (file: string): void => appendFileSync(file, bytes)
const change = (edit: (bytes: Buffer) => Buffer) => (file: string): void => writeFileSync(file, edit(readFileSync(file)))

const damages: Readonly<Record<string, Damage>> = {
  'half a line behind the end': { spoil: append('#9999# half a li'), gap: false },
  'half a character behind the end': { spoil: append(Buffer.from([0x61, 0xe6, 0xbc])), gap: false },
  'a block of NUL behind the end': { spoil: append(Buffer.alloc(4_096)), aside: /^\0{4096}$/, gap: true },
  'a line with NUL behind the end': { spoil: append('some\0thing\n'), aside: /^some\0thing\n$/, gap: true },
  'invalid UTF-8 behind the end': { spoil: append(Buffer.from([0x62, 0xff, 0xfe, 0x0a])), aside: /^b/, gap: true },
  'escape sequences behind the end': { spoil: append('\u001b[31mred\u001b[0m\n'), aside: /red/, gap: true },
  'NUL in the last lines': { spoil: change(bytes => Buffer.from(bytes).fill(0, bytes.length - 50)), aside: /\0{50}$/, gap: true },
  'invalid UTF-8 some lines above the end': { spoil: change(bytes => Buffer.from(bytes).fill(0xff, bytes.length - 302, bytes.length - 300)), aside: /#\d+#/, gap: true },
  'the end cut off in a line': { spoil: file => truncateSync(file, readFileSync(file).length - 333), gap: true },
  'everything cut off': { spoil: file => truncateSync(file, 0), gap: true },
  'the part deleted': { spoil: file => rmSync(file), gap: true },
}

const partOne = (directory: string): string => join(directory, partName(1, 1))

for (const [marked, title] of [[true, 'with the marker'], [false, 'without the marker']] as const) {
  t.test(`a damaged end, ${title}: nothing is lost, the damage is kept, a gap says so, later ticks are fine`, async t => {
    const live = await liveSession(t, { seed: 71 })
    live.print(200)
    await live.tick()
    live.print(40)
    const back = live.save()
    for (const [name, { spoil, aside, gap }] of Object.entries(damages)) {
      back()
      const file = partOne(live.directory)
      spoil(file)
      if (!marked) rmSync(markerFile(live.directory, live.id))
      await live.tick()
      const kept = `${file}.damaged-1`
      t.equal(existsSync(kept), aside !== undefined, `${name}: ${aside === undefined ? 'nothing to keep' : 'kept aside'}`)
      if (aside !== undefined && existsSync(kept)) t.match(readFileSync(kept, 'latin1'), aside)
      const gaps = readGaps(join(live.directory, 'gaps.jsonl'))
      // Without the marker nothing tells that whole lines are missing at the end; the pane still has them.
      if (gap && (marked || aside !== undefined)) t.ok(gaps.some(({ why }) => why === 'damaged'), `${name}: a gap says so`)
      else if (!gap) t.strictSame(gaps, [], `${name}: no gap`)
      live.print(30)
      await live.tick()
      t.equal(readGaps(join(live.directory, 'gaps.jsonl')).length, gaps.length, `${name}: the next tick finds nothing more`)
      const counted = await live.finish()
      t.match(counted, { lost: 0, repeated: [], disordered: [], between: [] }, `${name}: every line once`)
    }
  })
}

t.test('a line that somebody appended stays, and every printed line is there once', async t => {
  const live = await liveSession(t, { seed: 72 })
  live.print(200)
  await live.tick()
  appendFileSync(partOne(live.directory), 'a note by hand\n')
  live.print(40)
  await live.tick()
  live.print(30)
  const counted = await live.finish()
  t.match(counted, { lost: 0, repeated: [], disordered: [] })
  t.match(readFileSync(join(live.history, partName(1, 1)), 'utf8'), /^a note by hand$/m)
})

const rounds = process.env.CAMPAIGN === '1' ? 10_000 : 2_000

t.test(`${rounds} random damages: every whole line before the damage stays, and what is cut as damaged is kept`, async t => {
  const random = seeded(73)
  t.comment(`seed ${random.seed}`)
  const directory = t.testdir()
  const file = join(directory, 'part.md')
  const sound = Buffer.from(Array.from({ length: 40 }, (_, index) => `#${index + 1}# ${'naïve 漢字 x'.slice(0, 1 + random.below(11))}\n`).join(''))
  const wrong: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const at = random.below(sound.length)
    const tail = Buffer.from(Array.from({ length: random.below(40) }, () => random.pick([0, 0, 0x0a, 0x1b, 0x61, 0x80, 0xc3, 0xff, 0xf0, 0x9f, 0x7f])))
    const bytes = Buffer.concat([sound.subarray(0, at), tail])
    writeFileSync(file, bytes)
    const { good, aside } = repairPart(file, 0, bytes)
    const left = readFileSync(file)
    const whole = sound.subarray(0, at).lastIndexOf(0x0a) + 1
    if (good.length < whole) wrong.push(`round ${round}: cut at ${good.length}, whole lines end at ${whole}`)
    if (!left.equals(good) || !bytes.subarray(0, good.length).equals(good)) wrong.push(`round ${round}: the file is not what was said`)
    if (firstDamage(left) !== -1 || (left.length > 0 && left.at(-1) !== 0x0a)) wrong.push(`round ${round}: damage or a torn line stays`)
    if (aside !== undefined && !readFileSync(aside).equals(bytes.subarray(good.length))) wrong.push(`round ${round}: what was cut is not what was kept`)
    // What is cut without being kept is one torn line of our own making: no newline, nothing that we could not have written.
    if (aside === undefined && bytes.subarray(good.length).includes(0x0a)) wrong.push(`round ${round}: a whole line was cut and not kept`)
    for (const name of readdirSync(directory)) rmSync(join(directory, name))
  }
  t.strictSame(wrong.slice(0, 5), [])
})

t.test('the comparison sees a lost and a repeated line when there is one', async t => {
  const live = await liveSession(t, { seed: 74 })
  live.print(200)
  await live.finish()
  const file = partOne(live.history)
  const lines = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, [...lines.slice(0, 50), ...lines.slice(51, 100), ...lines.slice(99)].join('\n'))
  t.match(compare(live.printed.all, live.history), { lost: 1, unmarked: [51], repeated: [100] })
})
