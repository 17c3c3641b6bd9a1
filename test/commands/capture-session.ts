import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureLive } from '../../src/commands/capture-live.js'
import { captureSession, type CaptureInput, type CaptureResult, type Wipe } from '../../src/commands/capture-session.js'
import { hashLine } from '../../src/core/capture/hash-line.js'
import type { Marker } from '../../src/core/capture/marker.js'
import { extendTail } from '../../src/core/capture/tail.js'
import { partName } from '../../src/core/session/part-name.js'
import { defaultSettings } from '../../src/core/settings.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { readPending, writePending } from '../../src/shell/parts/pending-file.js'
import { capturedSession } from '../helpers/captured-session.js'
import { wrapText } from '../helpers/claude-screen.js'
import { commandStage, lines } from '../helpers/command-stage.js'
import { readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('tmux') ?? commandProblem('flock'))

t.test('parts and pending text together are the pane; the last capture commits the screen too', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 200)
  await begin(environment, id, { pane: pane.id })
  t.strictSame([...readCaptured(live, 1).lines, ...(readPending(live, id)?.lines ?? [])], lines(1, 200))
  print(201, 400)
  await captureLive(environment, id, { final: false, rolls: false })
  const { total: committed, lineIndex } = readMarker(live, id) ?? {}
  t.equal(lineIndex, committed, 'the marker knows which line of the pane the next one is, also when only the end of the pane was read')
  const { plan, total, gone } = await captureLive(environment, id, { final: true, rolls: false })
  t.match({ count: plan.lines.length > 0, total, gone }, { count: true, total: 400, gone: false })
  t.strictSame(readCaptured(live, 1).lines, lines(1, 400))
  t.strictSame(readPending(live, id)?.lines, [])
})

t.test('a torn line and lines behind the marker, as a crash leaves them, are neither lost nor repeated', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 200)
  await begin(environment, id, { pane: pane.id })
  const { line = 0 } = readMarker(live, id) ?? {}
  appendFileSync(join(live, partName(1, 1)), `line ${line + 1}\nline ${line + 2}\nli`)
  print(201, 260)
  const { gaps } = await captureLive(environment, id, { final: true, rolls: false })
  t.strictSame(gaps, [])
  t.strictSame(readCaptured(live, 1).lines, lines(1, 260))
})

t.test('secrets are replaced before anything is written, pending text included', here, async t => {
  const { pane, environment, id, live } = commandStage(t)
  pane.write(`export TOKEN=${'ghp_'}${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}\r\nafter\r\n`)
  await begin(environment, id, { pane: pane.id })
  t.notMatch((readPending(live, id)?.lines ?? []).join('\n'), /a1B2c3D4/)
  await captureLive(environment, id, { final: true, rolls: false })
  const text = readCaptured(live, 1).lines.join('\n')
  t.notMatch(text, /a1B2c3D4/)
  t.match(text, /after$/)
})

t.test('a wipe is told before anything is written, and what the pane shows after it is left for another look', here, async t => {
  const { server, pane, environment, id, live, print } = commandStage(t)
  print(1, 200)
  await begin(environment, id, { pane: pane.id })
  const marker = readMarker(live, id)
  if (marker === undefined) return t.fail('no marker')
  const { socket, serverPid, serverStart, version } = marker
  const capture = (onWipe: CaptureInput['onWipe']): CaptureResult =>
    captureSession({
      id, directory: live, project: server.directory, number: 1, address: { socket, serverPid, serverStart, version, pane: pane.id }, marker: readMarker(live, id), settings: defaultSettings, final: false,
      now: new Date(), panePid: marker.panePid, earlier: () => [], onWipe,
    })
  const wipes: (Wipe & { readonly then: number })[] = []
  const note = (wipe: Wipe): void => void wipes.push({ ...wipe, then: readCaptured(live, 1).lines.length })
  print(201, 210)
  t.equal(capture(note).wiped, undefined)
  const total = readMarker(live, id)?.total ?? 0
  t.same(wipes, [], 'new lines are no wipe')
  const history = readMarker(live, id)?.historySize ?? 0
  pane.write('\u001b[2J\u001b[3J\u001b[H')
  print(501, 560)
  const wiped = capture(note)
  t.match(wipes, [{ why: 'cleared', then: total }])
  const left = Number(server.tmux('display-message', '-p', '-t', pane.id, '#{history_size}'))
  t.equal(wipes[0]?.drop, 1 - left / history, 'the share of the history that is gone')
  t.equal(wiped.wiped, 'cleared')
  t.strictSame(readCaptured(live, 1).lines, lines(1, 210), 'what left the screen is committed')
  t.match(wiped.shown(), lines(501, 560))
  t.match(readCaptured(live, 1).gapsAt, [{ index: 210, gap: { why: 'cleared' } }])
  const again = capture(note)
  t.equal(again.wiped, undefined, 'the same wipe is told once')
  t.equal(wipes.length, 1)
  t.strictSame([...readCaptured(live, 1).lines, ...again.plan.pending], [...lines(1, 210), ...lines(501, 560)])
  t.equal(readCaptured(live, 1).gapsAt.length, 1)
})

