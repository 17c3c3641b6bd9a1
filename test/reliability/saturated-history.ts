/**
 * (a) of the main promise: 200,000 lines through a history of 2,000 rows, ticks at random moments never further apart than 0.8 x the limit.
 * `npm test` takes 50,000 of them; LINES=200000 SEED=3 npm test -- test/reliability/saturated-history.ts all, and other ones.
 */
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { compare, printer } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const limit = 2_000
const total = Number(process.env.LINES ?? 50_000)

t.test(`${total} lines at history-limit ${limit}: none lost, none repeated, no gap`, async t => {
  const random = seeded(20_261)
  t.comment(`seed ${random.seed}`)
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit })
  const environment = inProcess(server.env)
  const id = parseSessionId('saturated')
  const { all, lines } = printer(random)
  // A pane that shows nothing at all gives nothing to hold on to, and the tool says so with a gap: begin with a line, as a prompt would be.
  pane.write(lines(1))
  await begin(environment, id, { pane: pane.id })
  let ticks = 0
  while (all.length < total) {
    // Rows count, not lines: a line of 8 words may take two rows of 80 columns.
    pane.write(lines(Math.min(total - all.length, 1 + random.below(Math.floor(limit * 0.4) - 45)), { repeated: true }))
    await captureTick(environment, id)
    ticks += 1
  }
  await end(environment, id)
  const counted = compare(all, historyDirectory(environment.paths, id))
  t.comment(`${ticks} ticks, ${counted.printed} printed, ${counted.captured} captured, ${counted.lost} lost, ${counted.repeated.length} repeated, gaps ${JSON.stringify(counted.gaps)}`)
  t.equal(counted.captured, counted.printed)
  t.match(counted, { lost: 0, unmarked: [], repeated: [], disordered: [], between: [], gaps: {} })
})
