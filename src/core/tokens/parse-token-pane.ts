/** The pane as the token tick sees it. */
export interface TokenPane {
  readonly serverPid: number
  readonly serverStart: number
  readonly dead: boolean
  readonly historySize: number
  readonly historyLimit: number
  /** What the two options say now, '' for nothing: setting a value again would redraw every client. */
  readonly long: string
  readonly short: string
  /** The clients that look at this pane. */
  readonly clients: readonly string[]
  /** The pane's text, oldest line first; empty when it was not asked for. */
  readonly lines: readonly string[]
}

/** Asks a pane for its state; constant, tab-separated, as every format is. The values of options are ours and are not expanded. */
export const tokenPaneFormat = 'pane\t#{pid}\t#{start_time}\t#{pane_id}\t#{pane_dead}\t#{history_size}\t#{history_limit}\t#{@claude_tokens}\t#{@claude_tokens_short}'

/** Asks for the clients and the pane that each looks at. The name is a terminal's path; it comes last, since nobody promises what is in it. */
export const tokenClientsFormat = 'client\t#{pane_id}\t#{client_name}'

/** Ends the list of clients: from here on it is the pane's text, which may say anything. */
export const tokenTextFormat = 'text'

/**
 * What stands in `status-right`: the pane's budget, shorter on a narrow client, nothing where there is none. It is expanded for each client, with its active
 * pane. Plain `#{@…}`: `#{E:…}` would expand what is in the value.
 */
export const tokenStatusRight = '#{?#{@claude_tokens},#{?#{e|<:#{client_width},100},#{@claude_tokens_short},#{@claude_tokens}} ,}'

/** The line of tmux.conf that puts it there, behind what is there already. tmux takes what is in single quotes as it stands, and the constant has none. */
export const tokenFooterLine = `set -ag status-right ' ${tokenStatusRight}'`

/**
 * The answer to `display-message -p tokenPaneFormat ; list-clients -F tokenClientsFormat ; display-message -p tokenTextFormat ; capture-pane …` to a
 * pane. In: the output; the pane's ID. Out: undefined when there is no such pane (tmux answers with empty fields, and succeeds).
 */
export const parseTokenPane = (output: string, pane: string): TokenPane | undefined => {
  const [first = '', ...rest] = output.split('\n')
  const [kind, pid, start, id, dead, size, limit, long = '', short = ''] = first.split('\t')
  if (kind !== 'pane' || id !== pane || !/^%\d+$/.test(pane)) return undefined
  const split = rest.indexOf('text')
  const clients = rest.slice(0, Math.max(0, split)).flatMap(line => {
    const [, looksAt, ...name] = line.split('\t')
    return line.startsWith('client\t') && looksAt === pane && name.join('\t') !== '' ? [name.join('\t')] : []
  })
  return {
    serverPid: Number(pid),
    serverStart: Number(start),
    dead: dead === '1',
    historySize: Number(size),
    historyLimit: Number(limit),
    long,
    short,
    clients,
    lines: split === -1 ? [] : rest.slice(split + 1),
  }
}
