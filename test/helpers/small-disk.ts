/**
 * A disk of a few kilobytes, without root: a tmpfs in a user and mount namespace of its own, held by a process that sleeps. What is run there is sent in with
 * nsenter; its files are reached from here through /proc/<pid>/root.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import type { Test } from 'tap'
import { untilNow } from './until.js'

/** A mounted small disk. */
export interface SmallDisk {
  /** The disk as seen from here. */
  readonly seen: string
  /** A command, as it has to be started to see the disk at the path it was made for. */
  readonly inside: (command: readonly string[]) => readonly string[]
}

/** What is missing for this, in a sentence; undefined when nothing is. */
export const smallDiskProblem = (): string | undefined => {
  const tried = spawnSync('unshare', ['-Urm', 'sh', '-c', 'mount -t tmpfs -o size=64k none /tmp'], { encoding: 'utf8' })
  if (tried.error !== undefined) return 'unshare is not installed'
  return tried.status === 0 ? undefined : `no namespace with a disk of its own can be made here: ${tried.stderr.trim()}`
}

/** Mounts a disk of `bytes` at `path`, a directory that is made when it is missing. It goes with the test. */
export const smallDisk = (t: Test, path: string, bytes: number): SmallDisk => {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const holder = spawn('unshare', ['-Urm', 'sh', '-c', `mount -t tmpfs -o size=${bytes},mode=700 none "$1" && : >"$1/mounted" && exec sleep 3600`, 'sh', path], { stdio: 'ignore' })
  t.teardown(() => holder.kill('SIGKILL'))
  const seen = `/proc/${holder.pid}/root${path}`
  untilNow(`a disk is mounted at ${path}`, () => existsSync(`${seen}/mounted`))
  return { seen, inside: command => ['nsenter', '--preserve-credentials', '-U', '-m', '-t', String(holder.pid), ...command] }
}
