import type { RuntimeFacts } from '../../core/checks/runtime.js'
import { wrapperRuntime } from '../../core/checks/wrapper-runtime.js'
import { readSmallFile } from '../files/read-small-file.js'
import { askProgram } from '../processes/ask-program.js'
import { programEnvironment } from '../processes/program-environment.js'

const mostScript = 65_536

/** The Node.js of this process and that of the installed command. In: the environment; the path and version of this one; the installed command. Throws IoError (74). */
export const probeRuntime = async (env: Readonly<Record<string, string | undefined>>, self: { readonly path: string; readonly version: string }, command: string): Promise<RuntimeFacts> => {
  const text = readSmallFile(command, mostScript)
  if (text === undefined) return self
  const runtime = wrapperRuntime(text)
  if (runtime === undefined) return { ...self, installed: { script: command, runtime, version: undefined, state: 'fails' } }
  const { state, status, stdout } = await askProgram(runtime, ['--version'], programEnvironment(env))
  const version = state === 'ended' && status === 0 ? stdout.trim() : undefined
  return { ...self, installed: { script: command, runtime, version, state: state === 'missing' || state === 'hung' ? state : version === undefined ? 'fails' : 'runs' } }
}
