import { appendFileSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { followTranscript, type FollowedTranscript } from '../../src/commands/follow-transcript.js'
import { settleSigns, type Sign } from '../../src/core/session/boundary.js'
import { transcriptSlug } from '../../src/core/transcript/transcript-slug.js'
import { writeHookNews } from '../../src/shell/transcript/hook-news.js'
import { bareSession } from '../helpers/bare-session.js'
import { claudeId, processFile, standIn, transcriptFile } from '../helpers/claude-stand-in.js'
import { inProcess } from '../helpers/in-process.js'

const typed = (text: string): object => ({ uuid: `typed ${text}`, message: { role: 'user', content: text } })
const boundary = (uuid: string): object => ({ type: 'system', subtype: 'compact_boundary', uuid, timestamp: new Date().toISOString(), compactMetadata: { trigger: 'auto' } })
/** How Claude Code begins the file of the session after a `/clear`. */
const cleared = { uuid: 'c', message: { role: 'user', content: '<command-name>/clear</command-name>\n<command-message>clear</command-message>\n<command-args></command-args>' } }

/** A session in whose pane a Claude Code runs. `follow` is one tick's look; the signs that it meets are noted as a tick does. */
const stage = async (t: Test, { claude = true } = {}) => {
  const root = realpathSync(t.testdir({ home: {}, project: {} }))
  const project = join(root, 'project')
  const config = join(root, 'home/.claude')
  const folder = join(config, 'projects', transcriptSlug(project).name)
  mkdirSync(folder, { recursive: true })
  const environment = inProcess({ HOME: join(root, 'home'), PATH: process.env.PATH ?? '' })
  const { id, directory } = bareSession(t, undefined, { directory: project }, environment)
  const pane = await standIn(t, claude ? {} : { name: '' })
  const signs: Sign[] = []
  const follow = ({ last = false } = {}): FollowedTranscript => {
    const found = followTranscript(environment, { id, directory, project, pane: '%1', panePid: pane.panePid, startedMs: Date.now() - 60_000, signs: [...signs], last })
    signs.push(...settleSigns(signs, found.signs))
    return found
  }
  const write = (n: number, ...records: object[]): string => transcriptFile(folder, claudeId(n), project, Date.now(), records)
  const append = (path: string, ...records: object[]): void => appendFileSync(path, records.map(record => `${JSON.stringify({ type: 'user', timestamp: new Date().toISOString(), ...record })}\n`).join(''))
  const names = (n: number): string => processFile(config, pane.claudePid, claudeId(n), { cwd: project })
  const copied = (): string[] => readFileSync(join(directory, 'transcript.jsonl'), 'utf8').split('\n').slice(0, -1).map(line => (JSON.parse(line) as { uuid: string }).uuid)
  return { follow, write, append, names, copied, signs, directory, id, lines: environment.lines, paths: environment.paths }
}

t.test('the transcript of the Claude in the pane is copied as it grows', async t => {
  const { follow, write, append, names, copied } = await stage(t)
  names(1)
  const path = write(1, typed('one'))
  t.match(follow(), { claude: true, path, rebound: true, copied: { file: 'transcript.jsonl', lines: 1, gone: false }, signs: [] })
  append(path, typed('two'))
  t.match(follow(), { path, rebound: false, copied: { lines: 1 } })
  t.same(copied(), ['typed one', 'typed two'])
})

t.test('where no Claude runs, and none was followed, there is nothing', async t => {
  const { follow } = await stage(t, { claude: false })
  t.same(follow(), { claude: false, path: undefined, copied: undefined, rebound: false, signs: [] })
})

t.test('a neighbour whose marker cannot be read stops nothing, and is named', async t => {
  const { follow, write, names, copied, lines, paths } = await stage(t)
  mkdirSync(join(paths.sessions, 'sick/.transcript_marker.sick'), { recursive: true })
  names(1)
  write(1, typed('one'))
  follow()
  t.same(copied(), ['typed one'])
  t.match(lines, [/^<4>sick: which transcript it has cannot be told: \S.*\.transcript_marker\.sick/])
})

t.test('a hook’s word is taken where nothing else names the file, unless the file is not there', async t => {
  const { follow, write, directory, id } = await stage(t)
  const path = write(1, typed('one'))
  write(2, typed('a neighbour’s'))
  writeHookNews(directory, id, { claudeSession: claudeId(3), transcript: join(directory, 'none.jsonl') })
  t.equal(follow().copied?.gone ?? true, true)
  writeHookNews(directory, id, { claudeSession: claudeId(1), transcript: path })
  t.equal(follow().path, path)
})

t.test('the copy stops before the boundary that ends the session, which is told each time', async t => {
  const { follow, write, append, names, copied, signs } = await stage(t)
  names(1)
  const path = write(1, typed('one'))
  append(path, boundary('b1'), typed('two'), boundary('b2'))
  for (const look of ['first', 'second']) {
    follow()
    t.same(copied(), ['typed one'], look)
    t.same(signs.map(({ by, kind, key }) => [by, kind, key]), [['record', 'compact', 'b1']], look)
  }
})

t.test('the boundary that began the session is copied over, and the next one is not', async t => {
  const { follow, write, append, names, copied, signs } = await stage(t)
  names(1)
  signs.push({ by: 'record', kind: 'compact', at: Date.now(), key: 'b1', rolled: Date.now() })
  const path = write(1, typed('one'))
  append(path, boundary('b1'), typed('two'), boundary('b2'), typed('three'))
  follow()
  t.same(copied(), ['typed one', 'b1', 'typed two'])
  t.same(signs.filter(({ rolled }) => rolled === 0).map(({ key }) => key), ['b2'])
})

t.test('a subagent’s compaction is no boundary', async t => {
  const { follow, write, append, names, copied, signs } = await stage(t)
  names(1)
  append(write(1, typed('one')), { ...boundary('b1'), isSidechain: true }, typed('two'))
  follow()
  t.same(copied(), ['typed one', 'b1', 'typed two'])
  t.same(signs, [])
})

t.test('after a clear the old file is copied to its end, and the new one is left to the next session', async t => {
  const { follow, write, append, names, copied, signs } = await stage(t)
  names(1)
  const path = write(1, typed('one'))
  follow()
  append(path, typed('two'))
  write(2, cleared, typed('new'))
  names(2)
  for (const look of ['first', 'second']) {
    follow()
    t.same(copied(), ['typed one', 'typed two'], look)
    t.match(signs, [{ by: 'record', kind: 'clear', key: claudeId(2), rolled: 0 }], look)
    t.equal(signs.length, 1, look)
  }
})

t.test('what a file says before a clear comes before the clear, also where no tick had seen that file', async t => {
  const { follow, write, names, copied, signs, directory, id } = await stage(t)
  const rolled = Date.now()
  // The screen alone had seen a compaction, whose record Claude writes late.
  signs.push({ by: 'screen', kind: 'clear', at: rolled, key: '', rolled })
  names(2)
  const path = write(1, typed('one'), boundary('b1'), typed('two'))
  writeHookNews(directory, id, { claudeSession: claudeId(1), transcript: path })
  write(2, cleared)
  const found = follow()
  t.match(found, { path, copied: { gone: false } })
  t.same(copied(), ['typed one', 'b1', 'typed two'])
  t.match(signs.slice(1), [{ by: 'record', kind: 'compact', key: 'b1', rolled }, { by: 'record', kind: 'clear', key: claudeId(2), rolled: 0 }])
})

t.test('a clear behind a compaction that is not rolled over yet is noted, since Claude may have been cleared again by then', async t => {
  const { follow, write, append, names, copied } = await stage(t)
  names(1)
  const path = write(1, typed('one'))
  follow()
  append(path, boundary('b1'), typed('two'))
  names(2)
  write(2, cleared, typed('three'))
  t.match(follow(), { path, signs: [{ kind: 'compact', key: 'b1', rolled: 0 }, { kind: 'clear', key: claudeId(2), rolled: 0 }] })
  t.same(copied(), ['typed one'])
})

t.test('a clear before anything was written is seen at the first look at what it began, unless that is older than the session', async t => {
  const recent = await stage(t)
  const ended = { ...cleared, timestamp: new Date().toISOString() }
  recent.names(1)
  recent.follow()
  recent.names(2)
  recent.follow()
  recent.write(2, ended, typed('new'))
  for (const look of ['first', 'second']) {
    t.equal(recent.follow().path, undefined, look)
    t.match(recent.signs, [{ by: 'record', kind: 'clear', key: claudeId(2), rolled: 0 }], look)
  }
  const old = await stage(t)
  old.names(2)
  old.follow()
  const path = old.write(2, { ...ended, timestamp: new Date(Date.now() - 3_600_000).toISOString() })
  t.equal(old.follow().path, path)
  t.same(old.signs, [])
})

t.test('a session that was resumed in the pane is followed without a boundary', async t => {
  const { follow, write, names, signs } = await stage(t)
  names(1)
  write(1, typed('one'))
  follow()
  const other = write(2, typed('of long ago'))
  names(2)
  let found = follow()
  // One more look may be needed for the end of the first.
  if (found.path !== other) found = follow()
  t.equal(found.path, other)
  t.same(signs, [])
})

t.test('where no session follows, what came after a compaction or a clear is copied too', async t => {
  const compacted = await stage(t)
  compacted.names(1)
  const path = compacted.write(1, typed('one'), boundary('b'), typed('two'))
  t.match(compacted.follow(), { copied: { lines: 1 } })
  t.match(compacted.follow({ last: true }), { copied: { lines: 2 } })
  t.same(compacted.copied(), ['typed one', 'b', 'typed two'])
  t.match(compacted.follow({ last: true }), { path, copied: { lines: 0 } }, 'once')
  const clearedOne = await stage(t)
  clearedOne.names(1)
  clearedOne.write(1, typed('one'))
  clearedOne.follow()
  clearedOne.names(2)
  clearedOne.write(2, cleared, typed('two'))
  clearedOne.follow()
  t.match(clearedOne.follow({ last: true }), { rebound: true, copied: { file: 'transcript.2.jsonl', lines: 2 } })
})
