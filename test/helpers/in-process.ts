import type { Environment } from '../../src/commands/environment.js'
import { resolvePaths } from '../../src/core/paths.js'

/** An environment for commands that run in the test's own process; its log lines are kept. */
export const inProcess = (env: Readonly<Record<string, string>>): Environment & { readonly lines: string[] } => {
  const lines: string[] = []
  return {
    env,
    paths: resolvePaths(env),
    uid: process.getuid?.() ?? 0,
    now: () => new Date(),
    log: (priority, text) => void lines.push(`<${priority}>${text}`),
    self: [process.execPath, 'dist/claude-session.cjs'],
    lines,
  }
}
