/**
 * A real tmux server on a socket of its own, and panes that show exactly what a test writes to them: each runs `cat` on a FIFO, without echo. When tmux has read it all is
 * known from its answer to a terminal's question behind the text, which another `cat` brings back: to ask by a command would start a process for each look.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdirSync, mkdtempSync, openSync, readSync, realpathSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pause } from '../../src/shell/processes/pause.js'

/** A pane that shows what is written to it. */
export interface ShownPane {
  readonly id: string
  /** Writes text to the pane and returns when tmux has read it all. */
  readonly write: (text: string) => void
  readonly close: () => void
}

/** A tmux server of a test. */
export interface TmuxServer {
  readonly socket: string
  /** The environment in which the tool finds this server and no other, with a HOME of its own. */
  readonly env: Readonly<Record<string, string>>
  readonly directory: string
  readonly tmux: (...args: string[]) => string
  readonly newPane: (options?: { width?: number; height?: number; limit?: number }) => ShownPane
  readonly stop: () => void
}

const deadlineMs = 20_000

/** Removes a directory in which a supervisor that was just told to stop may still be writing. */
const removeWhole = (directory: string): void => {
  for (const end = Date.now() + deadlineMs; ; pause(50)) {
    try {
      return rmSync(directory, { recursive: true, force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EBUSY')) || Date.now() > end) throw error
    }
  }
}

/** What a terminal is asked, and what it says, once it has read everything before: that it is well (DSR 5). */
const question = '\u001b[5n'
const answer = '\u001b[0n'

/** Reads what there is, without waiting. In: a FIFO that was opened not to block. */
const readNow = (fd: number): string => {
  const bytes = Buffer.alloc(4_096)
  try {
    return bytes.toString('latin1', 0, readSync(fd, bytes))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return ''
    throw error
  }
}

/** Starts a server. In: what its HOME is called; more of its environment. The caller stops it (`t.teardown(server.stop)`). */
export const tmuxServer = ({ home = 'home', more = {} }: { home?: string; more?: Readonly<Record<string, string>> } = {}): TmuxServer => {
  const directory = mkdtempSync(join(tmpdir(), 'claude-session-test-'))
  const sockets = join(directory, `tmux-${process.getuid?.() ?? 0}`)
  mkdirSync(sockets, { mode: 0o700 })
  const socket = join(sockets, 'default')
  const env = {
    HOME: join(directory, home),
    TMUX_TMPDIR: directory,
    XDG_RUNTIME_DIR: join(directory, 'run'),
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    ...more,
  }
  mkdirSync(env.HOME)
  mkdirSync(env.XDG_RUNTIME_DIR, { mode: 0o700 })
  const call = (...args: string[]): string =>
    execFileSync('tmux', ['-u', '-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 30 }).trimEnd()
  const tmux = (...args: string[]): string => {
    const answer = call(...args)
    const place = args.indexOf('-c') + 1
    if (place > 0 && /^%\d+$/.test(answer)) goneTo(answer, realpathSync((args[place] ?? '').replaceAll('##', '#')))
    return answer
  }
  /** A new pane's program is for a moment where tmux is, before it goes to its directory. A pane that has ended by then is not waited for. */
  const goneTo = (pane: string, place: string): void => {
    for (const end = Date.now() + deadlineMs; Date.now() < end; pause(5)) {
      const [id, path] = call('display-message', '-p', '-t', pane, '#{pane_id}\n#{pane_current_path}').split('\n')
      if (id !== pane || path === place) return
    }
  }
  let panes = 0
  const newPane = ({ width = 80, height = 24, limit = 2_000 } = {}): ShownPane => {
    panes += 1
    const [fifo, answers] = [join(directory, `fifo-${panes}`), join(directory, `answers-${panes}`)]
    execFileSync('mkfifo', [fifo, answers])
    // A shell gives what it runs in the background no input but what it is told to.
    const show = `stty raw -echo opost onlcr; exec 3<&0; cat <&3 >'${answers}' & while :; do cat '${fifo}'; done`
    // The limit of a pane is fixed when it is made, so the server must exist before: its first session only holds the options.
    if (panes === 1) tmux('new-session', '-d', '-s', 'keep', '-x', '80', '-y', '24', 'sleep 100000')
    tmux('set-option', '-g', 'history-limit', String(limit))
    const id = tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-s', `pane${panes}`, '-c', env.HOME, '-x', String(width), '-y', String(height), show)
    // tmux 3.2a does not heed the size above.
    if (tmux('display-message', '-p', '-t', id, '#{window_width} #{window_height}') !== `${width} ${height}`) tmux('resize-window', '-t', id, '-x', String(width), '-y', String(height))
    const [fd, back] = [openSync(fifo, constants.O_RDWR), openSync(answers, constants.O_RDWR | constants.O_NONBLOCK)]
    const write = (text: string): void => {
      while (readNow(back) !== '');
      const bytes = Buffer.from(`${text}${question}`)
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, Math.min(4_096, bytes.length - at))
      let said = ''
      for (let [end, looks] = [Date.now() + deadlineMs, 0]; !said.includes(answer); looks += 1) {
        pause(looks < 20 ? 0.2 : 2)
        said += readNow(back)
        if (looks % 200 === 199) tmux('display-message', '-p', '-t', id, '')
        if (Date.now() > end) throw new Error(`tmux did not read what was written to ${id}`)
      }
    }
    const close = (): void => [fd, back].forEach(closeSync)
    return { id, write, close }
  }
  const stop = (): void => {
    try {
      tmux('kill-server')
    } catch (error) {
      if (!(error instanceof Error && /no server|No such file/.test(error.message))) throw error
    }
    removeWhole(directory)
  }
  return { socket, env, directory, tmux, newPane, stop }
}
