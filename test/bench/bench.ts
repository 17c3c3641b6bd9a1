/**
 * What a tick costs, side by side with what it is compared to, in one run on one machine: only the ratios mean something elsewhere.
 *   npm run bench              pairs of runs (PAIRS=40), medians
 *   RUNTIME=/path/to/node …    another runtime than the installed private one
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { begin } from '../../src/commands/begin.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { printer } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const pairs = Number(process.env.PAIRS ?? 40)
const tickFile = resolve('dist/tick.cjs')

const installedRuntime = (): string | undefined => {
  const directory = join(homedir(), '.local/share/claude-session/node')
  const versions = existsSync(directory) ? readdirSync(directory).sort() : []
  return versions.map(version => join(directory, version, 'bin/node')).filter(existsSync).at(-1)
}

const runtime = process.env.RUNTIME ?? installedRuntime() ?? process.execPath

interface Cost {
  /** Milliseconds of processor time of the process and all it started, and of the clock. */
  readonly cpu: number
  readonly wall: number
}

const once = (command: readonly string[], env: Readonly<Record<string, string>>): Cost => {
  const { stderr, status } = spawnSync('bash', ['-c', 'TIMEFORMAT="%3U %3S %3R"; time "$@" 2>/dev/null >/dev/null', 'bench', ...command], { encoding: 'utf8', env })
  const [user, system, real] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(text => Number(text) * 1000)
  if (status !== 0 || user === undefined || system === undefined || real === undefined) throw new Error(`${command.join(' ')} exited ${status}: ${stderr}`)
  return { cpu: user + system, wall: real }
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

const compareCosts = (title: string, goal: number, key: keyof Cost, one: () => Cost, other: () => Cost): void => {
  const results: [Cost, Cost][] = []
  for (let pair = 0; pair < pairs + 2; pair += 1) {
    const result: [Cost, Cost] = pair % 2 === 0 ? [one(), other()] : (([b, a]) => [a, b] as [Cost, Cost])([other(), one()])
    // The first pairs warm the page cache up.
    if (pair >= 2) results.push(result)
  }
  const a = median(results.map(([cost]) => cost[key]))
  const b = median(results.map(([, cost]) => cost[key]))
  const ratio = median(results.map(([first, second]) => first[key] / second[key]))
  console.log(`${title}: ${a.toFixed(1)} ms against ${b.toFixed(1)} ms ${key === 'cpu' ? 'of processor time' : 'on the clock'}, ratio ${ratio.toFixed(2)} (goal: at most ${goal}), ${pairs} pairs`)
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
        return once([runtime, '--min-semi-space-size=16', tickFile, 'capture-tick', id], { ...server.env, NODE_COMPILE_CACHE: join(server.directory, 'compile-cache') })
      }
    }
    const small = await make('small', 700_000, 1_000)
    compareCosts('a tick with 100 new lines against `-e 0` of its runtime', 1.9, 'cpu', small, () => once([runtime, '-e', '0'], server.env))
    const big = await make('big', 700_000, 600_000)
    compareCosts('a tick on 600,000 lines of history against one on 1,000', 1.2, 'cpu', big, small)
    compareCosts('the same on the clock', 1.2, 'wall', big, small)
  } finally {
    server.stop()
  }
}

void main()
