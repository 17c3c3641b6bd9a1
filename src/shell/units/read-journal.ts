import { execa } from 'execa'
import { decodeJournalLine, type LogEntry } from '../../core/report/log-entry.js'
import { namesSession } from '../../core/session/names-session.js'
import { sessionUnits } from '../../core/units/session-units.js'
import { errorCode } from '../files/error-code.js'

/** What is read of the journal. */
export interface JournalQuery {
  readonly uid: number
  readonly env: Readonly<Record<string, string | undefined>>
  /** Go on behind this entry: its cursor, or, where there was none, a time in Unix milliseconds; and wait for more until `stop`. */
  readonly follow?: { readonly after: string | number; readonly stop: AbortSignal } | undefined
}

/**
 * Which entries are asked for. Not `--user` with `--unit`: on a machine without a persistent journal, and for root, a user's lines are in the system's journal, where those options do not look. Without them
 * journalctl reads every journal that we may read, and our user ID, which no process can lose or forge, keeps other people's sessions of the same name out. What a process said
 * in its last millisecond may lack its unit, so all our lines are asked for, and those without one are found by the ID in the text.
 */
const matches = (id: string, uid: number): string[] => {
  const units = sessionUnits(id)
  const ours = `_UID=${uid}`
  return [ours, ...units.map(unit => `_SYSTEMD_USER_UNIT=${unit}`), '+', ours, ...units.map(unit => `USER_UNIT=${unit}`), '+', ours, 'SYSLOG_IDENTIFIER=claude-session']
}

/** Whether there is a journalctl that can be asked, and if not, why. */
export interface JournalAnswer {
  problem: string
}

/**
 * The entries of a session in the journal, oldest first, as journalctl finds them. In: the session; the query; what is told of an answer that did not come: `problem` is then set, in words.
 */
export async function* readJournal(id: string, { uid, env, follow }: JournalQuery, answer: JournalAnswer): AsyncGenerator<LogEntry, void> {
  const units = new Set(sessionUnits(id))
  const from = follow === undefined ? [] : [typeof follow.after === 'string' ? `--after-cursor=${follow.after}` : `--since=@${(follow.after / 1000).toFixed(3)}`, '--follow', '--no-tail']
  const fields = '--output-fields=MESSAGE,PRIORITY,_SYSTEMD_USER_UNIT,USER_UNIT'
  const child = execa('journalctl', ['--quiet', '--no-pager', '--all', '--output=json', fields, ...from, ...matches(id, uid)], {
    reject: false,
    buffer: { stdout: false, stderr: true },
    extendEnv: false,
    env: { PATH: env.PATH, LANG: 'C.UTF-8' },
    stdin: 'ignore',
    ...(follow === undefined ? {} : { cancelSignal: follow.stop }),
  })
  for await (const line of child.iterable()) {
    const entry = decodeJournalLine(line)
    if (entry !== undefined && (units.has(entry.unit) || namesSession(entry.text, id))) yield entry
  }
  const { exitCode, isCanceled, cause, stderr } = await child
  if (errorCode(cause) === 'ENOENT') answer.problem = 'there is no journalctl on this machine'
  // journalctl says 1 where it found nothing.
  else if (!isCanceled && exitCode !== 0 && exitCode !== 1) answer.problem = `journalctl failed: ${String(stderr ?? '').split('\n')[0] ?? exitCode}`
}
