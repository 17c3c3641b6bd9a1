/**
 * What the reliability tests believe of tmux, held against tmux: the fake grid and a real pane are written, cleared and resized alike at random
 * and must show the same rows, the same joined lines and the same history. RUNS=400 SEED=3 runs others.
 */
import t from 'tap'
import { takeSnapshot } from '../../src/shell/tmux/take-snapshot.js'
import { fakeGrid } from '../helpers/fake-grid.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const runs = Number(process.env.RUNS ?? 12)

t.test(`${runs} random lives of a pane: the fake grid shows what tmux shows after every step`, async t => {
  const random = seeded(61)
  t.comment(`seed ${random.seed}`)
  const server = tmuxServer()
  t.teardown(server.stop)
  let steps = 0
  for (let run = 0; run < runs; run += 1) {
    const limit = random.pick([5, 10, 37, 100, 400])
    const pane = server.newPane({ limit, width: 80, height: 24 })
    const [serverPid = 0, serverStart = 0] = server.tmux('display-message', '-p', '-t', pane.id, '#{pid} #{start_time}').split(' ').map(Number)
    const version = server.tmux('display-message', '-p', '-t', pane.id, '#{version}')
    const address = { socket: server.socket, serverPid, serverStart, pane: pane.id, version }
    let [width, height] = [20 + random.below(60), 3 + random.below(20)]
    server.tmux('resize-window', '-t', pane.id, '-x', String(width), '-y', String(height))
    const grid = fakeGrid({ width, height, limit })
    const story: string[] = [`limit ${limit}, ${width}x${height}`]
    const text = (): string => Array.from({ length: random.below(7) === 0 ? random.below(40) : random.below(9) }, () => random.below(36 ** 4).toString(36)).join(' ')
    const both = (written: string): void => {
      pane.write(written)
      grid.write(written)
    }
    const actions: Record<string, () => void> = {
      print: () => both(Array.from({ length: 1 + random.below(30) }, () => `${text()}${random.below(5) === 0 ? '   ' : ''}\r\n`).join('')),
      open: () => both(text()),
      exact: () => both(`${'x'.repeat(width * (1 + random.below(3)))}\r\n`),
      erase: () => both(random.pick(['\x1b[H\x1b[2J', '\x1b[H\x1b[J', '\x1bc', '\x1b[H\x1b[2J\x1b[3J', '\x1b[2J\x1b[3J\x1b[H', '\x1b[3J', '\x1b[3J\x1b[H\x1b[2J'])),
      'clear-history': () => {
        server.tmux('clear-history', '-t', pane.id)
        grid.clearHistory()
      },
      resize: () => {
        const which = random.below(3)
        if (which !== 0) width = 5 + random.below(100)
        if (which !== 1) height = 2 + random.below(30)
        server.tmux('resize-window', '-t', pane.id, '-x', String(width), '-y', String(height))
        grid.resize(width, height)
      },
    }
    for (let step = 0; step < 15; step += 1) {
      const action = random.pick(['print', 'print', 'print', 'open', 'exact', 'erase', 'clear-history', 'resize', 'resize'])
      actions[action]?.()
      story.push(action === 'resize' ? `resize ${width}x${height}` : action)
      const above = random.below(2) === 0 ? Infinity : random.below(60)
      const real = takeSnapshot(address, above, line => line.trimEnd())
      const fake = grid.snapshot(above)
      const seen = real && { from: real.from, lines: real.lines, size: [real.state.width, real.state.height, real.state.historySize] }
      const expected = { from: fake.from, lines: fake.lines, size: [fake.state.width, fake.state.height, fake.state.historySize] }
      steps += 1
      if (JSON.stringify(seen) === JSON.stringify(expected)) continue
      t.same(expected, seen, `run ${run}, above ${above}: ${story.join(', ')}`)
      break
    }
    pane.close()
    server.tmux('kill-pane', '-t', pane.id)
  }
  t.comment(`${steps} snapshots compared`)
  t.pass('compared')
})
