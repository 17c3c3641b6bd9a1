import type { WslFacts } from '../../core/checks/wsl.js'
import { readSmallFile } from '../files/read-small-file.js'
import { askProgram } from '../processes/ask-program.js'
import { programEnvironment } from '../processes/program-environment.js'

const mostConf = 65_536

/**
 * What WSL is told. In: the environment; the user's name. The Windows user's directory can be found only where both have one name, and it is another machine's disk, which may hang: a
 * program reads it that can be left behind.
 */
export const probeWsl = async (env: Readonly<Record<string, string | undefined>>, user: string): Promise<WslFacts> => {
  const { status, stdout } = await askProgram('cat', [`/mnt/c/Users/${user}/.wslconfig`], programEnvironment(env), 500)
  return { conf: readSmallFile('/etc/wsl.conf', mostConf) ?? '', config: status === 0 ? stdout : undefined }
}
