import type { Environment } from './commands/environment.js'
import { resolvePaths, sessionDirectory } from './core/paths.js'
import { askRollover } from './shell/units/ask-rollover.js'
import { logLine } from './shell/units/log-line.js'

/** The world as it is, for the commands. In: the script that was started, so that it can be started again. Throws ConfigError (78). */
export const realEnvironment = (script: string): Environment => {
  const now = (): Date => new Date()
  const paths = resolvePaths(process.env)
  const self = [process.execPath, script]
  return {
    env: process.env,
    paths,
    uid: process.getuid?.() ?? 0,
    now,
    log: logLine(process.env, now),
    self,
    askRollover: id => askRollover(id, self, `${sessionDirectory(paths, id)}/supervisor.log`),
  }
}
