/** Processes and files that stand for Claude Code in a pane: a shell with a `sleep` that calls itself `claude`, and what Claude would write. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Test } from 'tap'
import { readProcessStat } from '../../src/shell/processes/read-process-stat.js'
import { untilNow } from './until.js'

/** A session ID of Claude's that a number stands for. */
export const claudeId = (n: number): string => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`

/** A pane's process and the Claude Code in it (0 when there is none). */
export interface StandIn {
  readonly panePid: number
  readonly claudePid: number
}

/** Starts a shell, and in it something called `name` (default `claude`; '' for nothing). Both end with the test. */
export const standIn = async (t: Test, options: { name?: string; cwd?: string; env?: Record<string, string> } = {}): Promise<StandIn> => {
  const name = options.name ?? 'claude'
  const script = name === '' ? 'echo 0; read' : '(exec -a "$0" sleep 300) & echo $!; read'
  const shell = spawn('bash', ['-c', script, name], { cwd: options.cwd, env: { PATH: process.env.PATH, HOME: '/nowhere', ...options.env }, stdio: ['pipe', 'pipe', 'ignore'] })
  const [said] = (await once(shell.stdout, 'data')) as [Buffer]
  const claudePid = Number(said.toString())
  t.teardown(() => {
    if (claudePid > 0) process.kill(claudePid)
    shell.kill()
  })
  // The fork has its own name only after the exec.
  if (claudePid > 0) untilNow(`it is called ${name}`, () => readFileSync(`/proc/${claudePid}/cmdline`, 'utf8').startsWith(`${name}\0`))
  return { panePid: shell.pid ?? 0, claudePid }
}

/** Writes `sessions/<pid>.json` as Claude Code does. */
export const processFile = (config: string, pid: number, claudeSession: string, more: object = {}): string => {
  const path = `${config}/sessions/${pid}.json`
  mkdirSync(dirname(path), { recursive: true })
  const procStart = readProcessStat(pid)?.start ?? '1'
  writeFileSync(path, JSON.stringify({ pid, sessionId: claudeSession, procStart, startedAt: 1, kind: 'interactive', entrypoint: 'cli', version: '2.1.290', ...more }))
  return path
}

/** Writes a transcript with one prompt in it (or the records given), last written at `ms`. Out: its path. */
export const transcriptFile = (folder: string, claudeSession: string, cwd: string, ms: number, records: readonly object[] = [{ message: { role: 'user', content: 'hello' } }]): string => {
  const path = `${folder}/${claudeSession}.jsonl`
  mkdirSync(folder, { recursive: true })
  const envelope = { type: 'user', cwd, sessionId: claudeSession, timestamp: new Date(ms).toISOString() }
  writeFileSync(path, records.map(record => `${JSON.stringify({ ...envelope, ...record })}\n`).join(''))
  utimesSync(path, ms / 1000, ms / 1000)
  return path
}
