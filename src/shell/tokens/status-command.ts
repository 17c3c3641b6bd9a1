import { spawnSync } from 'node:child_process'
import { constants, lstatSync } from 'node:fs'
import { mostSavedCommand } from '../../core/claude-settings/saved-command.js'
import { errorCode } from '../files/error-code.js'
import { readSmallFile } from '../files/read-small-file.js'

/** Claude Code waits for its status line, so the user's own one may take so long, and say so much. */
const [limitMs, mostOutput] = [2_000, 16_384]

/** Whether the file is the user's alone to write: what is in it is run. */
const isSafe = (file: string, uid: number): boolean => {
  try {
    const found = lstatSync(file)
    return found.isFile() && found.uid === uid && (found.mode & (constants.S_IWGRP | constants.S_IWOTH)) === 0
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    return false
  }
}

/** Everything that the command started and left behind. */
const killGroup = (group: number): void => {
  try {
    process.kill(-group, 'SIGKILL')
  } catch (error) {
    if (errorCode(error) !== 'ESRCH' && errorCode(error) !== 'EPERM') throw error
  }
}

/**
 * What the user's own status line says, from the command that stood in Claude Code's settings before ours. In: the file with that command, as a shell takes it; what Claude Code
 * handed over; our user ID. Out: its output without the last line ends, at most 16 KB; '' when there is no such file, it is not the user's alone, or the command fails, or takes
 * more than 2 s: it is killed then with all it has started.
 */
export const statusCommand = (file: string, input: string, uid: number): string => {
  if (!isSafe(file, uid)) return ''
  const command = readSmallFile(file, mostSavedCommand)?.trim()
  if (command === undefined || command === '') return ''
  const { pid, status, stdout } = spawnSync('sh', ['-c', command], {
    input,
    encoding: 'utf8',
    timeout: limitMs,
    killSignal: 'SIGKILL',
    maxBuffer: mostOutput,
    stdio: ['pipe', 'pipe', 'ignore'],
    // A group of its own, so that it can be ended as a whole.
    detached: true,
  } as Parameters<typeof spawnSync>[2] & { encoding: 'utf8' })
  if (pid > 0 && status === null) killGroup(pid)
  return status === 0 ? stdout.replace(/\n+$/, '') : ''
}
