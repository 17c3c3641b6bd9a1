/**
 * What a tick costs, side by side with what it is compared to, in one run on one machine: only the ratios mean something elsewhere.
 *   npm run bench              pairs of runs (PAIRS=40), medians
 *   RUNTIME=/path/to/node …    another runtime than the installed private one
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { begin } from '../../src/commands/begin.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { printer } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { benchRuntime, inPairs, processCost, quantile, type Cost } from '../helpers/process-cost.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const pairs = Number(process.env.PAIRS ?? 40)
const tickFile = resolve('dist/tick.cjs')

const runtime = benchRuntime()

const compareCosts = (title: string, goal: number, key: keyof Cost, one: () => Cost, other: () => Cost): void => {
  const runs = inPairs(pairs, one, other).map(([ours, bare]) => [ours[key], bare[key]] as const)
  const [a, b, ratio] = [runs.map(([ours]) => ours), runs.map(([, bare]) => bare), runs.map(([ours, bare]) => ours / bare)].map(each => quantile(each, 0.5))
  console.log(`${title}: ${a?.toFixed(1)} ms against ${b?.toFixed(1)} ms ${key === 'cpu' ? 'of processor time' : 'on the clock'}, ratio ${ratio?.toFixed(2)} (goal: at most ${goal}), ${pairs} pairs`)
}

const main = async (): Promise<void> => {
  const random = seeded(1)
  console.log(`runtime ${runtime} ${spawnSync(runtime, ['-v'], { encoding: 'utf8' }).stdout.trim()}, seed ${random.seed}`)
  const server = tmuxServer()
  try {
    const { lines } = printer(random)
    const make = async (id: string, limit: number, history: number): Promise<() => Cost> => {
      const pane = server.newPane({ limit })
      for (let filled = 0; filled < history; filled += 10_000) pane.write(lines(Math.min(10_000, history - filled)))
      await begin(inProcess(server.env), parseSessionId(id), { pane: pane.id })
      return () => {
        pane.write(lines(100))
        // As the installed command runs it (install.sh).
        return processCost(`'${runtime}' --min-semi-space-size=16 '${tickFile}' capture-tick ${id} >/dev/null`, { ...server.env, NODE_COMPILE_CACHE: join(server.directory, 'compile-cache') })
      }
    }
    const small = await make('small', 700_000, 1_000)
    compareCosts('a tick with 100 new lines against `-e 0` of its runtime', 1.9, 'cpu', small, () => processCost(`'${runtime}' -e 0`, server.env))
    const big = await make('big', 700_000, 600_000)
    compareCosts('a tick on 600,000 lines of history against one on 1,000', 1.2, 'cpu', big, small)
    compareCosts('the same on the clock', 1.2, 'wall', big, small)
  } finally {
    server.stop()
  }
}

void main()
