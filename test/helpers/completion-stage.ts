import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Test } from 'tap'
import { completions } from '../../src/program/completions.js'
import { program } from '../../src/program/program.js'
import { pause } from '../../src/shell/processes/pause.js'
import { commandLine } from './command-line.js'
import { scratch, standIn } from './fresh-home.js'
import { tmuxServer } from './tmux-server.js'

/** A home with sessions, and a completion script to be tried in it. */
export interface CompletionStage {
  readonly home: string
  readonly script: string
  readonly env: Readonly<Record<string, string>>
  /** Whether our command was started, which no completion may do. */
  readonly started: () => boolean
}

/** Live: app-1, work. Ended: old. Projects: app. Beside them, names that would be run if they came to a command line, and a file. */
export const completionStage = (t: Test, shell: 'bash' | 'zsh' | 'fish'): CompletionStage => {
  const home = scratch(t, 'a home')
  const state = join(home, '.local/state/claude-session')
  for (const name of ['sessions/app-1', 'sessions/work', 'sessions/wo$(touch hit)', 'sessions/wo;touch hit', 'history/old', 'projects/app', 'a directory']) mkdirSync(name.startsWith('a ') ? join(home, name) : join(state, name), { recursive: true })
  writeFileSync(join(state, 'sessions/work.file'), '')
  mkdirSync(join(home, 'bin'))
  standIn(join(home, 'bin'), 'claude-session', `touch '${home}/started'`)
  const script = join(home, shell === 'zsh' ? '_claude-session' : 'completion')
  writeFileSync(script, completions(program(commandLine({})), shell))
  const env = { HOME: home, PATH: `${join(home, 'bin')}:${process.env.PATH ?? ''}`, LANG: 'C.UTF-8', TERM: 'screen' }
  return { home, script, env, started: () => existsSync(join(home, 'started')) || existsSync(join(home, 'hit')) }
}

/** An interactive shell in a tmux pane. Out: types words and then Tab, once or as often as the shell wants it for a list, and returns when the screen is as expected. */
export const shellPane = (t: Test, { home, env }: CompletionStage, command: string): ((words: string, shown: RegExp, presses?: number) => void) => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const given = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`])
  const pane = server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-x', '200', '-y', '50', '-c', home, ...given, command)
  const until = (shown: RegExp): void => {
    for (const end = Date.now() + 60_000; ; pause(100)) {
      const screen = server.tmux('capture-pane', '-p', '-t', pane)
      if (shown.test(screen)) return
      if (Date.now() > end) throw new Error(`waited in vain for ${String(shown)}; there is:\n${screen}`)
    }
  }
  until(/^ready>/m)
  return (words, shown, presses = 1) => {
    server.tmux('send-keys', '-t', pane, '-R', 'C-u', 'C-l')
    server.tmux('send-keys', '-t', pane, '-l', words)
    // Not until it works: a Tab too many would complete what comes next.
    server.tmux('send-keys', '-t', pane, ...Array.from({ length: presses }, () => 'Tab'))
    until(shown)
    t.pass(words)
  }
}
