import { shellWord } from '../text/shell-word.js'
import type { ServerOptions } from '../tmux/parse-server-options.js'
import type { ServerPane } from '../tmux/parse-server-panes.js'
import { tokenFooterLine } from '../tokens/parse-token-pane.js'
import { finding, type Finding } from './finding.js'

/** A tmux server, or the socket of one. */
export interface ServerFacts {
  readonly socket: string
  /** `none`: nobody listens there any more. */
  readonly state: 'answers' | 'none' | 'refused' | 'hung'
  /** tmux's own words where it was refused. */
  readonly why: string
  readonly panes: readonly ServerPane[]
  readonly options: ServerOptions
  /** CLAUDE_CODE_CHILD_SESSION stands in its global environment. */
  readonly child: boolean
}

/** Below this a history can run over in the five minutes between two ticks; `begin` warns at the same figure. */
export const littleHistory = 10_000

const onServer = (socket: string, command: string): string => `tmux -S ${shellWord(socket)} ${command}`
const list = (panes: readonly ServerPane[]): string => panes.map(({ id, sessionId }) => `${id} (${sessionId})`).join(', ')

const judgeLimits = ({ socket, panes, options }: ServerFacts, advised: number): Finding[] => {
  const line = `set -g history-limit ${advised}`
  const small = panes.filter(pane => pane.sessionId !== '' && pane.historyLimit < littleHistory)
  const most = Math.floor(Math.min(...small.map(pane => pane.historyLimit)) * 0.9)
  return [
    options.historyLimit === undefined
      ? finding('history-limit', 'unknown', `the tmux server at ${socket} does not tell its history-limit`)
      : options.historyLimit < littleHistory
        ? finding('history-limit', 'warning', `new panes of the tmux server at ${socket} keep ${options.historyLimit} rows: of more than that between two ticks the oldest are lost`, `put this line into ~/.tmux.conf: ${line}`)
        : finding('history-limit', 'ok', `new panes of the tmux server at ${socket} keep ${options.historyLimit} rows`),
    ...(small.length === 0
      ? []
      : [finding('pane-history', 'warning', `captured panes have little history: ${list(small)}; of more than ${most} rows between two ticks the oldest are lost`, `a pane keeps the limit it was made with: after \`${line}\` open a new one`)]),
  ]
}

const judgeServer = (facts: ServerFacts, advised: number): Finding[] => {
  const { socket, state, why, panes, options, child } = facts
  if (state === 'hung') return [finding('tmux-server', 'warning', `the tmux server at ${socket} does not answer`, 'it may be stopped (SIGSTOP) or very busy; its panes are captured as soon as it answers')]
  if (state === 'refused') return [finding('tmux-server', 'warning', `the tmux server at ${socket} cannot be asked: ${why}`, 'look at the owner and mode of its socket')]
  const wiping = panes.filter(pane => pane.sessionId !== '' && !pane.scrollsOnClear)
  return [
    finding('tmux-server', 'ok', `the tmux server at ${socket} answers; ${panes.length} ${panes.length === 1 ? 'pane' : 'panes'}`),
    ...judgeLimits(facts, advised),
    ...(wiping.length === 0 ? [] : [finding('scroll-on-clear', 'warning', `scroll-on-clear is off: what an erased screen showed is not kept in ${list(wiping)}`, onServer(socket, 'set-option -g scroll-on-clear on'))]),
    options.footer
      ? finding('footer', 'ok', `the token budget is in the status line of the tmux server at ${socket}`)
      : finding('footer', 'notice', `the token budget is not shown in the status line of the tmux server at ${socket}`, `put this line into ~/.tmux.conf: ${tokenFooterLine}`),
    ...(child
      ? [finding('transcripts', 'warning', `CLAUDE_CODE_CHILD_SESSION stands in the environment of the tmux server at ${socket}: a Claude Code begun in it may save no transcript`, onServer(socket, 'set-environment -g -u CLAUDE_CODE_CHILD_SESSION'))]
      : []),
  ]
}

/** All tmux servers. In: the facts of each socket; the history-limit that is advised. */
export const judgeTmuxServers = (servers: readonly ServerFacts[], advised: number): Finding[] => {
  const there = servers.filter(({ state }) => state !== 'none')
  return there.length === 0 ? [finding('tmux-server', 'notice', 'no tmux server of yours runs now')] : there.flatMap(server => judgeServer(server, advised))
}
