import type { Finding } from './finding.js'

/** What is missing: 69; a directory that is not safe: 77; a full disk: 74. */
const codes: Readonly<Record<string, number>> = { node: 69, runtime: 69, tmux: 69, flock: 69, 'state-directory': 77, 'disk-space': 74, inodes: 74 }

/** What no installation can be blamed for, and none that is taken back would cure. */
const notInstalled = /^(?:session|history|disk-space|inodes)\b/

/** The exit code of `doctor`, from sysexits(3): 0 without a problem, else that of the first, where most are wrong set-up (78). In: `installation`: the problems of sessions and disks do not count. */
export const exitCode = (findings: readonly Finding[], { installation = false } = {}): number => {
  const worst = findings.find(({ check, outcome }) => outcome === 'problem' && !(installation && notInstalled.test(check)))
  return worst === undefined ? 0 : (codes[worst.check] ?? 78)
}
