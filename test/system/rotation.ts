/**
 * (c) of the main promise: 150,000 lines become parts of exactly 60,000, 60,000 and 30,000 lines, and the joined file is their sum.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { begin } from '../../src/commands/begin.js'
import { captureTick } from '../../src/commands/capture-tick.js'
import { end } from '../../src/commands/end.js'
import { historyDirectory, sessionDirectory } from '../../src/core/paths.js'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { inProcess } from '../helpers/in-process.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem } from '../helpers/user-manager.js'

const text = (from: number, to: number): string => Array.from({ length: to - from + 1 }, (_, index) => `#${from + index}# a line\r\n`).join('')
const linesIn = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1)

t.test('150,000 lines fill two parts to the line and begin a third; joined they are the same bytes', needs(commandProblem('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 200_000 })
  const environment = inProcess(server.env)
  const id = parseSessionId('rotation')
  // A pane that shows nothing gives nothing to hold on to; a prompt would be there.
  pane.write(text(1, 1))
  await begin(environment, id, { pane: pane.id })
  const live = sessionDirectory(environment.paths, id)

  // 59,000 and a screenful that is not settled; then one tick that crosses two borders.
  pane.write(text(2, 59_047))
  await captureTick(environment, id)
  t.match(readMarker(live, id), { part: 1, line: 59_000, total: 59_000 })
  pane.write(text(59_048, 60_047))
  await captureTick(environment, id)
  t.match(readMarker(live, id), { part: 2, line: 0, total: 60_000 }, 'a part that is full gives way at once, and the count begins at 0')
  t.notOk(existsSync(`${live}/session_00001_PART2.md`), 'the next part is made with its first line')
  const first = readFileSync(`${live}/session_00001_PART1.md`)
  pane.write(text(60_048, 150_000))
  await captureTick(environment, id)
  t.match(environment.lines.at(-1), /captured 89953 lines \(1-60000 part 2, 1-29953 part 3\)/)
  t.ok(first.equals(readFileSync(`${live}/session_00001_PART1.md`)), 'a full part is never touched again')
  await end(environment, id)

  const history = historyDirectory(environment.paths, id)
  const names = readdirSync(history)
  const parts = [1, 2, 3].map(part => `${history}/session_00001_PART${part}.md`)
  t.strictSame(names.filter(name => name.includes('_PART')), parts.map(part => part.slice(history.length + 1)))
  t.strictSame(parts.map(part => linesIn(part).length), [60_000, 60_000, 30_000])
  const joined = names.find(isJoinedName) ?? ''
  t.match(joined, /_150000_LINES\.txt$/)
  const bytes = readFileSync(`${history}/${joined}`)
  t.ok(bytes.equals(Buffer.concat(parts.map(part => readFileSync(part)))))
  t.equal(bytes.toString(), text(1, 150_000).replaceAll('\r', ''), 'every line once, in order')
  const { files } = JSON.parse(readFileSync(`${history}/MANIFEST.json`, 'utf8')) as { files: { name: string; lines: number; sha256: string }[] }
  t.match(files.find(file => file.name === joined), { lines: 150_000, sha256: createHash('sha256').update(bytes).digest('hex') })
  t.notOk(existsSync(`${history}/gaps.jsonl`))
  pane.close()
})
