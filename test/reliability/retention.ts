/** What is promised of a compaction, held on transcripts of our own: `npm run retention -- DIR` prints it of any others. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { handoffLength } from '../../src/core/handoff/format-handoff.js'
import { measure, stretchesOf, type Measured } from '../helpers/measure-retention.js'
import { seeded } from '../helpers/seeded.js'
import { transcriptLines } from '../helpers/transcript-lines.js'

const app = '/home/me/app'

const missing = ({ context, handoff, last }: Measured): string[] => [
  ...context.filter(({ held }) => !held).map(({ kind, what }) => `context: ${kind} ${what}`),
  ...handoff.filter(({ held, kind }) => !held && (kind === 'filesModified' || kind === 'corrections')).map(({ kind, what }) => `hand-off: ${kind} ${what}`),
  ...last.filter(({ held }) => !held).map(({ kind, what }) => `hand-off, last: ${kind} ${what}`),
]

t.test('of the fixtures nothing is lost, and the hand-off fits', async t => {
  for (const name of ['two-compactions', 'hostile', 'empty']) {
    for (const result of stretchesOf(`test/fixtures/context/${name}.jsonl`).map(measure)) {
      t.same(missing(result), [], `${name}, boundary ${result.stretch.boundary}`)
      t.ok(result.handoffLength <= handoffLength)
    }
  }
})

t.test('the measure itself sees things: the fixture holds what it is said to hold, and the summary lacks most of it', async t => {
  const [first, second, rest] = stretchesOf('test/fixtures/context/two-compactions.jsonl').map(measure)
  const count = (result: Measured | undefined, kind: string): number => result?.context.filter(thing => thing.kind === kind).length ?? 0
  t.same([first, second, rest].map(result => ['filesModified', 'filesRead', 'commands', 'prompts', 'corrections'].map(kind => count(result, kind))), [
    [2, 5, 3, 3, 2],
    [3, 2, 3, 2, 0],
    [0, 0, 1, 1, 1],
  ])
  t.same(first?.summary?.filter(({ kind, held }) => kind === 'filesModified' && held).map(({ what }) => what), [`${app}/src/report/csv.ts`])
  t.equal(first?.summary?.filter(({ kind, held }) => kind === 'corrections' && held).length, 0)
  t.equal(rest?.summary, undefined)
})

t.test('sessions of many files, long commands and corrections: all that is promised, in 9,500 characters', async t => {
  const home = mkdtempSync(join(tmpdir(), 'sessions-'))
  t.teardown(() => rmSync(home, { recursive: true }))
  for (let seed = 1; seed <= 8; seed += 1) {
    const { below, pick } = seeded(seed)
    const log = transcriptLines()
    log.typed(`Build the thing. ${'It should be good. '.repeat(below(300))}`)
    for (let step = 0; step < 500; step += 1) {
      const file = `${app}/packages/${pick(['core', 'web', 'server'])}/src/${pick(['parse', 'format', 'read', 'write'])}/${pick(['lines', 'records', 'marks', 'parts'])}-${below(3)}.ts`
      const act = below(12)
      if (act < 4) log.did('Read', { file_path: `${app}/docs/chapter-${below(120)}.md` })
      else if (act < 7) log.did('Edit', { file_path: file }, 'x', { error: below(6) === 0 })
      else if (act < 11) log.did('Bash', { command: pick([`npm test -- ${below(99)}`, `git diff HEAD~${below(9)} -- ${file}`, `sed -n ${below(99)},200p ${file} | grep -n 'needle ${below(9)}' | head -50`]) }, 'Exit code 1\nerror', { error: below(3) === 0 })
      else if (below(8) === 0) log.typed(pick([`No, don't touch ${file}.`, `That's wrong: the order is ${below(9)}, not ${below(9)}.\nLook at the docs first.`, `Stop. Use the ${below(99)}th one instead.`]))
      else log.says('I go on.')
    }
    const file = join(home, `${seed}.jsonl`)
    writeFileSync(file, log.text())
    for (const result of stretchesOf(file).map(measure)) {
      t.same(missing(result), [], `seed ${seed}`)
      t.ok(result.handoffLength <= handoffLength, `seed ${seed}: ${result.handoffLength}`)
    }
  }
})
