import { hashLine } from './hash-line.js'
import type { Run, Tail } from './tail.js'

/**
 * The marker: how far the parts go, and where in the pane that is. It is a hint with a checksum, never the truth: the parts are. A crash
 * before its rename leaves the old marker, and the parts behind it tell the next tick what was written since; a marker that is missing,
 * cut, flipped in one bit or another session's is not believed and is rebuilt from the parts and the pane. It stays under 4 KB, one
 * page, so that a full disk cannot publish half of it.
 */
export interface Marker {
  readonly id: string
  /** The session's number in its project: the 00001 of `session_00001_PART1.md`. */
  readonly number: number
  /** The current part, its lines and bytes; and all lines of the session. A part that is full has already given way to the next, with 0. */
  readonly part: number
  readonly line: number
  readonly bytes: number
  readonly total: number
  /** Hash of the last bytes (at most 512) before `bytes`: shows that the part is the one this marker was written for. */
  readonly fingerprint: number
  /** The pane: server by socket, process and start time, and `%N` in it. */
  readonly socket: string
  readonly serverPid: number
  readonly serverStart: number
  readonly version: string
  readonly pane: string
  /** The pane or its server has ended and its pending text is committed: there is nothing more to capture. */
  readonly gone: boolean
  /** Grid row behind the last committed line, that line's number from the top of the grid (-1: unknown), and the pane as it was then (history -1: never looked at). */
  readonly row: number
  readonly lineIndex: number
  readonly width: number
  readonly historySize: number
  /** When the pane was looked at, Unix seconds. */
  readonly at: number
  /** The project's directory, for its settings ('' when too long for the marker: session.toml has it). */
  readonly directory: string
  readonly tail: Tail
  /** The program that tmux started in the pane: Claude is it or a descendant of it. 0: not known. */
  readonly panePid: number
  /** A full-screen program was on when the pane was looked at. */
  readonly alternate: boolean
  /** The copy of the transcript, and the byte in it up to which its records stand in the parts, seen on the pane or rendered. '' and 0: no transcript yet. */
  readonly accountedFile: string
  readonly accounted: number
  /** `total` behind the last lines that were filled in from the transcript: while they are the last, the pane may still show them to us. */
  readonly filled: number
}

/** A marker never grows beyond this, in bytes. */
export const markerBytes = 4_000

const heading = '# claude-session marker: a hint with a checksum, rebuilt from the parts when it is missing. Do not edit.\n'
const quote = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f')
const encodeRun = ({ hash, count }: Run): string => (count === 1 ? hash.toString(36) : `${hash.toString(36)}*${count}`)
const seal = (body: string): string => `${body.length.toString(36)}-${hashLine(body).toString(36)}`

// A marker that has none of them is written as it was before there were transcripts.
const transcriptFields = ({ panePid, alternate, accountedFile, accounted, filled }: Marker): string =>
  panePid === 0 && !alternate && accountedFile === ''
    ? ''
    : `pane_pid = ${panePid}\nalternate = ${alternate}\naccounted_file = ${quote(accountedFile)}\naccounted = ${accounted}\nfilled = ${filled}\n`

const body = (marker: Marker, tail: Tail, directory: string): string =>
  `${heading}version = 1
id = ${quote(marker.id)}
number = ${marker.number}
part = ${marker.part}
line = ${marker.line}
bytes = ${marker.bytes}
total = ${marker.total}
fingerprint = ${marker.fingerprint}
socket = ${quote(marker.socket)}
server_pid = ${marker.serverPid}
server_start = ${marker.serverStart}
tmux_version = ${quote(marker.version)}
pane = ${quote(marker.pane)}
gone = ${marker.gone}
row = ${marker.row}
line_index = ${marker.lineIndex}
width = ${marker.width}
history_size = ${marker.historySize}
at = ${marker.at}
directory = ${quote(directory)}
${transcriptFields(marker)}tail = "${tail.map(encodeRun).join(' ')}"
`

/** A marker to the text of its file (TOML, the checksum last). The oldest part of the tail is left out when it would not fit. */
export const encodeMarker = (marker: Marker): string => {
  const directory = Buffer.byteLength(quote(marker.directory)) > 1_000 ? '' : marker.directory
  let tail = marker.tail
  let text = body(marker, tail, directory)
  while (Buffer.byteLength(text) > markerBytes - 60 && tail.length > 0) {
    tail = tail.slice(Math.ceil(tail.length / 8))
    text = body(marker, tail, directory)
  }
  return `${text}checksum = "${seal(text)}"\n`
}

const decodeRun = (text: string): Run => {
  const [hash = '', count] = text.split('*')
  return { hash: Number.parseInt(hash, 36), count: count === undefined ? 1 : Number(count) }
}

/**
 * The text of a marker file to the marker. Out: undefined for anything that is not, byte for byte, what `encodeMarker` wrote for this
 * session in this version; so the fields need no second look, and no TOML library has to be loaded for every tick.
 */
export const decodeMarker = (text: string, id: string): Marker | undefined => {
  const end = text.lastIndexOf('checksum = "')
  const head = text.slice(0, end)
  if (!head.startsWith(`${heading}version = 1\n`) || text.slice(end) !== `checksum = "${seal(head)}"\n`) return undefined
  const fields = new Map(
    head.split('\n').map(line => {
      const at = line.indexOf(' = ')
      return [line.slice(0, at), line.slice(at + 3)]
    }),
  )
  const number = (key: string): number => Number(fields.get(key))
  const string = (key: string): string => String(JSON.parse(fields.get(key) ?? '""'))
  if (string('id') !== id) return undefined
  const tail = string('tail').split(' ').filter(run => run !== '')
  return {
    id,
    number: number('number'),
    part: number('part'),
    line: number('line'),
    bytes: number('bytes'),
    total: number('total'),
    fingerprint: number('fingerprint'),
    socket: string('socket'),
    serverPid: number('server_pid'),
    serverStart: number('server_start'),
    version: string('tmux_version'),
    pane: string('pane'),
    gone: fields.get('gone') === 'true',
    row: number('row'),
    lineIndex: number('line_index'),
    width: number('width'),
    historySize: number('history_size'),
    at: number('at'),
    directory: string('directory'),
    tail: tail.map(decodeRun),
    // Markers of before there were transcripts have none of these.
    panePid: Number(fields.get('pane_pid') ?? 0),
    alternate: fields.get('alternate') === 'true',
    accountedFile: string('accounted_file'),
    accounted: Number(fields.get('accounted') ?? 0),
    filled: Number(fields.get('filled') ?? 0),
  }
}
