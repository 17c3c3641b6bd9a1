/**
 * Sessions of one project that begin at once, and end at once: as where a script opens a window with a session in each pane, and where tmux or the machine is stopped. Real
 * processes, none of which knows of the others: each pane has its own session, and each session leaves what it would have left alone.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { resolvePaths } from '../../src/core/paths.js'
import { isSessionId } from '../../src/core/session/session-id.js'
import { readHandoff } from '../../src/shell/context/handoff-files.js'
import { listSessions } from '../../src/shell/session/list-sessions.js'
import { readNextSessionId } from '../../src/shell/session/next-session-id.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))
const atOnce = 8
const rounds = process.env.CAMPAIGN === '1' ? 20 : 1

interface Said {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const call = async (env: Readonly<Record<string, string>>, ...args: string[]): Promise<Said> => {
  const child = spawn(process.execPath, ['dist/claude-session.cjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err]: Buffer[][] = [[], []]
  child.stdout.on('data', (piece: Buffer) => out?.push(piece))
  child.stderr.on('data', (piece: Buffer) => err?.push(piece))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out: Buffer.concat(out ?? []).toString().trim(), err: Buffer.concat(err ?? []).toString().trim() }
}

t.test(`${atOnce} panes of one project: each gets a session of its own, and all of them end whole`, here, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const paths = resolvePaths(server.env)
  const panes = Array.from({ length: atOnce }, () => server.newPane())
  for (const [index, pane] of panes.entries()) pane.write(`Read(src/file${index}.ts)\r\n`)
  for (let round = 1; round <= rounds; round += 1) {
    const started = await Promise.all(panes.map(async ({ id }) => call(server.env, 'start', '--pane', id)))
    t.same(started.map(({ code }) => code), panes.map(() => 0), started.map(({ err }) => err).join('\n'))
    for (const [index, { out }] of started.entries()) {
      t.equal(readSession(join(paths.sessions, out))?.pane.id, panes[index]?.id)
      t.equal(server.tmux('show-options', '-p', '-v', '-t', panes[index]?.id ?? '', '@claude_session_id'), out)
    }
    t.same(listSessions(paths.sessions), started.map(({ out }) => out).sort())

    const ended = await Promise.all(started.map(async ({ out }) => call(server.env, 'end', out)))
    for (const [index, { code, err }] of ended.entries()) {
      t.equal(code, 0, err)
      t.notMatch(err, /not written|failed/)
      t.ok(existsSync(join(paths.history, started[index]?.out ?? '', 'MANIFEST.json')))
    }
    t.ok(isSessionId(readNextSessionId(paths.projects, 'home') ?? ''))
    t.ok(started.some(({ out }) => out === readHandoff(paths.projects, 'home')?.from))
  }
  for (const pane of panes) pane.close()
})
