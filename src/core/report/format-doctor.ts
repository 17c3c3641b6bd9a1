import { outcomes, type Finding, type Outcome } from '../checks/finding.js'

/** Headings, each with the checks below it; of a check of sessions the first word. */
const areas: readonly (readonly [heading: string, checks: readonly string[]])[] = [
  ['Installation', ['node', 'runtime', 'command', 'units', 'path', 'tmux', 'flock', 'shell-start']],
  ['tmux', ['tmux-server', 'history-limit', 'pane-history', 'scroll-on-clear', 'footer']],
  ['systemd', ['user-manager', 'systemd', 'user-bus', 'lingering', 'journal', 'daemon-reload', 'unit-environment', 'wsl-systemd', 'wsl-idle']],
  ['Claude Code', ['claude', 'settings.json', 'hooks', 'hooks-off', 'status-line', 'renderer', 'transcripts']],
  ['Files', ['state-directory', 'disk-space', 'inodes', 'configuration', 'token-budget']],
  ['Sessions', ['session', 'history']],
]

const marks: Readonly<Record<Outcome, string>> = { problem: '✗', warning: '!', unknown: '?', notice: '·', ok: '✓' }
const colours: Readonly<Record<Outcome, string>> = { problem: '\u001b[1;31m', warning: '\u001b[33m', unknown: '\u001b[35m', notice: '\u001b[36m', ok: '\u001b[32m' }
const reset = '\u001b[0m'

const rank = ({ outcome }: Finding): number => outcomes.indexOf(outcome)
const headingOf = ({ check }: Finding): string => areas.find(([, checks]) => checks.includes(check.split(' ')[0] ?? ''))?.[0] ?? 'Other'

const counted = (findings: readonly Finding[], outcome: Outcome): number => findings.filter(each => each.outcome === outcome).length
const some = (count: number, word: string): string => `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`

const line = (found: Finding, width: number, colour: boolean): string[] => {
  const { check, outcome, says, do: advice, fixed } = found
  const mark = colour ? `${colours[outcome]}${marks[outcome]}${reset}` : marks[outcome]
  const below = ' '.repeat(width + 6)
  return [`  ${mark} ${check.padEnd(width)}  ${says}`, ...(fixed === undefined ? [] : [`${below}fixed: ${fixed}`]), ...(advice === '' || (fixed !== undefined && outcome === 'ok') ? [] : [`${below}→ ${advice}`])]
}

/**
 * Findings to text for people: by area, a line each, what to do below it; the areas with the worst trouble first, and the worst first in each; a last line that counts. In: the findings; whether
 * to colour (a terminal); `quiet`: only what is not well, '' for nothing.
 */
export const formatDoctor = (findings: readonly Finding[], { colour = false, quiet = false } = {}): string => {
  const shown = findings.filter(({ outcome, fixed }) => !quiet || fixed !== undefined || !['ok', 'notice'].includes(outcome))
  if (quiet && shown.length === 0) return ''
  const width = Math.min(20, Math.max(0, ...shown.map(({ check }) => check.length)))
  const groups = areas
    .map(([heading]) => ({ heading, found: shown.filter(each => headingOf(each) === heading).sort((one, other) => rank(one) - rank(other)) }))
    .concat([{ heading: 'Other', found: shown.filter(each => headingOf(each) === 'Other') }])
    .filter(({ found }) => found.length > 0)
    .sort((one, other) => Math.min(...one.found.map(rank)) - Math.min(...other.found.map(rank)))
  const unknown = counted(findings, 'unknown')
  const last = [`${some(counted(findings, 'problem'), 'problem')}, ${some(counted(findings, 'warning'), 'warning')}`, ...(unknown === 0 ? [] : [`${unknown} unknown`]), `${some(counted(findings, 'notice'), 'notice')}; ${counted(findings, 'ok')} ${counted(findings, 'ok') === 1 ? 'check is' : 'checks are'} well`]
  return [...groups.flatMap(({ heading, found }) => [colour ? `\u001b[1m${heading}${reset}` : heading, ...found.flatMap(each => line(each, width, colour))]), last.join(', ')].join('\n')
}
