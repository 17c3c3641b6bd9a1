import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** What a program and all that it started and waited for took, in milliseconds: of processor time, and of the clock. */
export interface Cost {
  readonly cpu: number
  readonly wall: number
}

/** A shell's command to what it cost. Throws when it fails. */
export const processCost = (script: string, env: Readonly<Record<string, string>>): Cost => {
  const { stderr, status } = spawnSync('bash', ['-c', `TIMEFORMAT="%3U %3S %3R"; time ${script}`], { encoding: 'utf8', env })
  const [user = NaN, system = NaN, real = NaN] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(text => Number(text) * 1000)
  if (status !== 0 || Number.isNaN(user + system + real)) throw new Error(`${script} exited ${status}: ${stderr}`)
  return { cpu: user + system, wall: real }
}

/** The program that is measured on: RUNTIME, else the private one that is installed, else the one this runs on. */
export const benchRuntime = (): string => {
  const directory = join(homedir(), '.local/share/claude-session/node')
  const versions = existsSync(directory) ? readdirSync(directory).sort() : []
  return process.env.RUNTIME ?? versions.map(version => join(directory, version, 'bin/node')).filter(existsSync).at(-1) ?? process.execPath
}

/** The number below which a share of them lies: 0.5 is the median. */
export const quantile = (numbers: readonly number[], share: number): number => [...numbers].sort((one, other) => one - other)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? NaN

/** Two things in turn, now one first, now the other, so that neither has the better machine. The first three pairs only fill the caches. */
export const inPairs = <T>(pairs: number, one: () => T, other: () => T): [T, T][] => {
  const results: [T, T][] = []
  for (let pair = -3; pair < pairs; pair += 1) {
    const turned = pair % 2 === 0 ? [] : [other()]
    const result: [T, T] = [one(), turned[0] ?? other()]
    if (pair >= 0) results.push(result)
  }
  return results
}
