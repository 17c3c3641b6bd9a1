/** A pane as `doctor` sees it. */
export interface ServerPane {
  readonly serverPid: number
  readonly serverStart: number
  readonly id: string
  readonly dead: boolean
  /** Rows that its history holds; fixed when the pane was made, before tmux 3.7. */
  readonly historyLimit: number
  /** A full-screen program is on. */
  readonly alternate: boolean
  /** Whether what an erased screen showed goes to the history; a tmux before 3.3 has no such option and does without. */
  readonly scrollsOnClear: boolean
  /** The session that captures it, '' for none. */
  readonly sessionId: string
}

/** The format that lists the panes of a server; constant, tab-separated. Options stand in it under their names, with the value that counts for the pane. */
export const serverPanesFormat =
  'pane\t#{pid}\t#{start_time}\t#{pane_id}\t#{pane_dead}\t#{history_limit}\t#{alternate_on}\t#{scroll-on-clear}\t#{@claude_session_id}'

/** The output of `list-panes -a -F serverPanesFormat`. */
export const parseServerPanes = (output: string): ServerPane[] =>
  output.split('\n').flatMap(line => {
    const [kind, pid, start, id = '', dead, limit, alternate, scrolls = '', sessionId = ''] = line.split('\t')
    return kind === 'pane' && /^%\d+$/.test(id)
      ? [
          {
            serverPid: Number(pid),
            serverStart: Number(start),
            id,
            dead: dead === '1',
            historyLimit: Number(limit),
            alternate: alternate === '1',
            scrollsOnClear: !['0', 'off'].includes(scrolls),
            sessionId,
          },
        ]
      : []
  })