t.test('where no rollover is waited for, a wipe costs no line on either side of it', here, async t => {
  const { pane, environment, id, live, print } = commandStage(t)
  print(1, 200)
  await begin(environment, id, { pane: pane.id })
  pane.write('\u001b[2J\u001b[3J\u001b[H')
  print(501, 560)
  await captureLive(environment, id, { final: true, rolls: false })
  t.strictSame(readCaptured(live, 1).lines, [...lines(1, 200), ...lines(501, 560)])
})

t.test('what a program prints anew at another width is taken once, and the marker is of what the pane shows then', here, async t => {
  const { server, pane, environment, id, live } = commandStage(t)
  const said = Array.from({ length: 60 }, (_, index) => `answer ${index} is long enough to be broken at any of the widths that are tried here, number ${index}`)
  const anew = (count: number, width: number): void =>
    pane.write(`\u001b[H\u001b[2J\u001b[3J${said.slice(0, count).flatMap(text => wrapText(text, width)).map(row => `${row}\r\n`).join('')}`)
  anew(50, 70)
  await begin(environment, id, { pane: pane.id })
  anew(50, 55)
  await captureLive(environment, id, { final: false, rolls: false })
  const { tail = [], lineIndex = 0 } = readMarker(live, id) ?? {}
  const shown = server.tmux('capture-pane', '-p', '-J', '-S', '-', '-t', pane.id).split('\n').map(line => line.trimEnd())
  t.equal(tail.at(-1)?.hash, hashLine(shown[lineIndex - 1] ?? ''))
  t.equal(tail.at(-2)?.hash, hashLine(shown[lineIndex - 2] ?? ''))
  anew(60, 55)
  await captureLive(environment, id, { final: true, rolls: false })
  const text = readCaptured(live, 1).lines.join(' ')
  t.same(said.map((_, index) => text.split(`answer ${index} `).length - 1), said.map(() => 1))
})

/** A session on the disk whose pane has ended: its parts, the text that was pending behind them, and a capture that finds no pane. */
const withoutPane = (t: Test, parts: readonly (readonly string[])[], pending: { total: number; lines: string[] } | undefined) => {
  const { id, directory, environment, record } = capturedSession(t, parts)
  if (pending !== undefined) writePending(directory, id, pending)
  const first = readMarker(directory, id) as Marker
  const capture = (marker: Marker | undefined, rotateLines = 60_000): CaptureResult =>
    captureSession({
      id, directory, project: '/p', number: 1, address: { socket: `${environment.paths.root}/none`, serverPid: 1, serverStart: 1, version: '3.4', pane: '%1' }, marker, settings: { ...defaultSettings, rotateLines }, final: false,
      now: new Date('2026-02-01T00:00:00.000Z'), panePid: 9, earlier: () => [],
    })
  const text = (): string[] => readCaptured(directory, 1).lines
  return { directory, record, first, capture, text, marker: () => readMarker(directory, id), pending: () => readPending(directory, id), gaps: () => readCaptured(directory, 1).gapsAt.map(({ gap }) => gap) }
}

