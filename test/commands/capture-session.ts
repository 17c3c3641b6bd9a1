import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureLive } from '../../src/commands/capture-live.js'
import { captureSession, type CaptureInput, type CaptureResult, type Wipe } from '../../src/commands/capture-session.js'
import { hashLine } from '../../src/core/capture/hash-line.js'
import { partName } from '../../src/core/session/part-name.js'
import { defaultSettings } from '../../src/core/settings.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { readPending } from '../../src/shell/parts/pending-file.js'
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
  const { plan, total, gone } = await captureLive(environment, id, { final: true, rolls: false })
  t.match({ count: plan.lines.length > 0, total, gone }, { count: true, total: 200, gone: false })
  t.strictSame(readCaptured(live, 1).lines, lines(1, 200))
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
  pane.write('\u001b[2J\u001b[3J\u001b[H')
  print(501, 560)
  const wiped = capture(note)
  t.match(wipes, [{ why: 'cleared', then: total }])
  t.ok((wipes[0]?.drop ?? 0) > 0.5, `${wipes[0]?.drop} of the history is gone`)
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
  const shown = server.tmux('capture-pane', '-p', '-J', '-S', '-', '-t', pane.id).split('\n')
  t.equal(tail.at(-1)?.hash, hashLine(shown[lineIndex - 1] ?? ''))
  t.equal(tail.at(-2)?.hash, hashLine(shown[lineIndex - 2] ?? ''))
  anew(60, 55)
  await captureLive(environment, id, { final: true, rolls: false })
  const text = readCaptured(live, 1).lines.join(' ')
  t.same(said.map((_, index) => text.split(`answer ${index} `).length - 1), said.map(() => 1))
})
