import { shellWord } from '../text/shell-word.js'
import { atLeast } from './at-least.js'
import { finding, type Finding } from './finding.js'

/** What is known of systemd and of the user's own manager. */
export interface ManagerFacts {
  readonly machine: 'wsl' | 'systemd' | 'container' | 'other'
  readonly state: 'answers' | 'unreachable' | 'missing' | 'hung'
  /** systemctl's own words where it was not reached. */
  readonly why: string
  /** `252.38-1`, '' where nothing answers. */
  readonly version: string
  /** `running`, `degraded`, `stopping`, …; '' where nothing answers. */
  readonly running: string
  /** /run/user/<uid> where that is there and XDG_RUNTIME_DIR is not set, else ''. */
  readonly unnamed: string
  readonly bus: boolean
  readonly user: string
  readonly lingers: boolean
  readonly journal: { readonly persistent: boolean; readonly state: 'readable' | 'refused' | 'missing' | 'hung' }
  /** A unit of ours has changed on disk and the manager goes by what it read before. */
  readonly outdated: boolean
  /** What its units have in their environment; undefined when it does not tell. */
  readonly environment: Readonly<Record<string, string>> | undefined
}

/** The oldest systemd that the units were tried on. */
const least = [249, 0] as const

const without: Readonly<Record<ManagerFacts['machine'], readonly [outcome: 'warning' | 'notice', advice: string]>> = {
  wsl: ['warning', 'put [boot] and below it systemd=true into /etc/wsl.conf (as root), then in a Windows terminal: wsl --shutdown'],
  systemd: ['warning', 'su and sudo start no manager: log in on a console or by ssh, or as root: loginctl enable-linger USER'],
  container: ['notice', 'nothing, or begin the container with systemd as its first process (podman run --systemd=always IMAGE /sbin/init)'],
  other: ['notice', 'nothing, or begin the machine with systemd where it is installed'],
}

const judgeReach = ({ machine, state, why, running, unnamed, user }: ManagerFacts): Finding => {
  if (state === 'hung') return finding('user-manager', 'warning', 'systemctl --user did not answer in time: timers of a manager that hangs do not run', 'look at it: systemctl --user status; journalctl -b')
  if (state === 'answers') {
    return running === 'stopping' ? finding('user-manager', 'warning', 'the user manager is stopping, and ends every session with it') : finding('user-manager', 'ok', `the user manager answers (${running})`)
  }
  if (unnamed !== '') return finding('user-manager', 'warning', `XDG_RUNTIME_DIR is not set, so the user manager is not found, though ${unnamed} is there`, `export XDG_RUNTIME_DIR=${shellWord(unnamed)}`)
  const [outcome, advice] = without[machine]
  const says = state === 'missing' ? 'systemd is not installed' : `no user manager can be reached${why === '' ? '' : ` (${why})`}`
  return finding('user-manager', outcome, `${says}: sessions are kept by the embedded supervisor, which does not outlive a restart of the machine`, advice.replace('USER', shellWord(user)))
}

const judgeJournal = ({ persistent, state }: ManagerFacts['journal']): Finding => {
  if (state === 'missing') return finding('journal', 'notice', 'journalctl is not installed: the ticks tell their story to nobody')
  if (state === 'hung') return finding('journal', 'unknown', 'journalctl --user did not answer in time')
  if (state === 'refused') return finding('journal', 'notice', 'journalctl --user may not read your journal', 'as root: usermod -a -G systemd-journal USER, or read it with journalctl --user-unit=')
  if (!persistent) return finding('journal', 'notice', 'the journal is kept in memory only: what a session said before the last restart is gone', 'as root: mkdir /var/log/journal && journalctl --flush')
  return finding('journal', 'ok', 'the journal is persistent and readable')
}

/** systemd, as far as the units need it. Where no manager answers there is one finding, and what hangs on it is not asked for. */
export const judgeUserManager = (facts: ManagerFacts): Finding[] => {
  const reach = judgeReach(facts)
  if (facts.state !== 'answers') return [reach]
  const { version, bus, lingers, user, journal, outdated } = facts
  const enough = atLeast(version, least)
  return [
    reach,
    enough === true
      ? finding('systemd', 'ok', `systemd ${version}`)
      : finding('systemd', enough === false ? 'warning' : 'unknown', `systemd ${version === '' ? 'tells no version' : version}; the units were tried with ${least[0]} and newer`, 'where a unit fails, claude-session run ID does without'),
    bus
      ? finding('user-bus', 'ok', 'the user bus is there')
      : finding('user-bus', 'notice', 'there is no user bus in XDG_RUNTIME_DIR: the units do without it, other programs may not', 'install dbus-user-session and log in again'),
    lingers
      ? finding('lingering', 'ok', `lingering is on for ${user}: sessions go on when you log out`)
      : finding('lingering', 'warning', `lingering is off for ${user}: when you log out of your last login, every session is ended`, `loginctl enable-linger ${shellWord(user)}`),
    judgeJournal(journal),
    ...(outdated ? [finding('daemon-reload', 'warning', 'units have changed on disk and the user manager goes by the old ones', 'systemctl --user daemon-reload, or claude-session doctor --fix')] : []),
  ]
}
