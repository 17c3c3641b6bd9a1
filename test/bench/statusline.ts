/**
 * What a status line costs, side by side with `-e 0` of its runtime: Claude Code draws one after every message.
 *   npm run bench:statusline   pairs of runs (PAIRS=60), median and p95
 *   RUNTIME=/path/to/node …    another runtime than the installed private one
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { begin } from '../../src/commands/begin.js'
import { tokenTick } from '../../src/commands/token-tick.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { writeStatusLine } from '../../src/shell/tokens/status-line-file.js'
import { inProcess } from '../helpers/in-process.js'
import { benchRuntime, inPairs, processCost, quantile, type Cost } from '../helpers/process-cost.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const pairs = Number(process.env.PAIRS ?? 60)
const runtime = benchRuntime()

const main = async (): Promise<void> => {
  const server = tmuxServer()
  try {
    const pane = server.newPane()
    const shm = join(server.directory, 'shm')
    mkdirSync(shm)
    const environment = { ...inProcess(server.env), env: { ...server.env, CLAUDE_SESSION_SHM: shm } }
    const id = parseSessionId('work')
    await begin(environment, id, { pane: pane.id })
    const input = join(server.directory, 'input.json')
    writeFileSync(input, JSON.stringify({ session_id: 's', model: { id: 'claude-opus-4-5' }, context_window: { context_window_size: 200_000, current_usage: { input_tokens: 42_184 } }, padding: 'x'.repeat(2_000) }))
    writeStatusLine(environment.paths.runtime, id, { claudeSession: 's', transcript: '', model: 'claude-opus-4-5', used: 42_184, limit: 200_000, at: Date.now() }, environment.uid)
    await tokenTick(environment, id)
    const pid = server.tmux('display-message', '-p', '#{pid}')
    const env = { ...server.env, TMUX: `${server.socket},${pid},0`, TMUX_PANE: pane.id, NODE_COMPILE_CACHE: join(server.directory, 'compile-cache') }
    const line = (): Cost => processCost(`'${runtime}' --min-semi-space-size=16 '${resolve('dist/statusline.cjs')}' statusline <'${input}' >/dev/null`, env)
    const runs = inPairs(pairs, line, () => processCost(`'${runtime}' -e 0`, server.env))
    const [ours, empty] = [runs.map(([one]) => one.cpu), runs.map(([, other]) => other.cpu)]
    const ratios = ours.map((each, index) => each / (empty[index] ?? NaN))
    console.log(`runtime ${runtime}`)
    console.log(`a status line against \`-e 0\` of its runtime: median ${quantile(ours, 0.5).toFixed(1)} ms against ${quantile(empty, 0.5).toFixed(1)} ms of processor time, median ratio ${quantile(ratios, 0.5).toFixed(2)}`)
    console.log(`p95 ${quantile(ours, 0.95).toFixed(1)} ms, ${(quantile(ours, 0.95) / quantile(empty, 0.5)).toFixed(2)} x the median of \`-e 0\`, ${(quantile(ours, 0.95) / quantile(empty, 0.95)).toFixed(2)} x its p95 (goal: at most 1.9), ${pairs} pairs`)
  } finally {
    server.stop()
  }
}

void main()
