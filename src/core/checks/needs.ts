import { atLeast } from './at-least.js'
import { finding, type Finding } from './finding.js'

/** What a program said when it was asked for its version; `hung`: nothing in time. */
export interface ProgramFacts {
  readonly state: 'answers' | 'fails' | 'missing' | 'hung'
  readonly output: string
}

/** The oldest tmux that tells all that is asked. */
const leastTmux = [3, 2] as const

const judgeTmux = ({ state, output }: ProgramFacts): Finding => {
  if (state === 'missing') return finding('tmux', 'problem', 'tmux is not installed, or not in PATH', `install tmux ${leastTmux.join('.')} or newer`)
  if (state === 'hung') return finding('tmux', 'unknown', 'tmux -V did not answer in time')
  if (state === 'fails') return finding('tmux', 'problem', `tmux -V fails: ${output}`, 'install tmux again')
  const enough = atLeast(output, leastTmux)
  // A build from git calls itself "master" and has no number.
  if (enough === undefined) return finding('tmux', 'notice', `it calls itself "${output}", which tells no version; ${leastTmux.join('.')} or newer is needed`)
  return enough ? finding('tmux', 'ok', output) : finding('tmux', 'problem', `${output} is older than ${leastTmux.join('.')}`, 'install a newer tmux')
}

const judgeFlock = ({ state, output }: ProgramFacts): Finding => {
  if (state === 'missing') return finding('flock', 'problem', 'flock is not installed, or not in PATH', 'install util-linux')
  if (state === 'hung') return finding('flock', 'unknown', 'flock --version did not answer in time')
  // BusyBox has one that cannot wait for a lock.
  if (state === 'fails' || !output.includes('util-linux')) return finding('flock', 'warning', 'flock is not the one of util-linux, and may not know -w', 'install util-linux')
  return finding('flock', 'ok', output)
}

/** The two programs that every tick runs. */
export const judgeNeeds = ({ tmux, flock }: { readonly tmux: ProgramFacts; readonly flock: ProgramFacts }): Finding[] => [judgeTmux(tmux), judgeFlock(flock)]
