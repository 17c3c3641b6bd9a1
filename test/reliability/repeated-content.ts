/**
 * R13. Streams that repeat themselves: `yes`, blank lines, spinners, a file printed over and over, a period that equals what one trim drops. Content cannot tell
 * how often they came round, so the count is exact or a gap says that it may not be. Never silent. RUNS=20000 SEED=3 runs others.
 */
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { fakeGrid } from '../helpers/fake-grid.js'
import { fakeSession } from '../helpers/fake-session.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { seeded, type Seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const runs = Number(process.env.RUNS ?? 500)

interface Stream {
  readonly name: string
  readonly period: readonly string[]
}

const draw = (random: Seeded, step: number): Stream => {
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `line ${index} of a file that is printed over and over`)
  const kind = random.below(8)
  if (kind === 0) return { name: 'yes', period: ['y'] }
  if (kind === 1) return { name: 'blank lines', period: [''] }
  if (kind === 2) return { name: 'a spinner', period: ['⠋ working', '⠙ working', '⠹ working', '⠸ working'].slice(0, 2 + random.below(3)) }
  if (kind === 3) return { name: 'a period of one trim', period: numbered(step) }
  if (kind === 4) return { name: 'a part of a trim', period: numbered(Math.max(1, Math.floor(step / (1 + random.below(5))))) }
  if (kind === 5) return { name: 'several trims', period: numbered(step * (2 + random.below(4))) }
  if (kind === 6) return { name: 'about a trim', period: numbered(Math.max(1, step - 2 + random.below(5))) }
  return { name: 'some words', period: Array.from({ length: 1 + random.below(7) }, () => random.pick(['ok', '', 'done', 'test passed', '.'])) }
}

t.test(`${runs} periodic streams: exact, or a gap says so`, async t => {
  const random = seeded(1_313)
  t.comment(`seed ${random.seed}`)
  let [exact, marked, silent] = [0, 0, 0]
  const looks = { quick: 0, whole: 0 }
  for (let run = 0; run < runs; run += 1) {
    const limit = random.pick([10, 100, 100, 200, 300, 500, 2_000])
    const step = Math.max(1, Math.floor(limit / 10))
    const { name, period } = draw(random, step)
    const [width, height] = [80, 5 + random.below(40)]
    const pane = fakeGrid({ width, height, limit })
    const session = fakeSession()
    let printed = 0
    let now = 1_000
    const story: string[] = []
    session.bind(width)
    pane.write('$ go\r\n')
    session.tick(pane, { at: now })
    for (let tick = 3 + random.below(6); tick > 0; tick -= 1) {
      const most = random.below(8) === 0 ? limit * 2 : Math.floor(limit * 0.85)
      const count = random.below(3) === 0 ? period.length * random.below(1 + Math.floor(most / period.length)) : random.below(most)
      let text = ''
      for (let line = 0; line < count; line += 1) text += `${period[(printed + line) % period.length] ?? ''}\r\n`
      pane.write(text)
      printed += count
      story.push(String(count))
      session.tick(pane, { at: now, activity: now })
      now += random.below(2)
    }
    session.tick(pane, { at: now, activity: now, final: true })
    looks.quick += session.looks.quick
    looks.whole += session.looks.whole
    const expected = ['$ go', ...Array.from({ length: printed }, (_, line) => period[line % period.length] ?? '')]
    while (expected.at(-1) === '') expected.pop()
    const captured = [...session.lines]
    while (captured.at(-1) === '') captured.pop()
    if (captured.join('\n') === expected.join('\n')) exact += 1
    else if (session.gaps.length > 0) marked += 1
    else {
      silent += 1
      if (silent <= 10) t.fail(`run ${run}: ${name}, period ${period.length}, limit ${limit}, 80x${height}, printed ${story.join(' ')}: ${expected.length} lines, ${captured.length} captured, no gap`)
    }
  }
  t.comment(`${exact} exact, ${marked} with a gap, ${silent} silent; ${looks.quick} ticks by position, ${looks.whole} read the whole pane`)
  t.equal(silent, 0)
})

t.test('a file printed in step with the trim, in a real pane: a gap says that its count is not known', async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 2_000, width: 80, height: 24 })
  const environment = inProcess(server.env)
  const id = parseSessionId('file')
  const file = Array.from({ length: 1_000 }, (_, line) => `line ${line}\r\n`).join('')
  pane.write(file)
  await begin(environment, id, { pane: pane.id })
  for (let round = 0; round < 4; round += 1) {
    pane.write(file)
    await captureTick(environment, id)
  }
  await end(environment, id)
  const { lines, gapsAt } = readCaptured(historyDirectory(environment.paths, id), 1)
  t.comment(`${lines.length} of 5000 lines, gaps ${gapsAt.map(({ gap }) => gap.why).join(' ')}`)
  t.ok(lines.length === 5_000 || gapsAt.some(({ gap }) => gap.why === 'ambiguous'))
})
