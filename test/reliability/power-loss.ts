/**
 * R3: power loss. Real ticks are recorded (strace) while they append, rotate, are killed, find a failing disk and a cleared pane, and while the session
 * ends; then the power is lost at every recorded call, many times over: of what is not durable yet, anything may be there (helpers/crash-disk.ts). What
 * stood in the parts when a tick had exited 0 must be there; no marker may claim more than the parts hold, no line may stand behind a gap that is not told, and no manifest name a file that
 * is not whole; and from a sample of the states a tick goes on against the real pane. The last tests take away what makes it durable and must find losses.
 * STATES=1000000 SEED=3 npx tap test/reliability/power-loss.ts runs others.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import t from 'tap'
import { encodeGap, type Gap } from '../../src/core/capture/gap.js'
import { fingerprint, fingerprintBytes } from '../../src/core/capture/fingerprint.js'
import { decodeMarker, type Marker } from '../../src/core/capture/marker.js'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { partName } from '../../src/core/session/part-name.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { crashDisk, type DiskCall } from '../helpers/crash-disk.js'
import { liveSession, whatIsWrong, type LiveSession } from '../helpers/live-session.js'
import { needs } from '../helpers/needs.js'
import { seeded, type Seeded } from '../helpers/seeded.js'
import { straceProblem, traceCommand, type Traced } from '../helpers/strace.js'
import { diskCalls } from '../helpers/trace-disk.js'

const campaign = process.env.CAMPAIGN === '1'
const states = Number(process.env.STATES ?? 100_000)
const onDisk = campaign ? 1_500 : 60
const clear = '\u001b[H\u001b[2J\u001b[3J'
type Files = Map<string, Buffer>

const filesBelow = (directory: string): Files =>
  new Map(
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .map(name => join(directory, name))
      .filter(path => statSync(path).isFile())
      .map(path => [path, readFileSync(path)] as const),
  )

/** What was recorded: the files before, and every call since. */
interface Recording {
  readonly start: Files
  readonly calls: DiskCall[]
}

/** Records one run and adds it; `inject` breaks the n-th fsync. A run that exits 0 is a promise. */
const record = (live: LiveSession, { calls }: Recording, command: readonly string[], n = 0, inject = ''): Traced => {
  const { root } = live.environment.paths
  const before = filesBelow(root)
  const at = n === 0 ? undefined : { name: 'fsync', file: undefined, n, text: '' }
  const run = traceCommand(command, { env: live.server.env, log: join(live.server.directory, 'trace'), below: [root], data: true, at, inject })
  calls.push(...diskCalls(run.lines, root, file => before.has(file)))
  if (run.code === 0) calls.push({ kind: 'acknowledged' })
  return run
}

const isPart = (path: string): boolean => /_PART\d+\.md$/.test(path)
const isPromised = (path: string): boolean => isPart(path) || path.endsWith('/gaps.jsonl')

const decoded = new WeakMap<Buffer, { readonly marker: Marker | undefined }>()

// The same durable bytes come back a thousand times.
const markerIn = (bytes: Buffer | undefined, id: string): Marker | undefined => {
  if (bytes === undefined) return undefined
  const found = decoded.get(bytes) ?? { marker: decodeMarker(bytes.toString('utf8'), id) }
  decoded.set(bytes, found)
  return found.marker
}

const newlines = (bytes: Buffer): number => bytes.toString('latin1').split('\n').length - 1

/** Which of the gaps there will be in the end has lines behind it and is not told; '' when none. */
const untold = (byName: ReadonlyMap<string, () => Buffer>, gaps: readonly Gap[]): string => {
  const told = (byName.get('gaps.jsonl')?.() ?? Buffer.alloc(0)).toString()
  const lines = (part: number): number => newlines(byName.get(partName(1, part))?.() ?? Buffer.alloc(0))
  const found = gaps.find(gap => !told.includes(encodeGap(gap)) && (lines(gap.part) > gap.line || lines(gap.part + 1) > 0))
  return found === undefined ? '' : `part ${found.part} goes on behind line ${found.line}, and the gap there is not told`
}

/** Which file of a manifest is not as it says; '' when all are, or there is no manifest. */
const incomplete = (byName: ReadonlyMap<string, () => Buffer>): string => {
  const manifest = byName.get('MANIFEST.json')?.()
  if (manifest === undefined) return ''
  const { files } = JSON.parse(manifest.toString()) as { files: { name: string; bytes: number; sha256: string }[] }
  const wrong = files.filter(({ name }) => isPart(name) || isJoinedName(name)).find(({ name, sha256 }) => createHash('sha256').update(byName.get(name)?.() ?? '').digest('hex') !== sha256)
  return wrong === undefined ? '' : `the manifest names ${wrong.name}, which is not whole`
}

