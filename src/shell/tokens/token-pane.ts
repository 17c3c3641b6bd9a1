import type { TokenText } from '../../core/tokens/format-token-text.js'
import { parseTokenPane, tokenClientsFormat, tokenPaneFormat, tokenTextFormat, type TokenPane } from '../../core/tokens/parse-token-pane.js'
import { runTmux } from '../tmux/run-tmux.js'
import type { PaneAddress } from '../tmux/take-snapshot.js'

const [longOption, shortOption] = ['@claude_tokens', '@claude_tokens_short']

/** A reminder is looked for in so many rows above the screen. */
const rowsAbove = 200

/** An alert stays for 10 seconds, or until a key is pressed. */
const alertMs = '10000'

/**
 * The pane, in one call. In: its address; whether its text is needed. Out: undefined when it, or its server, is gone or another. Throws as `runTmux` does.
 */
export const readTokenPane = (address: Omit<PaneAddress, 'version'>, withText: boolean): TokenPane | undefined => {
  const target = ['-t', address.pane]
  const text = withText ? [';', 'capture-pane', '-p', '-J', ...target, '-S', String(-rowsAbove)] : []
  const answer = runTmux(address.socket, [
    ...['display-message', '-p', ...target, tokenPaneFormat, ';', 'list-clients', '-F', tokenClientsFormat, ';', 'display-message', '-p', tokenTextFormat],
    ...text,
  ])
  const pane = answer.ok ? parseTokenPane(answer.output, address.pane) : undefined
  return pane?.serverPid === address.serverPid && pane.serverStart === address.serverStart ? pane : undefined
}

/** To each client; tmux 3.2 and 3.2a know no `-c` with a name, and show it to one, whom they choose by the pane that the call seems to come from. */
const showAlert = ({ socket, pane }: Omit<PaneAddress, 'version'>, clients: readonly string[], alert: string): void => {
  const shown = ['-t', pane, '-d', alertMs, alert]
  for (const client of clients) {
    const answer = runTmux(socket, ['display-message', '-c', client, ...shown])
    if (answer.ok || !answer.reason.startsWith('usage')) continue
    runTmux(socket, ['display-message', ...shown], { TMUX_PANE: pane })
    return
  }
}

/**
 * Shows a budget in the pane's options, where they do not say so already, and an alert to the clients that look at the pane. In: the address; the pane as it was read; the
 * options' values; the alert, ready for `display-message`. A client that left meanwhile is no trouble. Out: whether the options stand.
 */
export const showTokenPane = (address: Omit<PaneAddress, 'version'>, pane: TokenPane, footer: TokenText, alert: string | undefined): boolean => {
  const set = [
    ...(pane.long === footer.long ? [] : [['set-option', '-p', '-t', address.pane, longOption, footer.long]]),
    ...(pane.short === footer.short ? [] : [['set-option', '-p', '-t', address.pane, shortOption, footer.short]]),
  ]
  const done = set.length === 0 || runTmux(address.socket, set.flatMap((call, index) => (index === 0 ? call : [';', ...call]))).ok
  if (alert !== undefined) showAlert(address, pane.clients, alert)
  return done
}
