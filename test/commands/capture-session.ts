import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureLive } from '../../src/commands/capture-live.js'
import { partName } from '../../src/core/part-name.js'
import { readMarker } from '../../src/shell/marker-file.js'
import { readPending } from '../../src/shell/pending-file.js'
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
