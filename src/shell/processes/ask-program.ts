import { spawn } from 'node:child_process'
import { errorCode } from '../files/error-code.js'

/** What came of a program: it ended, it is not there, it could not be started, or it did not end in time. */
export interface ProgramAnswer {
  readonly state: 'ended' | 'missing' | 'failed' | 'hung'
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

const defaultMs = 2_000
const mostBytes = 4_194_304

/**
 * Asks a program that may hang, beside others, and waits no longer than told, also for one that cannot be killed or has left a child with its output. In: the program, found by the PATH
 * of `env`; its arguments; its whole environment; the time in milliseconds. Out: its answer, of its output at most 4 MB; never rejects.
 */
export const askProgram = (file: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>, timeoutMs = defaultMs): Promise<ProgramAnswer> =>
  new Promise(resolve => {
    const child = spawn(file, args, { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    let bytes = 0
    const answer = (state: ProgramAnswer['state'], status: number | null): void => {
      clearTimeout(timer)
      resolve({ state, status, stdout: Buffer.concat(output.stdout).toString('utf8'), stderr: Buffer.concat(output.stderr).toString('utf8').trim() })
    }
    const giveUp = (): void => {
      child.kill('SIGKILL')
      child.stdout.destroy()
      child.stderr.destroy()
      child.unref()
      answer('hung', null)
    }
    const timer = setTimeout(giveUp, timeoutMs)
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= mostBytes) output[name].push(chunk)
      })
    }
    child.on('error', error => answer(errorCode(error) === 'ENOENT' ? 'missing' : 'failed', null))
    child.on('close', status => answer('ended', status))
  })
