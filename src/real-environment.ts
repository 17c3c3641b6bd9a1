import type { Environment } from './commands/environment.js'
import { resolvePaths } from './core/paths.js'
import { logLine } from './shell/log-line.js'

/** The world as it is, for the commands. In: the script that was started, so that it can be started again. Throws ConfigError (78). */
export const realEnvironment = (script: string): Environment => {
  const now = (): Date => new Date()
  return {
    env: process.env,
    paths: resolvePaths(process.env),
    uid: process.getuid?.() ?? 0,
    now,
    log: logLine(process.env, now),
    self: [process.execPath, script],
  }
}
