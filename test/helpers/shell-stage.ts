/**
 * Real shells in real panes, each with our text at the end of its start-up file, in a HOME with a space and a quote in its name.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { resolvePaths, type Paths } from '../../src/core/paths.js'
import { shellInit } from '../../src/core/shell-start/shell-init.js'
import { quoteWord, type Shell } from '../../src/core/text/quote-word.js'
import { listSessions } from '../../src/shell/session/list-sessions.js'
import { put, repository } from './fresh-home.js'
import { tmuxServer, type TmuxServer } from './tmux-server.js'
import { untilNow } from './until.js'

/** A shell in a pane. */
export interface ShellPane {
  readonly id: string
  /** Types a line. */
  readonly type: (line: string) => void
  /** What a line that the shell runs writes to standard output. */
  readonly ask: (line: string) => string
}

/** A server, a HOME, and shells in it. */
export interface ShellStage {
  readonly server: TmuxServer
  readonly paths: Paths
  readonly home: string
  readonly command: string
  /** What a stand-in begins with, so that its call is noted. */
  readonly noteCall: string
  /** What the command was called with, when it is a stand-in. */
  readonly calls: () => string[]
  /** Another command in its place: a shell script. */
  readonly replace: (script: string) => void
  /** More of a shell's start-up file, before our text. */
  readonly configure: (shell: Shell, text: string) => void
  readonly open: (shell: Shell, options?: { readonly directory?: string; readonly prefix?: readonly string[] }) => ShellPane
  readonly live: () => string[]
  /** A shell's start-up file, from HOME. */
  readonly startFile: (shell: Shell) => string
}

const rcFile = { bash: '.bashrc', zsh: '.zshrc', fish: '.config/fish/config.fish' }
/** How an interactive shell is started that reads the user's start-up file and no system-wide one that could get in the way. */
export const interactive: Readonly<Record<Shell, readonly string[]>> = { bash: ['bash', '-i'], zsh: ['zsh', '-d', '-i'], fish: ['fish', '-i'] }

/**
 * The same, for what follows a pane's end: now and then tmux 3.3a leaves a pane with `remain-on-exit` dead, and its program unreaped, until another child of it ends (one in forty shells on a
 * busy machine). The tool's ticks notice such a pane; here another child ends at once.
 */
export const untilEnded = ({ tmux }: TmuxServer, what: string, holds: () => boolean): void =>
  untilNow(what, () => {
    if (holds()) return true
    try {
      tmux('run-shell', 'true')
    } catch (error) {
      if (!(error instanceof Error && /no server|server exited|lost server/.test(error.message))) throw error
    }
    return holds()
  })

/** In: the test, at whose end all goes; `real`: the command is the real one, else a stand-in that only notes how it is called; more of the server's environment. */
export const shellStage = (t: Test, { real = true, more = {} }: { real?: boolean; more?: Readonly<Record<string, string>> } = {}): ShellStage => {
  const server = tmuxServer({ home: "ho me's", more })
  t.teardown(server.stop)
  const home = server.env.HOME ?? ''
  const paths = resolvePaths(server.env)
  const command = join(home, '.local/bin/claude-session')
  const log = join(server.directory, 'calls')
  const replace = (script: string): void => {
    put(command, `#!/bin/sh\n${script}\n`)
    chmodSync(command, 0o755)
  }
  const noteCall = `printf '%s\\n' "$*" >>${quoteWord(log, 'sh')}`
  replace(real ? `exec ${quoteWord(process.execPath, 'sh')} ${quoteWord(join(repository, 'dist/claude-session.cjs'), 'sh')} "$@"` : noteCall)
  // Nothing is asked of somebody who starts fish or zsh for the first time.
  const configure = (shell: Shell, text: string): void => put(join(home, rcFile[shell]), `${shell === 'fish' ? 'set -g fish_greeting; function fish_prompt; echo -n "> "; end\n' : 'PS1="$ "\n'}${text}\n${shellInit(shell, command, 'test')}`)
  for (const shell of ['bash', 'zsh', 'fish'] as const) configure(shell, '')
  // A fish that is started for the first time makes these, and completions out of all manual pages.
  for (const directory of ['.local/share/fish/generated_completions', '.config/fish/conf.d', '.config/fish/completions', '.config/fish/functions']) mkdirSync(join(home, directory), { recursive: true })
  server.tmux('new-session', '-d', '-s', 'keep', '-x', '100', '-y', '30', 'sleep', '100000')
  let asked = 0
  const open: ShellStage['open'] = (shell, { directory = home, prefix = [] } = {}) => {
    mkdirSync(directory, { recursive: true })
    const id = server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-c', directory, '-x', '100', '-y', '30', ...prefix, ...(prefix.length > 0 ? [] : ['env']), ...interactive[shell])
    const type = (line: string): void => void server.tmux('send-keys', '-t', id, '-l', `${line}\r`)
    const ask = (line: string): string => {
      asked += 1
      const file = join(server.directory, `answer-${asked}`)
      type(`begin; ${line}; end >${file}.new; command mv ${file}.new ${file}`.replace(/begin; (.*); end/, shell === 'fish' ? 'begin; $1; end' : '{ $1; }'))
      untilNow(`${shell} in ${id} answers ${line}`, () => existsSync(file))
      const answer = readFileSync(file, 'utf8').trimEnd()
      rmSync(file)
      return answer
    }
    return { id, type, ask }
  }
  const calls = (): string[] => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(line => line !== '') : [])
  return { server, paths, home, command, noteCall, calls, replace, configure, open, live: () => listSessions(paths.sessions), startFile: shell => rcFile[shell] }
}

/** Writes a program into the directory that comes first in a server's PATH. */
export const program = (file: string, script: string): void => {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, script)
  chmodSync(file, 0o755)
}
