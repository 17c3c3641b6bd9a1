import type { ProgramFacts } from '../../core/checks/needs.js'
import { askProgram } from '../processes/ask-program.js'
import { programEnvironment } from '../processes/program-environment.js'

/** How a program answers when it is asked for its version. In: the environment; the program; the argument. */
export const probeNeeds = async (env: Readonly<Record<string, string | undefined>>, program: string, argument: string): Promise<ProgramFacts> => {
  const { state, status, stdout, stderr } = await askProgram(program, [argument], programEnvironment(env))
  const output = (stdout.split('\n')[0] || stderr.split('\n')[0]) ?? ''
  if (state === 'missing' || state === 'hung') return { state, output: '' }
  return { state: status === 0 ? 'answers' : 'fails', output }
}
