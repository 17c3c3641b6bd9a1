/**
 * A program that draws as Ink does (and so Claude Code in its classic renderer): finished lines are printed once, below them a frame is erased and
 * drawn again; a frame that does not fit makes it clear screen and history and print everything again, each time.
 */
import { readFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { compare, printer, readCaptured } from '../helpers/ground-truth.js'
import { inProcess } from '../helpers/in-process.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const frameRow = /^~ frame/
const clearAll = '\u001b[2J\u001b[3J\u001b[H'

interface Case {
  readonly name: string
  /** Rows of the frame, at each redraw. */
  readonly frame: (redraw: number) => number
  /** Heights and widths the window takes on during the life; none: it keeps 80 x 24. */
  readonly resize?: (redraw: number) => readonly [number, number] | undefined
}

const cases: readonly Case[] = [
  { name: 'a frame of 8 rows', frame: () => 8 },
  { name: 'a frame that grows and shrinks', frame: redraw => 2 + (redraw % 19) },
  { name: 'a frame higher than the screen', frame: () => 40 },
  { name: 'a frame that outgrows the screen now and then', frame: redraw => (redraw % 7 === 0 ? 34 : 6) },
  { name: 'a frame of 8 rows in a window that changes its height', frame: () => 8, resize: redraw => (redraw % 9 === 4 ? [80, 16 + ((redraw * 7) % 24)] : undefined) },
]

for (const { name, frame, resize } of cases) {
  t.test(`${name}: each finished line once, no frame among them`, async t => {
    const random = seeded(77)
    t.comment(`seed ${random.seed}`)
    const server = tmuxServer()
    t.teardown(server.stop)
    const pane = server.newPane({ limit: 50_000 })
    const environment = inProcess(server.env)
    const id = parseSessionId('ink')
    const { all, lines } = printer(random)
    pane.write(lines(1))
    await begin(environment, id, { pane: pane.id })
    let height = 24
    let drawn = 0
    for (let redraw = 0; redraw < 60; redraw += 1) {
      const rows = frame(redraw)
      const size = resize?.(redraw)
      if (size !== undefined) {
        server.tmux('resize-window', '-t', pane.id, '-x', String(size[0]), '-y', String(size[1]))
        height = size[1]
      }
      const fresh = lines(random.below(9))
      const shown = Array.from({ length: rows }, (_, row) => `~ frame ${redraw} row ${row}`).join('\r\n')
      // Ink's own order: a frame that fits is erased row by row; one that does not, or did not, or a new size, prints everything anew.
      if (Math.max(drawn, rows) >= height || size !== undefined) pane.write(`${clearAll}${all.map(line => `${line}\r\n`).join('')}${shown}`)
      else pane.write(`${drawn === 0 ? '' : `${'\u001b[2K\u001b[1A'.repeat(drawn - 1)}\u001b[2K\u001b[G`}${fresh}${shown}`)
      drawn = rows
      if (random.below(3) === 0) await captureTick(environment, id)
    }
    const parts = readCaptured(sessionDirectory(environment.paths, id), 1).lines
    t.same(parts.filter(line => frameRow.test(line)), [], 'no row of a frame was settled')
    await end(environment, id)
    const directory = historyDirectory(environment.paths, id)
    const printed = [...all, ...readCaptured(directory, 1).lines.filter(line => frameRow.test(line))]
    const counted = compare(printed, directory)
    t.comment(`${all.length} lines, gaps ${JSON.stringify(counted.gaps)}`)
    t.match(counted, { lost: 0, repeated: [], disordered: [], between: [] })
    t.ok(readFileSync(`${directory}/MANIFEST.json`, 'utf8').includes('sha256'))
  })
}
