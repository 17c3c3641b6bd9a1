/**
 * Five panes at once, each flooded while its ticks run as processes of their own. A sample in `npm test`; `npm run soak` is the whole:
 * 5 x 100,000 lines. PANES, LINES and SEED steer it.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory } from '../../src/core/paths.js'
import { parseSessionId, type SessionId } from '../../src/core/session/session-id.js'
import { compare, printer, type Printer } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer, type ShownPane } from '../helpers/tmux-server.js'

const panes = Number(process.env.PANES ?? 5)
const total = Number(process.env.LINES ?? 3_000)
const limit = 2_000
const memoryLimitMb = 100

t.test(`${panes} panes with ${total} lines each: what was read is what was written, and no tick needs ${memoryLimitMb} MB`, { timeout: 3_600_000 }, async t => {
  const random = seeded(505)
  t.comment(`seed ${random.seed}`)
  const server = tmuxServer()
  t.teardown(server.stop)
  const environment = inProcess(server.env)
  const run = promisify(execFile)
  const preload = `${t.testdir({ 'memory.cjs': "process.on('exit', () => process.stderr.write(`memory ${process.resourceUsage().maxRSS} time ${performance.now()}\\n`))" })}/memory.cjs`
  const megabytes: number[] = []
  const milliseconds: number[] = []
  // One after the other: the lock on beginnings is between processes, and this is one.
  const lives: { id: SessionId; pane: ShownPane; printed: Printer }[] = []
  for (let index = 0; index < panes; index += 1) {
    const life = { id: parseSessionId(`soak-${index}`), pane: server.newPane({ limit }), printed: printer(random) }
    life.pane.write(life.printed.lines(1))
    await begin(environment, life.id, { pane: life.pane.id })
    lives.push(life)
  }
  const flood = async ({ id, pane, printed: { all, lines } }: (typeof lives)[number]): Promise<void> => {
    while (all.length < total) {
      pane.write(lines(Math.min(total - all.length, 1 + random.below(700)), { repeated: true }))
      const { stderr } = await run(process.execPath, ['-r', preload, 'dist/tick.cjs', 'capture-tick', id], { env: server.env })
      const [, memory, time] = /memory (\d+) time ([\d.]+)/.exec(stderr) ?? []
      megabytes.push(Number(memory) / 1024)
      milliseconds.push(Number(time))
    }
  }
  await Promise.all(lives.map(flood))
  for (const { id, printed } of lives) {
    await end(environment, id)
    const counted = compare(printed.all, historyDirectory(environment.paths, id))
    t.match(counted, { lost: 0, repeated: [], disordered: [], between: [], gaps: {} }, `${id}: ${counted.captured} of ${counted.printed} lines`)
    // Blank rows below the last line are no lines.
    t.equal(counted.captured, printed.all.findLastIndex(line => line !== '') + 1)
  }
  const at = (values: number[], share: number): number => values.sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN
  t.comment(`${megabytes.length} ticks; memory at most ${at(megabytes, 1).toFixed(0)} MB; median ${at(milliseconds, 0.5).toFixed(0)} ms, 95 % within ${at(milliseconds, 0.95).toFixed(0)} ms`)
  t.ok(at(megabytes, 1) < memoryLimitMb, 'memory')
})
