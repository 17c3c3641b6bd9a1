import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { compare, printer } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const enter = '\u001b[?1049h'
const leave = '\u001b[?1049l'

for (const before of [5, 400]) {
  t.test(`a full-screen program after ${before} lines hides nothing and repeats nothing`, async t => {
    const server = tmuxServer()
    t.teardown(server.stop)
    const pane = server.newPane({ limit: 2_000 })
    const environment = inProcess(server.env)
    const id = parseSessionId('fullscreen')
    const { all, lines } = printer(seeded(before))
    pane.write(lines(before))
    await begin(environment, id, { pane: pane.id })
    for (let round = 0; round < 3; round += 1) {
      pane.write(`${enter}\u001b[2J\u001b[Hframe ${round}\r\n`)
      await captureTick(environment, id)
      pane.write('\u001b[H'.concat('a full-screen frame\r\n'.repeat(60)))
      await captureTick(environment, id)
      pane.write(leave)
      if (round % 2 === 0) await captureTick(environment, id)
      pane.write(lines(30 + round))
      await captureTick(environment, id)
    }
    await end(environment, id)
    const counted = compare(all, historyDirectory(environment.paths, id))
    t.match(counted, { lost: 0, repeated: [], disordered: [], between: [], gaps: {} })
    t.equal(counted.captured, all.length)
  })
}

t.test('a session that ends under a full-screen program has the main screen that it hides', async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 2_000 })
  const environment = inProcess(server.env)
  const id = parseSessionId('hidden')
  const { all, lines } = printer(seeded(9))
  pane.write(lines(50))
  await begin(environment, id, { pane: pane.id })
  pane.write(lines(10) + enter + 'a frame')
  await end(environment, id)
  const counted = compare(all, historyDirectory(environment.paths, id))
  t.match(counted, { lost: 0, repeated: [], between: [], gaps: {} })
  t.equal(counted.captured, all.length)
})
