/**
 * One increment of a live session, from all its sources, under its lock. In this order, each step repeatable: what a crash cut off of a filling is
 * finished; Claude's transcript is copied, up to the next boundary; the pane is captured, up to a wipe; what the pane could not show is filled in
 * from the transcript, behind what the wipe took; then what the pane shows after the wipe, unless that belongs to the next session.
 * The transcript is copied before the pane is looked at: what it says by then, the pane has shown.
 */
import type { Marker } from '../core/capture/marker.js'
import { sessionDirectory } from '../core/paths.js'
import { openSigns, settleSigns, type Sign } from '../core/session/boundary.js'
import type { SessionId } from '../core/session/session-id.js'
import type { Settings } from '../core/settings.js'
import { CliError, DataError, UsageError } from '../errors.js'
import { pathExists } from '../shell/files/path-exists.js'
import { earlierLines } from '../shell/parts/earlier-lines.js'
import { readMarker } from '../shell/parts/marker-file.js'
import { boundaryNotedMs, noteSign, readBoundaryFile } from '../shell/session/boundary-file.js'
import { sessionField } from '../shell/session/session-field.js'
import { readSettings } from '../shell/session/settings-files.js'
import { resumeFilling } from './append-filling.js'
import { captureSession, type CaptureInput, type CaptureResult, type Wipe } from './capture-session.js'
import { claudeMayBeHere } from './claude-may-be-here.js'
import type { Environment } from './environment.js'
import type { Followed, FollowedTranscript } from './follow-transcript.js'

/** What was done, and the `history-limit` that the settings advise for panes. */
export interface LiveCapture extends CaptureResult {
  readonly advisedLimit: number
  /** Signs of a boundary that ends this session; none while it goes on. */
  readonly boundary: readonly Sign[]
  /** Records that were rendered into the parts. */
  readonly filled: number
  /** Claude's transcript and what was copied of it. */
  readonly transcript: FollowedTranscript
}

/** A rollover that was asked for and has not come by now is not waited for: the session goes on with what the pane shows. */
const rolloverOverdueMs = 600_000

type Source = Pick<CaptureInput, 'number' | 'project' | 'address'>

/** The marker alone is enough for the usual tick; session.toml (and the TOML library) is read only when it is missing or leaves the directory out. */
const findSource = async (directory: string, id: SessionId, marker: Marker | undefined): Promise<Source> => {
  const address = marker && { socket: marker.socket, serverPid: marker.serverPid, serverStart: marker.serverStart, pane: marker.pane, version: marker.version }
  if (marker !== undefined && address !== undefined && marker.directory !== '') return { number: marker.number, project: marker.directory, address }
  const { readSession } = await import('../shell/session/session-file.js')
  const record = readSession(directory)
  if (record === undefined) {
    if (!pathExists(directory)) throw new UsageError(`there is no live session ${id}`, 'claude-session list shows all there are')
    throw new DataError(`${directory} has no session.toml: the session was not begun to the end`, `claude-session begin ${id} makes it whole`)
  }
  const { socket, serverPid, serverStart, id: pane, version } = record.pane
  return { number: record.number, project: record.directory, address: address ?? { socket, serverPid, serverStart, pane, version } }
}

const say = ({ log }: Environment, id: SessionId, { copied, path, rebound }: FollowedTranscript): void => {
  if (copied === undefined || path === undefined) return
  if (rebound) log(5, `${id}: follows the transcript ${path}`)
  else if (copied.replaced) log(4, `${id}: ${path} was replaced; its copy goes on in ${copied.file}`)
  const { firstDamaged, damaged } = copied
  if (firstDamaged !== undefined) log(4, `${id}: ${path}: line ${firstDamaged.line} is damaged${damaged > 1 ? `, and ${damaged - 1} more` : ''}; kept apart in transcript.damaged`)
}

const startedOf = (directory: string): number => Date.parse(sessionField(directory, 'started')) || 0

const nobody: FollowedTranscript = { claude: false, path: undefined, copied: undefined, rebound: false, signs: [] }

/**
 * The transcript and what was copied of it; where no Claude Code can be, what follows one is not even loaded. Claude's files are somebody else's: whatever is wrong with them
 * is said, and the pane is captured all the same.
 */
const follow = async (environment: Environment, followed: Omit<Followed, 'startedMs'>): Promise<FollowedTranscript> => {
  const { directory, id, panePid } = followed
  if (!claudeMayBeHere(environment, directory, id, panePid)) return nobody
  const { followTranscript } = await import('./follow-transcript.js')
  try {
    return followTranscript(environment, { ...followed, startedMs: startedOf(directory) })
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    environment.log(3, `${id}: the transcript was not followed: ${error.message}${error.hint === undefined ? '' : `. ${error.hint}`}`)
    return nobody
  }
}

