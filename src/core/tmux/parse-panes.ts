/** A pane as it is listed when a session looks for one. */
export interface ListedPane {
  readonly socket: string
  readonly serverPid: number
  readonly serverStart: number
  readonly version: string
  readonly id: string
  /** The program that tmux started in it. */
  readonly pid: number
  readonly dead: boolean
  readonly activity: number
  readonly width: number
  /** The session that captures it, by its pane option; '' when none does. */
  readonly sessionId: string
  /** The program in its foreground, and its directory. */
  readonly command: string
  readonly directory: string
  /** When a client that looks at this pane was last used, Unix seconds; 0 when none looks. */
  readonly clientActivity: number
}

/**
 * The format that lists panes; constant, tab-separated, what a program can choose last. Programs and directories can be called as they like, also with a line break and a whole line of a pane behind it: tmux
 * replaces that, or a session would be bound to what the name of a directory says.
 */
export const panesFormat =
  'pane\t#{pid}\t#{start_time}\t#{version}\t#{pane_id}\t#{pane_dead}\t#{window_activity}\t#{pane_width}\t#{@claude_session_id}\t#{pane_pid}\t#{s/\n/\ufffd/:pane_current_command}\t#{s/\n/\ufffd/:pane_current_path}'

/** The format that lists clients: which pane each looks at, and when it was last used. */
export const clientsFormat = 'client\t#{client_activity}\t#{pane_id}'

/** The output of `list-panes -a -F panesFormat ; list-clients -F clientsFormat` of one server. In: its socket; the output. Out: its panes. */
export const parsePanes = (socket: string, output: string): ListedPane[] => {
  const lines = output.split('\n').map(line => line.split('\t'))
  const lastUse = new Map<string, number>()
  for (const [kind, activity, pane = ''] of lines) {
    if (kind === 'client') lastUse.set(pane, Math.max(lastUse.get(pane) ?? 0, Number(activity)))
  }
  return lines.flatMap(([kind, pid, start, version = '', id = '', dead, activity, width, sessionId = '', panePid, command = '', ...path]) =>
    kind === 'pane' && /^%\d+$/.test(id)
      ? [
          {
            socket,
            serverPid: Number(pid),
            serverStart: Number(start),
            version,
            id,
            pid: Number(panePid),
            dead: dead === '1',
            activity: Number(activity),
            width: Number(width),
            sessionId,
            command,
            directory: path.join('\t'),
            clientActivity: lastUse.get(id) ?? 0,
          },
        ]
      : [],
  )
}
