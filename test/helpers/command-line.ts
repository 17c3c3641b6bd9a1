import type { CommandLine } from '../../src/program/command-line.js'
import { inProcess } from './in-process.js'

/** A command line that runs in the test's own process: what it prints is kept. */
export const commandLine = (env: Readonly<Record<string, string>>, input = ''): CommandLine & { readonly printed: string[]; readonly reported: unknown[] } => {
  const printed: string[] = []
  const reported: unknown[] = []
  return {
    environment: () => inProcess(env),
    print: text => void printed.push(text),
    write: async piece => void printed.push(typeof piece === 'string' ? piece : Buffer.from(piece).toString()),
    progress: () => undefined,
    terminal: false,
    colours: false,
    input: () => input,
    confirm: undefined,
    stopSignal: () => AbortSignal.abort(),
    report: error => void reported.push(error),
    printed,
    reported,
  }
}
