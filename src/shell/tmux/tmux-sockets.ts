import { readdirSync } from 'node:fs'
import { errorCode } from '../files/error-code.js'
import { ioError } from '../files/io-error.js'

/**
 * Where tmux servers may listen: the socket in $TMUX first, then every one in `${TMUX_TMPDIR:-/tmp}/tmux-<uid>/`, `default` before the others.
 * In: the environment; our user ID; sockets known from elsewhere. Out: paths, each once; a server need not live there.
 */
export const tmuxSockets = (env: Readonly<Record<string, string | undefined>>, uid: number, known: readonly string[] = []): string[] => {
  const directory = `${env.TMUX_TMPDIR || '/tmp'}/tmux-${uid}`
  const inherited = env.TMUX?.split(',')[0]
  let names: string[] = []
  try {
    names = readdirSync(directory).sort((one, other) => Number(other === 'default') - Number(one === 'default') || one.localeCompare(other))
  } catch (error) {
    // One that is not ours to look into has nothing for us, and must not stand before what is known otherwise.
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EACCES') throw ioError('Listing', directory, error)
  }
  return [...new Set([...(inherited ? [inherited] : []), ...known, ...names.map(name => `${directory}/${name}`)])]
}
