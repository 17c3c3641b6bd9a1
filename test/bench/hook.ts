/**
 * What a hook costs, side by side with `-e 0` of its runtime: Claude Code calls one at the beginning and at the end of every turn.
 *   npm run bench:hook         pairs of runs (PAIRS=60), median and p95
 *   RUNTIME=/path/to/node …    another runtime than the installed private one
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { begin } from '../../src/commands/begin.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { inProcess } from '../helpers/in-process.js'
import { benchRuntime, inPairs, processCost, quantile, type Cost } from '../helpers/process-cost.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const pairs = Number(process.env.PAIRS ?? 60)
const runtime = benchRuntime()

const compare = (title: string, goal: string, ours: () => Cost, bare: () => Cost): void => {
  const runs = inPairs(pairs, ours, bare).map(([one, other]) => [one.cpu, other.cpu] as const)
  const [ms, empty] = [runs.map(([one]) => one), runs.map(([, other]) => other)]
  const [median, p95] = [quantile(runs.map(([one, other]) => one / other), 0.5), quantile(ms, 0.95) / quantile(empty, 0.95)]
  console.log(`${title}: median ${quantile(ms, 0.5).toFixed(1)} ms, p95 ${quantile(ms, 0.95).toFixed(1)} ms; \`-e 0\`: ${quantile(empty, 0.5).toFixed(1)} and ${quantile(empty, 0.95).toFixed(1)} ms; median ratio ${median.toFixed(2)}, p95 ratio ${p95.toFixed(2)}${goal}`)
}

const main = async (): Promise<void> => {
  const server = tmuxServer()
  try {
    const pane = server.newPane()
    // The user manager's answer is not ours to measure, nor is what it then does.
    const bin = join(server.directory, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\nexit 0\n', { mode: 0o755 })
    await begin(inProcess(server.env), parseSessionId('work'), { pane: pane.id })
    const transcript = join(server.directory, 'transcript.jsonl')
    writeFileSync(transcript, Array.from({ length: 2_000 }, (_, index) => `${JSON.stringify({ type: 'user', uuid: `u${index}`, timestamp: new Date(index * 1_000).toISOString(), message: { role: 'user', content: 'x'.repeat(500) } })}\n`).join(''))
    const pid = server.tmux('display-message', '-p', '#{pid}').trim()
    const env = { ...server.env, PATH: `${bin}:${process.env.PATH ?? ''}`, TMUX: `${server.socket},${pid},0`, TMUX_PANE: pane.id, NODE_COMPILE_CACHE: join(server.directory, 'compile-cache') }
    const called = (event: string, more: Readonly<Record<string, string>>): (() => Cost) => {
      const input = join(server.directory, `${event}.json`)
      writeFileSync(input, JSON.stringify({ session_id: 's', transcript_path: transcript, cwd: server.directory, permission_mode: 'default', hook_event_name: event, ...more }))
      // As the installed command runs it (install.sh).
      // A token tick that it only asks for is the tick's cost.
      return () => processCost(`'${runtime}' --min-semi-space-size=16 '${resolve('dist/hook.cjs')}' hook <'${input}' >/dev/null`, env)
    }
    const bare = (): Cost => processCost(`'${runtime}' -e 0`, server.env)
    console.log(`runtime ${runtime} ${spawnSync(runtime, ['-v'], { encoding: 'utf8' }).stdout.trim()}, ${pairs} pairs, processor time of the whole process tree`)
    compare('UserPromptSubmit', ' (goal: at most 1.9)', called('UserPromptSubmit', { prompt: 'what is 2 + 2? '.repeat(20) }), bare)
    compare('Stop', ' (goal: at most 1.9)', called('Stop', {}), bare)
    compare('PreCompact, which captures', '', called('PreCompact', { trigger: 'auto', custom_instructions: '' }), bare)
    compare('SessionStart after a compaction, which asks for the rollover', '', called('SessionStart', { source: 'compact' }), bare)
  } finally {
    server.stop()
  }
}

void main()
