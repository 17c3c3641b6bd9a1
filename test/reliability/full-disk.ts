/**
 * R5: the disk is full. 64 KB hold the session's files; a tick has 10 KB to write and 0 to 16 KB of space for it, in 33 steps. It fails with exit code 74
 * and names the file, or it succeeds; no half file is published, no torn line is left, and when there is space again the next tick is exact.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { partNumber } from '../../src/core/session/part-name.js'
import { readMarker } from '../../src/shell/parts/marker-file.js'
import { liveSession, whatIsWrong } from '../helpers/live-session.js'
import { needs } from '../helpers/needs.js'
import { smallDisk, smallDiskProblem } from '../helpers/small-disk.js'

const page = 4_096
const stepBytes = 512
const steps = 33

const textOfParts = (directory: string): string =>
  readdirSync(directory)
    .filter(name => partNumber(1, name) !== undefined)
    .sort()
    .map(name => readFileSync(join(directory, name), 'utf8'))
    .join('')

t.test('0 to 16 KB free on a disk of 64 KB: nothing torn, nothing lost, exit 74 names the file', needs(smallDiskProblem()), async t => {
  const live = await liveSession(t, { seed: 91 })
  const { root } = live.environment.paths
  // A file system gives out whole pages; where the part ends in its last page decides what a step of 512 bytes means. So: eight beginnings.
  const beginnings: string[] = []
  for (let index = 0; index < page / stepBytes; index += 1) {
    live.print(9 + live.random.below(20))
    await live.tick()
    const copy = join(live.server.directory, `beginning-${index}`)
    cpSync(root, copy, { recursive: true })
    beginnings.push(copy)
  }
  live.print(260)
  const disk = smallDisk(t, root, 65_536)
  const mounted = disk.seen
  const directory = join(mounted, 'sessions', live.id)
  const run = (command: readonly string[]): { status: number | null; stderr: string } => {
    const [program = '', ...args] = disk.inside(command)
    return spawnSync(program, args, { env: live.server.env, encoding: 'utf8' })
  }
  const codes: Record<string, number> = {}
  const named: Record<string, number> = {}
  for (let step = 0; step < steps; step += 1) {
    const free = step * stepBytes
    for (const name of readdirSync(mounted)) rmSync(join(mounted, name), { recursive: true })
    cpSync(beginnings[step % beginnings.length] ?? '', mounted, { recursive: true })
    const before = { marker: readMarker(directory, live.id), text: textOfParts(directory) }
    const { bavail, bsize } = statfsSync(mounted)
    writeFileSync(join(mounted, 'fill'), Buffer.alloc(bavail * bsize - Math.floor(free / page) * page, 1))

    const full = run(live.command.tick)
    codes[String(full.status)] = (codes[String(full.status)] ?? 0) + 1
    const what = `${free} bytes free`
    if (full.status !== 0) {
      const file = /\/([^/ ]+) failed/.exec(full.stderr)?.[1] ?? 'none'
      named[file] = (named[file] ?? 0) + 1
      t.equal(full.status, 74, `${what}: exit 74`)
      t.match(full.stderr, `${root}/sessions/${live.id}/`, `${what}: the file is named`)
      t.match(full.stderr, /ENOSPC\. The disk is full/)
      t.equal(full.stderr.trim().split('\n').length, 1, `${what}: one line`)
    }
    const marker = readMarker(directory, live.id)
    const text = textOfParts(directory)
    t.ok(marker !== undefined, `${what}: there is a valid marker`)
    t.ok(text.startsWith(before.text) && text.endsWith('\n'), `${what}: whole lines, the old ones first`)
    if (marker?.total === before.marker?.total) t.strictSame(marker, before.marker, `${what}: the old marker`)
    else t.equal(marker?.total, text.split('\n').length - 1, `${what}: the new marker is for what is there`)

    rmSync(join(mounted, 'fill'))
    t.equal(run(live.command.tick).status, 0, `${what}: goes on when there is space`)
    // Only what is in it: a mount point that is removed takes the mount with it.
    for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true })
    cpSync(mounted, root, { recursive: true })
    t.equal(whatIsWrong(await live.finish()), '', `${what}: exact`)
  }
  t.comment(`exit codes ${JSON.stringify(codes)}, files named ${JSON.stringify(named)}`)
  t.ok((codes['74'] ?? 0) > 10 && (codes['0'] ?? 0) > 0, 'some had too little space and some had enough')
})