/** What a state lacks, in a sentence; '' when it keeps all promises. In: the gaps that there will be in the end. */
const broken = (state: ReadonlyMap<string, () => Buffer>, promised: Files, id: string, gaps: readonly Gap[]): string => {
  const byName = new Map([...state].map(([path, bytes]) => [path.slice(path.lastIndexOf('/') + 1), bytes]))
  for (const [name, bytes] of promised) {
    const found = byName.get(name)?.()
    if (found === undefined) return `${name} is not there`
    if (found === bytes) continue
    if (found.length < bytes.length || bytes.compare(found, 0, bytes.length) !== 0) return `${name} does not hold its first ${bytes.length} bytes`
  }
  const unsaid = untold(byName, gaps) || incomplete(byName)
  if (unsaid !== '') return unsaid
  const marker = markerIn(byName.get(`.capture_marker.${id}`)?.(), id)
  if (marker === undefined || marker.bytes === 0) return ''
  const part = byName.get(partName(marker.number, marker.part))?.() ?? Buffer.alloc(0)
  if (part.length < marker.bytes) return `the marker says ${marker.bytes} bytes of part ${marker.part}, which has ${part.length}`
  return fingerprint(part.subarray(Math.max(0, marker.bytes - fingerprintBytes), marker.bytes)) === marker.fingerprint ? '' : 'the marker is for another text'
}

const keepOne = (kept: Map<string, Files>, state: ReadonlyMap<string, () => Buffer>): void => {
  const files: Files = new Map([...state].map(([path, bytes]) => [path, bytes()]))
  kept.set([...files].map(([path, bytes]) => `${path} ${bytes.toString('base64')}`).join('\n'), files)
}

/** Loses the power `count` times, spread over all calls. Out: how often a promise was broken, an example, and up to `keep` different states. */
const losePower = ({ start, calls }: Recording, id: string, random: Seeded, count: number, { keep = 0, gaps = [] as readonly Gap[] } = {}): { bad: number; example: string; kept: Files[]; tried: number } => {
  const disk = crashDisk(start)
  let promised: Files = new Map([...start].filter(([path]) => isPromised(path)).map(([path, bytes]) => [basename(path), bytes]))
  const kept = new Map<string, Files>()
  let [bad, example, tried] = [0, '', 0]
  const each = Math.ceil(count / calls.length)
  calls.forEach((call, index) => {
    disk.play(call)
    if (call.kind === 'acknowledged') promised = new Map([...disk.seen()].filter(([path]) => isPromised(path)).map(([path, bytes]) => [basename(path), bytes]))
    for (let round = 0; round < each; round += 1) {
      const state = disk.crash(random)
      tried += 1
      const what = broken(state, promised, id, gaps)
      if (what !== '') [bad, example] = [bad + 1, `after call ${index} (${call.kind}): ${what}`]
      if (keep > 0 && random.below(Math.ceil(calls.length / keep) * each) === 0) keepOne(kept, state)
    }
  })
  return { bad, example, kept: [...kept.values()], tried }
}

const putOnDisk = (root: string, state: Files): void => {
  rmSync(root, { recursive: true })
  for (const directory of ['sessions', 'history', 'projects']) mkdirSync(join(root, directory), { recursive: true, mode: 0o700 })
  for (const [path, bytes] of state) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, bytes, { mode: 0o600 })
  }
}

