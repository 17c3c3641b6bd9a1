/**
 * (b) of the main promise: random sequences of everything a pane lives through, against a model that knows each printed line.
 * `npm test` takes 20; RUNS=60 SEED=3 npm test -- test/reliability/random-sequences.ts more, and others.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { CliError } from '../../src/errors.js'
import { bare } from '../helpers/bare.js'
import { compare, printer } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const runs = Number(process.env.RUNS ?? 20)
const erases = ['\u001b[H\u001b[2J\u001b[3J', '\u001b[2J\u001b[3J\u001b[H', '\u001b[H\u001b[2J', '\u001b[H\u001b[J', '\u001bc']

t.test(`${runs} random sequences: what is lost is marked, nothing is repeated`, async t => {
  const random = seeded(4_711)
  t.comment(`seed ${random.seed}`)
  const server = tmuxServer()
  t.teardown(server.stop)
  // A clear is a gap here, and no boundary: lives.ts has those.
  mkdirSync(join(server.env.HOME ?? '', '.config/claude-session'), { recursive: true })
  writeFileSync(join(server.env.HOME ?? '', '.config/claude-session/config.toml'), 'compaction_drop = 0\n')
  const environment = inProcess(server.env)
  const sums = { printed: 0, captured: 0, lost: 0, unmarked: 0, repeated: 0, disordered: 0, between: 0 }
  const gaps: Record<string, number> = {}
  for (let run = 0; run < runs; run += 1) {
    const limit = random.pick([100, 500, 2_000, 50_000])
    const id = parseSessionId(`random-${run}`)
    const steps = 12 + random.below(25)
    const style = { repeated: random.below(2) === 0, long: random.below(3) === 0, wide: false }
    environment.lines.length = 0
    let pane = server.newPane({ limit, width: 60 + random.below(60), height: 10 + random.below(30) })
    const { all, lines } = printer(random)
    const story: string[] = [`limit ${limit}`]
    const tick = async (): Promise<void> => {
      try {
        await captureTick(environment, id)
      } catch (error) {
        if (!(error instanceof CliError) || error.exitCode !== 69) throw error
      }
    }
    const killedTick = async (): Promise<void> => {
      const child = spawn('/usr/bin/env', [...bare(process.execPath).slice(1), 'dist/tick.cjs', 'capture-tick', id], { env: server.env, stdio: 'ignore' })
      await sleep(20 + random.below(120))
      child.kill('SIGKILL')
      // It may have been done before.
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    const actions: Record<string, () => Promise<void> | void> = {
      print: () => pane.write(lines(1 + random.below(40), style)),
      burst: () => pane.write(lines(100 + random.below(Math.min(limit, 3_000)), style)),
      clear: () => pane.write(random.pick(erases)),
      'clear-history': () => void server.tmux('clear-history', '-t', pane.id),
      resize: () => void server.tmux('resize-window', '-t', pane.id, '-x', String(40 + random.below(120)), '-y', String(8 + random.below(50))),
      'kill-pane': async () => {
        server.tmux('kill-pane', '-t', pane.id)
        pane.close()
        if (random.below(2) === 0) await tick()
        pane = server.newPane({ limit })
        await begin(environment, id, { pane: pane.id })
      },
      tick,
      'killed tick': killedTick,
    }
    const weighted = ['print', 'print', 'print', 'burst', 'clear', 'clear-history', 'resize', 'tick', 'tick', 'tick', 'tick', 'killed tick', ...(random.below(4) === 0 ? ['kill-pane'] : [])]
    await begin(environment, id, { pane: pane.id })
    for (let step = 0; step < steps; step += 1) {
      const action = random.pick(weighted)
      story.push(`${action}@${all.length}`)
      environment.lines.push(`-- ${action} at ${all.length}`)
      await actions[action]?.()
    }
    await end(environment, id)
    pane.close()
    server.tmux('kill-pane', '-t', pane.id)
    const directory = historyDirectory(environment.paths, id)
    const counted = compare(all, directory)
    for (const [why, count] of Object.entries(counted.gaps)) gaps[why] = (gaps[why] ?? 0) + count
    sums.printed += counted.printed
    sums.captured += counted.captured
    sums.lost += counted.lost
    sums.unmarked += counted.unmarked.length
    sums.repeated += counted.repeated.length
    sums.disordered += counted.disordered.length
    sums.between += counted.between.length
    if (counted.unmarked.length + counted.repeated.length + counted.disordered.length + counted.between.length > 0) {
      // The story again, with what the tool said at each step.
      for (const line of environment.lines) t.comment(line)
      t.comment(`run ${run}: ${story.join(', ')}`)
      t.comment(JSON.stringify({ ...counted, unmarked: counted.unmarked.slice(0, 8), repeated: counted.repeated.slice(0, 8), between: counted.between.slice(0, 4) }))
    }
    t.ok(existsSync(`${directory}/MANIFEST.json`), `run ${run} ended whole`)
  }
  t.comment(`${JSON.stringify(sums)}, gaps ${JSON.stringify(gaps)}`)
  t.match(sums, { unmarked: 0, repeated: 0, disordered: 0, between: 0 })
})
