import type { ServerFacts } from '../../core/checks/tmux-servers.js'
import { parseServerOptions } from '../../core/tmux/parse-server-options.js'
import { parseServerPanes, serverPanesFormat } from '../../core/tmux/parse-server-panes.js'
import { askProgram } from '../processes/ask-program.js'
import { programEnvironment } from '../processes/program-environment.js'
import { socketRefusal } from '../tmux/socket-refusal.js'

type Env = Readonly<Record<string, string | undefined>>

/** tmux's words for a socket at which nobody listens any more, and for a server that ends while it is asked. */
const nobody = /^no server running on |^(?:lost server|server exited)|\((?:No such file or directory|Connection refused|Not a directory)\)$/

const probe = async (env: Env, socket: string): Promise<ServerFacts> => {
  const ask = (...args: string[]) => askProgram('tmux', ['-u', '-S', socket, ...args], programEnvironment(env))
  const empty = { socket, panes: [], options: { historyLimit: undefined, footer: false }, child: false }
  const refused = socketRefusal(socket, process.geteuid?.() ?? 0)
  if (refused !== '') return { ...empty, state: nobody.test(refused) ? 'none' : 'refused', why: refused }
  // First alone: a directory may be full of sockets at which nobody listens any more.
  const panes = await ask('list-panes', '-a', '-F', serverPanesFormat)
  if (panes.state === 'hung') return { ...empty, state: 'hung', why: '' }
  if (panes.status !== 0) return { ...empty, state: panes.state === 'missing' || nobody.test(panes.stderr) ? 'none' : 'refused', why: panes.stderr }
  const [options, child] = await Promise.all([ask('show-options', '-g'), ask('show-environment', '-g', 'CLAUDE_CODE_CHILD_SESSION')])
  if (options.state === 'hung') return { ...empty, state: 'hung', why: '' }
  return {
    socket,
    state: 'answers',
    why: '',
    panes: parseServerPanes(panes.stdout),
    options: parseServerOptions(options.stdout),
    child: child.status === 0 && child.stdout.startsWith('CLAUDE_CODE_CHILD_SESSION='),
  }
}

/** What each tmux server tells. In: the environment; the sockets. */
export const probeTmuxServers = (env: Env, sockets: readonly string[]): Promise<ServerFacts[]> => Promise.all(sockets.map(socket => probe(env, socket)))