t.test('of a pane that has ended what was seen last is committed, once, and a gap says since when nothing is known', here, async t => {
  const { capture, text, first, marker, pending, gaps } = withoutPane(t, [['a', 'b']], { total: 2, lines: ['seen', 'last'] })
  const marked = { ...first, at: 1_767_225_600, tail: extendTail([], ['of the pane']), accountedFile: 'transcript.2.jsonl', accounted: 7, filled: 1 }
  t.match(capture(marked), { gone: true, wiped: 'pane-gone', alternate: false, more: false, historyLimit: undefined, total: 4, captured: [{ part: 1, count: 2 }] })
  t.same([text(), pending()], [['a', 'b', 'seen', 'last'], { total: 4, lines: [] }])
  t.match(gaps(), [{ why: 'pane-gone', part: 1, line: 4, since: '2026-01-01T00:00:00.000Z', at: '2026-02-01T00:00:00.000Z' }])
  t.match(marker(), { gone: true, total: 4, line: 4, version: '3.4', panePid: 9, accountedFile: 'transcript.2.jsonl', accounted: 7, filled: 1, at: 1_769_904_000 })
  t.strictSame(marker()?.tail, extendTail([], ['of the pane', 'seen', 'last']))
  const again = capture(marker())
  t.match(again, { gone: true, wiped: undefined, gaps: [], captured: [] })
  t.same([again.shown(), text().length, gaps().length, marker()?.gone], [[], 4, 1, true])
})

t.test('what of it a killed tick had committed already is not committed again', here, async t => {
  for (const behind of [['seen'], ['seen', 'last'], ['seen', 'last', 'and more'], []]) {
    const { capture, text, first, directory, pending } = withoutPane(t, [['a', 'b']], { total: 2, lines: ['seen', 'last'] })
    appendFileSync(join(directory, partName(1, 1)), behind.map(line => `${line}\n`).join(''))
    capture(first)
    t.same([text(), pending()?.total], [['a', 'b', 'seen', 'last', ...behind.slice(2)], Math.max(4, 2 + behind.length)], behind.join())
  }
  const { capture, text, first, directory, pending } = withoutPane(t, [['a', 'b']], { total: 2, lines: [] })
  appendFileSync(join(directory, partName(1, 1)), 'seen\n')
  capture(first)
  t.same([text(), pending()], [['a', 'b', 'seen'], { total: 3, lines: [] }], 'and the pending text is behind it')
})

t.test('without a marker, or with one for other parts, the end of the parts is what the pane is compared with', here, async t => {
  const { capture, marker, first, text, gaps } = withoutPane(t, [['a', 'b']], undefined)
  capture(undefined)
  t.match(marker(), { total: 2, accountedFile: '', accounted: 0, filled: -1, gone: true })
  t.strictSame(marker()?.tail, extendTail([], ['a', 'b']))
  t.equal(gaps()[0]?.since, undefined, 'of a pane that was never looked at nobody knows since when')
  const tail = extendTail([], ['of the pane'])
  for (const [total, expected] of [[1, tail], [2, tail], [3, extendTail([], ['a', 'b'])]] as const) {
    capture({ ...first, tail, total, fingerprint: 12_345, historySize: -1 })
    t.strictSame(marker()?.tail, expected, `a marker of ${total} lines for parts of two`)
  }
  t.same([text(), gaps().some(({ since }) => since !== undefined)], [['a', 'b'], false])
})

t.test('damage in the parts is a gap where they go on, and names where it stands', here, async t => {
  const { capture, directory, first, gaps } = withoutPane(t, [['a', 'b']], { total: 2, lines: ['seen'] })
  appendFileSync(join(directory, partName(1, 1)), '\0\0\n')
  capture(first)
  t.match(gaps(), [{ why: 'damaged', part: 1, line: 2, known: /damaged-1$/ }, { why: 'pane-gone', line: 3 }])
})

t.test('a part that is filled to its last line gives way to the next one, which begins with no byte', here, async t => {
  const { capture, directory, first, marker, text } = withoutPane(t, [['a', 'b']], { total: 2, lines: ['seen'] })
  capture(first, 3)
  t.match(marker(), { part: 2, line: 0, bytes: 0, fingerprint: 0, total: 3 })
  t.equal(readFileSync(join(directory, partName(1, 1)), 'utf8'), 'a\nb\nseen\n')
  t.match(capture(marker(), 3), { captured: [], gaps: [] })
  t.same(text(), ['a', 'b', 'seen'])
})
