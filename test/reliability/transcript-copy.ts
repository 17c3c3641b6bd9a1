/**
 * The copy of a transcript under what happens to one: appends, torn and NUL lines, replacement, shortening, rewriting, lost markers, runs that die at any point. What must
 * hold after each whole run: the current copy is exactly the source's records, in order; no copy ever loses or changes a whole line; a new copy is begun only when the source goes on
 * with none; every damaged line is kept apart once.
 * RUNS=20000 SEED=3 npx tap test/reliability/transcript-copy.ts runs others.
 */
import { spawnSync } from 'node:child_process'
import { appendFileSync, copyFileSync, cpSync, existsSync, ftruncateSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import t from 'tap'
import { transcriptCopyNumber } from '../../src/core/transcript/transcript-copy-name.js'
import { copyTranscript, type CopiedTranscript } from '../../src/shell/transcript/copy-transcript.js'
import { transcriptMarkerFile } from '../../src/shell/transcript/transcript-marker-file.js'
import { needs } from '../helpers/needs.js'
import { seeded, type Seeded } from '../helpers/seeded.js'
import { briefly, straceProblem, traceCommand, type Call } from '../helpers/strace.js'

const campaign = process.env.CAMPAIGN === '1'
const runs = Number(process.env.RUNS ?? (campaign ? 20_000 : 250))
const id = 'work'

const isRecord = (line: string): boolean => {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch (error) {
    return !(error instanceof SyntaxError)
  }
}

/** The whole lines of a file: what is behind the last newline is none. */
const wholeLines = (file: string): string[] => (existsSync(file) ? readFileSync(file, 'latin1').split('\n').slice(0, -1) : [])
const copiesIn = (directory: string): Map<string, string[]> =>
  new Map(readdirSync(directory).filter(name => transcriptCopyNumber(name) !== undefined).map(name => [name, wholeLines(join(directory, name))] as const))
const beginsWith = (lines: readonly string[], start: readonly string[]): boolean => start.every((line, index) => lines[index] === line)

/** What is wrong after a whole run, in a sentence; '' when nothing is. */
const wrongAfter = (directory: string, source: string, before: ReadonlyMap<string, string[]>, copied: CopiedTranscript, damagedEver: Set<string>): string => {
  const lines = wholeLines(source)
  const records = lines.filter(isRecord)
  for (const line of lines) if (line !== '' && !isRecord(line)) damagedEver.add(line)
  const after = copiesIn(directory)
  const current = after.get(copied.file) ?? []
  if (current.length !== records.length || !beginsWith(current, records)) return `${copied.file} has ${current.length} lines, the source ${records.length} records`
  for (const [name, old] of before) {
    const now = after.get(name) ?? []
    if (!beginsWith(now, old)) return `${name} lost or changed lines`
    if (name !== copied.file && now.length !== old.length) return `${name} grew`
  }
  const file = join(directory, copied.file)
  if (existsSync(file) && (statSync(file).size !== copied.to || (copied.to > 0 && readFileSync(file).at(-1) !== 0x0a))) return `${copied.file} does not end where it is said to`
  if (current.length > 0 && !before.has(copied.file)) {
    const could = [...before].find(([, old]) => old.length > 0 && beginsWith(records, old))
    if (could !== undefined) return `${could[0]} could have been gone on with, ${copied.file} was begun`
  }
  const kept = wholeLines(join(directory, 'transcript.damaged'))
  if (kept.length !== new Set(kept).size) return 'a damaged line is kept twice'
  if (kept.length !== damagedEver.size || kept.some(line => !damagedEver.has(line))) return `${kept.length} damaged lines are kept, ${damagedEver.size} were met`
  return ''
}

interface World {
  readonly random: Seeded
  readonly directory: string
  readonly elsewhere: string
  source: string
  next: number
}

const record = (world: World, size = world.random.below(400)): string => {
  world.next += 1
  return JSON.stringify({ type: 'user', uuid: `u${world.next}`, text: 'é"\\x'.repeat(size) })
}
const records = (world: World, count: number): string => Array.from({ length: count }, () => `${record(world)}\n`).join('')
const randomPlace = ({ source, random }: World): number => random.below(statSync(source).size + 1)

/** What can happen to a transcript. */
const events: Readonly<Record<string, (world: World) => void>> = {
  append: world => appendFileSync(world.source, records(world, 1 + world.random.below(6))),
  'append more': world => appendFileSync(world.source, records(world, 1 + world.random.below(6))),
  'torn, whole the next time': world => {
    const line = record(world)
    const at = world.random.below(line.length)
    appendFileSync(world.source, line.slice(0, at))
    copyTranscript({ directory: world.directory, id, source: world.source })
    appendFileSync(world.source, `${line.slice(at)}\n`)
  },
  'torn for good': world => appendFileSync(world.source, `${record(world).slice(0, -1)} ${world.next}\n${records(world, 2)}`),
  'torn end': world => appendFileSync(world.source, record(world).slice(0, 9)),
  NUL: world => appendFileSync(world.source, `${'\0'.repeat(1 + world.random.below(9_000))}${record(world)}\n`),
  blank: world => appendFileSync(world.source, '\n\n'),
  'no object': world => appendFileSync(world.source, `[${(world.next += 1)}]\n`),
  replaced: world => {
    writeFileSync(`${world.source}.other`, records(world, world.random.below(5)))
    renameSync(`${world.source}.other`, world.source)
  },
  'a copy in its place': world => {
    copyFileSync(world.source, `${world.source}.other`)
    renameSync(`${world.source}.other`, world.source)
  },
  renamed: world => {
    const name = join(world.elsewhere, `renamed-${(world.next += 1)}.jsonl`)
    renameSync(world.source, name)
    world.source = name
  },
  'another beside it': world => {
    world.source = join(world.elsewhere, `other-${(world.next += 1)}.jsonl`)
    writeFileSync(world.source, records(world, world.random.below(4)))
  },
  'back to an earlier one': world => {
    world.source = join(world.elsewhere, world.random.pick(readdirSync(world.elsewhere)))
  },
  shortened: world => truncateSync(world.source, randomPlace(world)),
  emptied: world => truncateSync(world.source, 0),
  'rewritten in its place': world => writeFileSync(world.source, records(world, 1 + world.random.below(8))),
  'marker lost': ({ directory }) => rmSync(transcriptMarkerFile(directory, id), { force: true }),
  'marker damaged': ({ directory, random }) => {
    const file = transcriptMarkerFile(directory, id)
    if (existsSync(file)) truncateSync(file, random.below(statSync(file).size))
  },
  'nothing to read': ({ directory, elsewhere }) => void copyTranscript({ directory, id, source: join(elsewhere, 'none.jsonl') }),
}

const cut = (file: string, from: number, random: Seeded): void => {
  if (!existsSync(file) || statSync(file).size <= from) return
  const fd = openSync(file, 'r+')
  ftruncateSync(fd, from + random.below(statSync(file).size - from + 1))
  // Blocks of zeros, as a power loss leaves them where the data did not follow the length.
  if (random.below(6) === 0) appendFileSync(file, '\0'.repeat(1 + random.below(200)))
  closeSync(fd)
}

/** A run that died before it committed: the marker is the old one, of what it appended any part is there. */
const dieInRun = ({ directory, source, random }: World): void => {
  const file = transcriptMarkerFile(directory, id)
  const marker = existsSync(file) ? readFileSync(file) : undefined
  const sizes = new Map(readdirSync(directory).map(name => [name, statSync(join(directory, name)).size]))
  const { file: copy, replaced } = copyTranscript({ directory, id, source })
  // Before the first line of a new copy its marker is committed.
  if (marker === undefined || replaced) return
  writeFileSync(file, marker)
  const damaged = join(directory, 'transcript.damaged')
  if (random.below(2) === 0) {
    const before = sizes.get(copy) ?? 0
    cut(join(directory, copy), before, random)
    if (existsSync(damaged)) truncateSync(damaged, sizes.get('transcript.damaged') ?? 0)
  } else if (existsSync(damaged) && random.below(2) === 0) truncateSync(damaged, Math.max(sizes.get('transcript.damaged') ?? 0, statSync(damaged).size - random.below(50)))
}

t.test(`${runs} runs of what happens to a transcript: every record once, in order, nothing taken away`, async t => {
  const random = seeded(47)
  t.comment(`seed ${random.seed}`)
  const root = t.testdir({})
  const counts = new Map<string, number>()
  const wrong: string[] = []
  for (let done = 0, life = 0; done < runs && wrong.length < 3; life += 1) {
    const directory = join(root, `session-${life}`)
    const elsewhere = join(root, `claude-${life}`)
    mkdirSync(directory)
    mkdirSync(elsewhere)
    const world: World = { random, directory, elsewhere, source: join(elsewhere, 'first.jsonl'), next: life * 100_000 }
    writeFileSync(world.source, '')
    const damagedEver = new Set<string>()
    const trail: string[] = []
    for (let step = 0; step < 25 && wrong.length < 3; step += 1, done += 1) {
      for (let round = random.below(3); round >= 0; round -= 1) {
        const name = random.pick(Object.keys(events))
        // What no run has seen whole is not missed.
        if (['shortened', 'emptied', 'rewritten in its place', 'replaced', 'another beside it', 'back to an earlier one'].includes(name)) {
          for (const line of wholeLines(world.source)) if (wholeLines(join(directory, 'transcript.damaged')).includes(line)) damagedEver.add(line)
        }
        events[name]?.(world)
        trail.push(name)
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      const died = random.below(3) === 0
      if (died) {
        dieInRun(world)
        trail.push('DIED')
        counts.set('died', (counts.get('died') ?? 0) + 1)
        if (random.below(2) === 0) events[random.pick(['append', 'replaced', 'shortened', 'rewritten in its place', 'a copy in its place'])]?.(world)
      }
      for (const line of wholeLines(join(directory, 'transcript.damaged'))) if (line.includes('\0') || line !== '') damagedEver.add(line)
      // Whole lines that stand there now have to stay, whatever comes; what is no record was left by a power loss.
      const before = new Map([...copiesIn(directory)].map(([name, lines]) => [name, lines.slice(0, (lines.findIndex(line => !isRecord(line)) + lines.length + 1) % (lines.length + 1))] as const))
      const copied = copyTranscript({ directory, id, source: world.source })
      trail.push('|')
      const found = wrongAfter(directory, world.source, before, copied, damagedEver)
      if (found !== '') {
        wrong.push(`life ${life}: ${found} (${trail.slice(-14).join(', ')})`)
        break
      }
    }
    rmSync(directory, { recursive: true })
    rmSync(elsewhere, { recursive: true })
  }
  t.comment([...counts].map(([name, count]) => `${name} ${count}`).join(', '))
  t.strictSame(wrong, [])
  t.ok([...counts.values()].every(count => count > 5), 'everything happened')
})

/** The copy as a program of its own: node copy.cjs <directory> <source>. */
const program = (root: string): string => {
  const outfile = join(root, 'copy.cjs')
  const contents = `import { copyTranscript } from './src/shell/transcript/copy-transcript.js'
const [directory, source] = process.argv.slice(2)
const { lines } = copyTranscript({ directory, id: 'work', source })
console.log(JSON.stringify({ lines, megabytes: process.resourceUsage().maxRSS / 1024 }))`
  buildSync({ stdin: { contents, resolveDir: process.cwd(), loader: 'ts' }, bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'silent' })
  return outfile
}

// What is between two of these leaves the same files.
const changing = ['openat', 'write', 'fsync', 'ftruncate', 'rename', 'unlink']

t.test('killed before each of its calls, the next run makes it exact', needs(straceProblem()), async t => {
  const root = t.testdir({ session: {}, claude: {} })
  const [directory, source, saved] = [join(root, 'session'), join(root, 'claude', 'a.jsonl'), join(root, 'saved')]
  const copy = program(root)
  const world: World = { random: seeded(5), directory, elsewhere: join(root, 'claude'), source, next: 0 }
  const run = (at?: Call): ReturnType<typeof traceCommand> =>
    traceCommand([process.execPath, copy, directory, source], { env: {}, log: join(root, 'trace'), below: [directory], at })
  const stages: Readonly<Record<string, () => void>> = {
    'the first run': () => undefined,
    'a run that appends': () => {
      copyTranscript({ directory, id, source })
      appendFileSync(source, `\0\0torn\n${records(world, 3)}`)
    },
    'a run on a replaced source': () => {
      copyTranscript({ directory, id, source })
      rmSync(source)
      writeFileSync(source, `${records(world, 3)}[]\n`)
    },
  }
  writeFileSync(source, records(world, 5))
  for (const [name, prepare] of Object.entries(stages)) {
    prepare()
    const original = readFileSync(source)
    cpSync(directory, saved, { recursive: true })
    const reset = (): void => {
      rmSync(directory, { recursive: true })
      cpSync(saved, directory, { recursive: true })
      writeFileSync(source, original)
    }
    const calls = run().calls.filter(({ name, text }) => changing.includes(name) && (name !== 'openat' || text.includes('O_CREAT')))
    const wrong: string[] = []
    for (const [index, call] of calls.entries()) {
      reset()
      const { signal } = run(call)
      if (signal !== 'SIGKILL') wrong.push(`not killed at ${briefly(call)}`)
      if (index % 2 === 1) appendFileSync(source, records(world, 2))
      const before = copiesIn(directory)
      const damagedEver = new Set(wholeLines(join(directory, 'transcript.damaged')))
      const found = wrongAfter(directory, source, before, copyTranscript({ directory, id, source }), damagedEver)
      if (found !== '') wrong.push(`after a kill before ${briefly(call)}: ${found}`)
    }
    t.comment(`${name}: killed at ${calls.length} calls, ${wrong.length} wrong`)
    t.ok(calls.length > 5)
    t.strictSame(wrong, [], name)
    reset()
    rmSync(saved, { recursive: true })
  }
})

t.test('30 MB, with lines of 2 and 20 MB in it, are copied in under 100 MB of memory', async t => {
  const root = t.testdir({ session: {} })
  const source = join(root, 'big.jsonl')
  const world: World = { random: seeded(9), directory: join(root, 'session'), elsewhere: root, source, next: 0 }
  writeFileSync(source, '')
  for (let block = 0; block < 16; block += 1) appendFileSync(source, `${record(world, 100_000)}\n`.repeat(1) + records(world, 500))
  appendFileSync(source, `${record(world, 330_000)}\n${record(world, 3_300_000)}\n${records(world, 3)}`)
  const size = statSync(source).size
  t.ok(size > 30_000_000, `${size} bytes`)
  const { stdout, stderr, status } = spawnSync(process.execPath, [program(root), world.directory, source], { encoding: 'utf8' })
  t.equal(status, 0, stderr)
  const { lines, megabytes } = JSON.parse(stdout) as { lines: number; megabytes: number }
  t.comment(`${megabytes.toFixed(0)} MB`)
  t.ok(megabytes < 100)
  t.equal(lines, wholeLines(source).length)
  t.ok(readFileSync(join(world.directory, 'transcript.jsonl')).equals(readFileSync(source)), 'byte for byte')
})