t.test('power loss at any call', needs(straceProblem()), async t => {
  const random = seeded(83)
  t.comment(`seed ${random.seed}`)
  const live = await liveSession(t, { seed: random.seed, rotateLines: 25, clears: true })
  const { root } = live.environment.paths
  live.print(100)
  await live.tick()
  const { tick } = live.command
  const recording: Recording = { start: filesBelow(root), calls: [] }

  live.print(60)
  t.equal(record(live, recording, tick).code, 0, 'a tick that appends and rotates')
  t.equal(record(live, recording, tick).code, 0, 'a tick with nothing new')
  live.print(60)
  t.equal(record(live, recording, tick, 1, 'signal=KILL').signal, 'SIGKILL', 'a tick that is killed before its first fsync')
  t.equal(record(live, recording, tick).code, 0, 'the tick that finds its lines')
  live.print(60)
  t.equal(record(live, recording, tick, 1, 'error=EIO').code, 74, 'a tick whose first fsync fails')
  t.equal(record(live, recording, tick).code, 0, 'the tick after it')

  await t.test(`${onDisk} states on a real disk: the next tick loses nothing and repeats nothing`, async t => {
    const back = live.save()
    const { kept } = losePower(recording, live.id, random, 20_000, { keep: onDisk })
    const wrong: string[] = []
    for (const state of kept) {
      putOnDisk(root, state)
      await live.tick()
      const counted = await live.finish()
      // What a power loss left of lines that were not promised yet is kept aside, and a gap says so.
      const found = whatIsWrong({ ...counted, gaps: {} })
      const others = Object.keys(counted.gaps).filter(why => why !== 'damaged')
      const aside = readdirSync(live.history).some(name => name.includes('.damaged-'))
      if (found !== '' || others.length > 0 || (counted.gaps.damaged !== undefined && !aside)) wrong.push(whatIsWrong(counted))
    }
    back()
    t.comment(`${kept.length} different states, ${wrong.length} wrong`)
    t.ok(kept.length > onDisk / 3)
    t.strictSame(wrong.slice(0, 3), [])
  })

  live.pane.write(clear)
  live.print(70)
  t.equal(record(live, recording, tick).code, 0, 'a tick after a clear')
  live.pane.write(clear)
  live.print(70)
  t.equal(record(live, recording, tick, 1, 'signal=KILL').signal, 'SIGKILL', 'one that is killed before its gap is durable')
  t.equal(record(live, recording, tick).code, 0, 'the tick that finds the gap')
  t.equal(record(live, recording, live.command.end).code, 0, 'the end')
  const gaps = readGaps(join(live.history, 'gaps.jsonl'))
  t.equal(gaps.length, 2)

  await t.test(`${states} power losses: nothing that a tick had promised is lost`, async t => {
    const began = performance.now()
    const { bad, example, tried } = losePower(recording, live.id, random, states, { gaps })
    t.comment(`${recording.calls.length} calls, ${tried} power losses, ${bad} broke a promise, ${Math.round(performance.now() - began)} ms`)
    t.equal(bad, 0, example)
  })

  const without = (drop: (call: DiskCall) => boolean): Recording => ({ ...recording, calls: recording.calls.filter(call => !drop(call)) })
  const before = (call: DiskCall): DiskCall | undefined => recording.calls[recording.calls.indexOf(call) - 1]
  const mutations: Record<string, Recording> = {
    'without the fsync of the directory behind the joined file': without(call => call.kind === 'sync-directory' && isRename(before(call), /_LINES\.txt$/)),
    'without the fsync of the parts': without(call => call.kind === 'sync' && isPart(call.file)),
    'without the fsync of the directory': without(call => call.kind === 'sync-directory'),
    'without the fsync of the gaps': without(call => call.kind === 'sync' && call.file.endsWith('gaps.jsonl')),
    'with the marker before the lines': { ...recording, calls: moved(recording.calls, '.capture_marker.', 'first') },
    'with the lines before their gaps': { ...recording, calls: moved(recording.calls, 'gaps.jsonl', 'last') },
  }
  for (const [name, mutated] of Object.entries(mutations)) {
    // Between the two syncs of the end there are only few calls.
    const count = name.includes(' behind ') ? 50_000 : 5_000
    await t.test(`${name} the same check finds broken promises`, async t => {
      const { bad, example } = losePower(mutated, live.id, random, count, { gaps })
      t.comment(`${bad} of ${count}; ${example}`)
      t.ok(bad > 0)
    })
  }

  await t.test('without the fsync of the marker nothing is lost: it is only a hint', async t => {
    const { bad, example } = losePower(without(call => call.kind === 'sync' && call.file.includes('.capture_marker.')), live.id, random, 5_000)
    t.equal(bad, 0, example)
  })
})

const isRename = (call: DiskCall | undefined, to: RegExp): boolean => call?.kind === 'rename' && to.test(call.to)

/** The same calls, with those of one file of each tick before or behind all others of it. */
const moved = (calls: readonly DiskCall[], name: string, where: 'first' | 'last'): DiskCall[] => {
  const ticks: { own: DiskCall[]; others: DiskCall[]; said: DiskCall[] }[] = [{ own: [], others: [], said: [] }]
  for (const call of calls) {
    const tick = ticks.at(-1)
    if (call.kind === 'acknowledged') {
      tick?.said.push(call)
      ticks.push({ own: [], others: [], said: [] })
    } else if ('file' in call && call.file.includes(name)) tick?.own.push(call)
    else tick?.others.push(call)
  }
  return ticks.flatMap(({ own, others, said }) => [...(where === 'first' ? [...own, ...others] : [...others, ...own]), ...said])
}
