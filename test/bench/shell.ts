/**
 * What the start-up text adds to a shell that starts in tmux, for each of the three shells: `npm run bench:shell`.
 * PAIRS=50 starts with and without it, in turn; the median of the differences is the figure. A start is an interactive shell in a new pane that runs its start-up file and leaves at
 * once. On a machine with other work the processor time is the steadier figure. The command itself is a stand-in: it would run in the background.
 * Then the processes that the shell starts, by strace; that it waits for none is seen by test/system/shell-processes.ts.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { shellInit } from '../../src/core/shell-start/shell-init.js'
import { shells, type Shell } from '../../src/core/text/quote-word.js'
import { pause } from '../../src/shell/processes/pause.js'
import { quantile } from '../helpers/process-cost.js'
import { shellProcesses } from '../helpers/shell-processes.js'
import { straceProblem } from '../helpers/strace.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const pairs = Number(process.env.PAIRS ?? 50)
const startFile = { bash: '.bashrc', zsh: '.zshrc', fish: '.config/fish/config.fish' }
const flags: Readonly<Record<Shell, readonly string[]>> = { bash: ['-i'], zsh: ['-d', '-i'], fish: ['-i'] }

/** Milliseconds. */
interface Start {
  readonly wall: number
  readonly processor: number
}

const main = (shell: Shell): void => {
  const server = tmuxServer()
  try {
    const home = server.env.HOME ?? ''
    const command = join(home, '.local/bin/claude-session')
    const put = (path: string, text: string): void => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    put(command, '#!/bin/sh\nexit 0\n')
    chmodSync(command, 0o755)
    // As after some use: the directories are there, and so is what a fish of some days has.
    for (const directory of ['.local/share/fish/generated_completions', '.config/fish/conf.d', '.config/fish/completions', '.config/fish/functions']) mkdirSync(join(home, directory), { recursive: true })
    const sessions = join(home, '.local/state/claude-session/sessions')
    const write = (ours: boolean): void => put(join(home, startFile[shell]), `${ours ? shellInit(shell, command, 'bench') : ''}\n`)
    server.tmux('new-session', '-d', 'sleep', '100000')
    let turn = 0
    /** A start, in milliseconds. */
    const start = (ours: boolean, ...around: readonly string[]): Start => {
      write(ours)
      // No start but this one in this second, as with people: it need not look for an ID that is free.
      rmSync(sessions, { recursive: true, force: true })
      mkdirSync(sessions, { recursive: true, mode: 0o700 })
      turn += 1
      const told = join(server.directory, `told-${turn}`)
      // time knows milliseconds, the clock knows more.
      const measured = `TIMEFORMAT="%3U %3S"; { before=$EPOCHREALTIME; time ${[...around, shell, ...flags[shell]].join(' ')} -c exit; after=$EPOCHREALTIME; echo "$((\${after/./} - \${before/./}))" >&2; } 2>${told}.new; mv ${told}.new ${told}`
      server.tmux('new-window', '-d', 'bash', '-c', measured)
      for (const end = Date.now() + 60_000; !existsSync(told); pause(5)) if (Date.now() > end) throw new Error(`${shell} did not start and leave`)
      const [times = '', microseconds = ''] = readFileSync(told, 'utf8').trim().split('\n').slice(-2)
      const [user = NaN, system = NaN] = times.split(' ').map(text => Number(text) * 1000)
      rmSync(told)
      return { wall: Number(microseconds) / 1000, processor: user + system }
    }
    const [ours, without]: [Start[], Start[]] = [[], []]
    for (let pair = 0; pair < pairs + 3; pair += 1) {
      const both = pair % 2 === 0 ? [start(true), start(false)] : [start(false), start(true)].reverse()
      // The first pairs fill the caches.
      if (pair < 3 || both[0] === undefined || both[1] === undefined) continue
      ours.push(both[0])
      without.push(both[1])
    }
    const added = (kind: keyof Start): string => {
      const each = ours.map((one, index) => one[kind] - (without[index]?.[kind] ?? NaN))
      return `${quantile(each, 0.5).toFixed(1)} ms (quartiles ${quantile(each, 0.25).toFixed(1)} to ${quantile(each, 0.75).toFixed(1)}; ${quantile(without.map(one => one[kind]), 0.5).toFixed(1)} without it)`
    }
    const traced = (mine: boolean): ReturnType<typeof shellProcesses> => {
      const trace = join(server.directory, 'trace')
      start(mine, 'strace', '-f', '-e', 'trace=process', '-o', trace)
      return shellProcesses(trace)
    }
    const problem = straceProblem()
    const [mine, plain] = problem === undefined ? [traced(true), traced(false)] : []
    const processes = mine === undefined || plain === undefined ? `not counted: ${problem ?? ''}` : `${mine - plain} process started, in the background`
    console.log(`${shell}: median added: ${added('wall')} until it has started (goal: under 5), ${added('processor')} of processor time; ${pairs} pairs; ${processes}`)
  } finally {
    server.stop()
  }
}

for (const shell of shells) {
  const problem = commandProblem(shell) ?? commandProblem('tmux')
  if (problem === undefined) main(shell)
  else console.log(`${shell}: left out: ${problem}`)
}
