import { finding, type Finding } from './finding.js'

/** What is known of a Windows subsystem for Linux. */
export interface WslFacts {
  /** The text of /etc/wsl.conf, '' when there is none. */
  readonly conf: string
  /** The text of the Windows user's .wslconfig; undefined: it could not be found. */
  readonly config: string | undefined
}

/** The last value of a key in a section of an INI file, in small letters. */
const valueOf = (text: string, wantedSection: string, wantedKey: string): string | undefined => {
  let section = ''
  let found: string | undefined
  for (const line of text.split(/\r?\n/).map(each => each.replace(/[#;].*/, '').trim().toLowerCase())) {
    const at = line.indexOf('=')
    if (/^\[.*\]$/.test(line)) section = line.slice(1, -1).trim()
    else if (section === wantedSection && at > 0 && line.slice(0, at).trim() === wantedKey) found = line.slice(at + 1).trim()
  }
  return found
}

const timeouts = [['general', 'instanceidletimeout', '[general] instanceIdleTimeout=-1'], ['wsl2', 'vmidletimeout', '[wsl2] vmIdleTimeout=-1']] as const

/** The two switches of WSL that matter: systemd, and how long an idle machine lives. In: undefined where this is no WSL. */
export const judgeWsl = (facts: WslFacts | undefined): Finding[] => {
  if (facts === undefined) return []
  const { conf, config } = facts
  const missing = timeouts.filter(([section, key]) => config === undefined || !(valueOf(config, section, key) ?? '').startsWith('-'))
  const lines = 'in %UserProfile%\\.wslconfig on Windows: '.concat(missing.map(([, , line]) => line).join(' and '), ', then: wsl --shutdown')
  return [
    valueOf(conf, 'boot', 'systemd') === 'true'
      ? finding('wsl-systemd', 'ok', '/etc/wsl.conf switches systemd on')
      : finding('wsl-systemd', 'warning', '/etc/wsl.conf does not switch systemd on', 'put [boot] and below it systemd=true into /etc/wsl.conf (as root), then in a Windows terminal: wsl --shutdown'),
    config === undefined
      ? finding('wsl-idle', 'notice', 'whether WSL stops an idle machine, and every session with it, stands in a file of Windows that could not be read', lines)
      : missing.length === 0
        ? finding('wsl-idle', 'ok', '.wslconfig lets an idle machine live')
        : finding('wsl-idle', 'warning', 'WSL stops a machine in which no window is open, and every session with it', lines),
  ]
}