/** Whether a wipe of the screen is a boundary by itself: with a transcript only while Claude is there to have caused it; a shell's `reset` leaves the transcript running. */
const isSign = ({ why, drop }: Wipe, { compactionDrop }: Settings, { claude, copied }: FollowedTranscript): boolean =>
  why === 'cleared' && compactionDrop > 0 && drop > compactionDrop && (claude || copied === undefined || copied.gone)

/**
 * Captures a live session once, from what its directory says. The caller holds its lock. In: the session; `final`: it is its last capture; `rolls`: a
 * boundary ends the session, so that what the pane shows after it is left for the next one.
 * Out: what was done. Throws UsageError (64) for a session that does not exist, DataError (65), IoError (74), UnavailableError (69).
 */
export const captureLive = async (environment: Environment, id: SessionId, { final, rolls }: { readonly final: boolean; readonly rolls: boolean }): Promise<LiveCapture> => {
  const { paths, log } = environment
  const directory = sessionDirectory(paths, id)
  const found = readMarker(directory, id)
  const source = await findSource(directory, id, found)
  const { settings, warnings } = await readSettings({ user: paths.userSettings, project: `${source.project}/.claude-session.toml` })
  for (const warning of warnings) log(4, `${id}: ${warning}`)
  const session = { id, directory, number: source.number, rotateLines: settings.rotateLines }
  const marker = found && resumeFilling(session, found)
  const noted = readBoundaryFile(directory, id)
  const transcript = await follow(environment, { id, directory, project: source.project, pane: source.address.pane, panePid: marker?.panePid ?? 0, signs: noted, last: final && !rolls })
  say(environment, id, transcript)
  for (const sign of settleSigns(noted, transcript.signs)) noteSign(directory, id, sign)

  const once = (before: Marker | undefined, onWipe: CaptureInput['onWipe']): CaptureResult =>
    captureSession({ ...source, id, directory, marker: before, settings, final, now: environment.now(), panePid: before?.panePid ?? 0, earlier: () => earlierLines(paths, directory), onWipe })
  const capture = (before: Marker | undefined, onWipe: CaptureInput['onWipe']): CaptureResult => {
    let result = once(before, onWipe)
    // Where no transcript may have to be compared with them, what has been written need not be kept.
    while (result.more) result = joined({ ...result, ...(transcript.copied === undefined ? { plan: { lines: [], pending: [] } } : {}) }, once(readMarker(directory, id), onWipe))
    return result
  }
  const first = capture(marker, wipe => {
    if (!isSign(wipe, settings, transcript)) return
    const sign: Sign = { by: 'screen', kind: 'clear', at: environment.now().getTime(), key: '', rolled: 0 }
    const signs = readBoundaryFile(directory, id)
    if (!openSigns(signs).some(({ by }) => by === 'screen')) for (const one of settleSigns(signs, [sign])) noteSign(directory, id, one)
  })
  const boundary = openSigns(readBoundaryFile(directory, id))
  const after = readMarker(directory, id)
  let filled = 0
  if (after !== undefined && transcript.copied !== undefined) {
    const { fillFromTranscript } = await import('./fill-from-transcript.js')
    const looks = {
      captured: first.plan.lines,
      shown: first.wiped === undefined ? first.plan.pending : first.shown(),
      alternate: first.alternate || marker?.alternate === true,
      startedMs: sessionField(directory, 'previous') === '' ? startedOf(directory) : 0,
      earlier: () => earlierLines(paths, directory),
      // What this session's last look does not show, none will.
      previousLookMs: final || boundary.length > 0 ? Infinity : (marker?.at ?? 0) * 1000,
    }
    filled = fillFromTranscript({ ...session, paths, redact: settings.redact, ...looks }, after).records
  }
  const waits = rolls && boundary.length > 0 && environment.now().getTime() - boundaryNotedMs(directory, id) < rolloverOverdueMs
  const again = first.wiped === undefined || first.wiped === 'pane-gone' || waits ? undefined : capture(readMarker(directory, id), undefined)
  return { ...joined(first, again), boundary, filled, transcript, advisedLimit: settings.historyLimit }
}

/** Two captures of one tick, one right after the other, as one. */
const joined = (first: CaptureResult, second: CaptureResult | undefined): CaptureResult =>
  second === undefined
    ? first
    : { ...second, plan: { lines: [...first.plan.lines, ...second.plan.lines], pending: second.plan.pending }, captured: [...first.captured, ...second.captured], start: first.start, gaps: [...first.gaps, ...second.gaps] }
