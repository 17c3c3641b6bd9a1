import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** The start time of a process as the kernel counts it (field 22 of /proc/<pid>/stat), '' when there is no such process. */
const procStart = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19] ?? ''
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

/** Writes the file by which Claude Code says which session a process is in. In: its path, and what changes; the rest is as seen in versions 2.1.247 to 2.1.290. */
export const writeProcessFile = (
  path: string,
  process: { readonly pid: number; readonly sessionId: string; readonly cwd: string; readonly startedAt: number; readonly version: string; readonly status: 'busy' | 'idle'; readonly updatedAt: number },
): void => {
  const { pid, cwd, updatedAt } = process
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const fields = { ...process, procStart: procStart(pid), peerProtocol: 1, kind: 'interactive', entrypoint: 'cli', name: basename(cwd), nameSource: 'derived', statusUpdatedAt: updatedAt }
  writeFileSync(path, JSON.stringify(fields), { mode: 0o600 })
}
