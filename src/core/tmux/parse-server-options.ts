/** The global options of a server that matter here. */
export interface ServerOptions {
  readonly historyLimit: number | undefined
  /** The token budget stands somewhere in the status line, and that is shown. */
  readonly footer: boolean
}

/** The output of `show-options -g`. */
export const parseServerOptions = (output: string): ServerOptions => {
  const lines = output.split('\n')
  const limit = /^history-limit (\d+)$/m.exec(output)?.[1]
  return {
    historyLimit: limit === undefined ? undefined : Number(limit),
    footer: !lines.includes('status off') && lines.some(line => /^status-(?:left|right|format\[\d+\]) /.test(line) && line.includes('@claude_tokens')),
  }
}
