/**
 * What a context tick costs when the transcript is long and little is new, and what a first one costs in memory.
 *   npm run bench:context      PAIRS=20
 * A transcript of 100 MB (ordinary records: prompts, reads with their contents, edits, commands with their output) against one of 1 MB, 10 KB new in each before each tick. Goal: at most 1.3 times
 * the time. Goal of a first tick on the 100 MB: under 100 MB of memory in all.
 */
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { writeSession } from '../../src/shell/session/session-file.js'
import { inProcess } from '../helpers/in-process.js'
import { inPairs, quantile } from '../helpers/process-cost.js'
import { seeded } from '../helpers/seeded.js'
import { transcriptLines } from '../helpers/transcript-lines.js'

const pairs = Number(process.env.PAIRS ?? 20)
const cli = resolve('dist/claude-session.cjs')
const app = '/home/me/app'

/** About so many bytes of ordinary transcript. */
const stretch = (bytes: number, seed: number): string => {
  const log = transcriptLines()
  const { below, pick } = seeded(seed)
  let length = 0
  for (let done = 0; length < bytes; ) {
    const act = below(20)
    const file = `${app}/src/${pick(['core', 'shell', 'web'])}/module-${below(200)}.ts`
    if (act === 0) log.typed(`Please look at ${file} ${'and think about it '.repeat(below(20))}`)
    else if (act < 8) log.did('Read', { file_path: file }, 'a line of a file\n'.repeat(below(600)))
    else if (act < 12) log.did('Edit', { file_path: file, old_string: 'x'.repeat(below(900)), new_string: 'y'.repeat(below(900)) })
    else if (act < 18) log.did('Bash', { command: `npm test -- ${below(1_000)} | tail -n ${below(50)}` }, 'output of a command\n'.repeat(below(300)), { error: below(5) === 0 })
    else log.says('I look at the next file. '.repeat(below(20)))
    for (; done < log.lines.length; done += 1) length += (log.lines[done]?.length ?? 0) + 1
  }
  return log.text()
}

const main = (): void => {
  const home = mkdtempSync(join(tmpdir(), 'context-bench-'))
  try {
    const environment = inProcess({ HOME: home, PATH: process.env.PATH ?? '' })
    const piece = stretch(1_000_000, 1)
    const make = (name: string, pieces: number): { tick: () => number; memory: () => number } => {
      const id = parseSessionId(name)
      const directory = sessionDirectory(environment.paths, id)
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      writeSession(directory, { id, number: 1, project: 'app', directory: app, pane: { socket: '/none', serverPid: 1, serverStart: 1, id: '%1', version: '3.4' }, started: '', ended: '', status: 'live', endReason: '', previous: '', next: '', transcript: '', provisional: false, renamedTo: '' })
      const file = join(directory, 'transcript.jsonl')
      for (let index = 0; index < pieces; index += 1) appendFileSync(file, piece)
      const env = { HOME: home, PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: join(home, 'cache') }
      const run = (): number => {
        const began = process.hrtime.bigint()
        const { status, stderr } = spawnSync(process.execPath, [cli, 'context-tick', id], { env, encoding: 'utf8' })
        if (status !== 0) throw new Error(stderr)
        return Number(process.hrtime.bigint() - began) / 1e6
      }
      const memory = (): number => {
        const { stderr } = spawnSync('bash', ['-c', '"$@" 2>/dev/null & pid=$!; peak=0; while kill -0 $pid 2>/dev/null; do now=$(awk "/VmHWM/ {print \\$2}" /proc/$pid/status 2>/dev/null); [ "${now:-0}" -gt "$peak" ] && peak=$now; sleep 0.02; done; echo "$peak" >&2', 'peak', process.execPath, cli, 'context-tick', id], { env, encoding: 'utf8' })
        return Number(stderr.trim().split('\n').at(-1)) / 1024
      }
      let seed = 100
      const tick = (): number => {
        appendFileSync(file, stretch(10_000, (seed += 1)))
        return run()
      }
      return { tick, memory }
    }
    const [small, big] = [make('small', 1), make('big', 100)]
    const peak = big.memory()
    small.memory()
    const context = statSync(join(sessionDirectory(environment.paths, parseSessionId('big')), 'context.json')).size
    console.log(`a first tick on 100 MB: ${peak.toFixed(0)} MB of memory at its peak; the context has ${(context / 1e6).toFixed(1)} MB`)
    const times = inPairs(pairs, big.tick, small.tick)
    console.log(`a tick with 10 KB new on 100 MB against one on 1 MB: ${quantile(times.map(([one]) => one), 0.5).toFixed(0)} ms against ${quantile(times.map(([, other]) => other), 0.5).toFixed(0)} ms, ratio ${quantile(times.map(([one, other]) => one / other), 0.5).toFixed(2)} (goal: at most 1.3), ${pairs} pairs`)
  } finally {
    rmSync(home, { recursive: true })
  }
}

main()
