/** The global options of a server that matter here. */
export interface ServerOptions {
  readonly historyLimit: number | undefined
  /** The token budget stands somewhere in the status line, and that is shown. */
  readonly footer: boolean
}

/** What `history-limit` is set to in a session of the tool's own, by `set-option -F`: 100,000 rows, or what the server's owner wants where that is more. */
export const ownHistoryFormat = '#{?#{e|<:#{history-limit},100000},100000,#{history-limit}}'

/** The output of `show-options -g`. */
export const parseServerOptions = (output: string): ServerOptions => {
  const lines = output.split('\n')
  const limit = /^history-limit (\d+)$/m.exec(output)?.[1]
  return {
    historyLimit: limit === undefined ? undefined : Number(limit),
    footer: !lines.includes('status off') && lines.some(line => /^status-(?:left|right|format\[\d+\]) /.test(line) && line.includes('@claude_tokens')),
  }
}
