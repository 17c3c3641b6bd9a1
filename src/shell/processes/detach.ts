import { spawn } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { ioError } from '../files/io-error.js'

/**
 * Starts a program that goes on when we, our terminal and our tmux pane have ended. Its output goes to `logFile`, 0600, behind what is there.
 * In: the program and its arguments; the log's path. Throws IoError (74).
 */
export const detach = ([program = '', ...args]: readonly string[], logFile: string): void => {
  let log: number
  try {
    log = openSync(logFile, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o600)
  } catch (error) {
    throw ioError('Opening', logFile, error)
  }
  try {
    spawn(program, args, { detached: true, stdio: ['ignore', log, log], cwd: '/' }).unref()
  } finally {
    closeSync(log)
  }
}
