/** The simulated Claude Code against what is recorded of the real one: frames, records, process file, hooks, in a real pane of a real tmux. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { parseRecord } from '../../src/core/transcript/parse-record.js'
import type { TranscriptRecord } from '../../src/core/transcript/transcript-record.js'
import { doubledHooks, type HookPayload, lateHooks } from '../helpers/claude-hooks.js'
import { claudeProgram } from '../helpers/claude-program.js'
import { columns } from '../helpers/claude-screen.js'
import { claudeSimulator } from '../helpers/claude-simulator.js'
import { tokenPattern } from '../helpers/claude-words.js'
import { seeded } from '../helpers/seeded.js'
import type { BoundaryStep, ClaudeSimulator, SimulatorOptions } from '../helpers/simulated-claude.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const server = tmuxServer()
t.teardown(server.stop)
let stages = 0

/** A life at which nobody looks on the way. */
const unwatched = { hooks: 'none', stops: () => false } as const

interface Stage {
  readonly claude: ClaudeSimulator
  readonly pane: string
  readonly configDirectory: string
  readonly project: string
  /** The visible rows, without blank ones at the end; the project's path and tokens are replaced by names. */
  readonly screen: () => string[]
  /** History and screen, as text. */
  readonly all: () => string
  readonly show: (format: string) => string
  readonly steps: string[]
}

const stage = (t: Test, more: Partial<SimulatorOptions> = {}): Stage => {
  stages += 1
  const random = seeded(1_907)
  t.comment(`seed ${random.seed}`)
  const [width, height] = [more.width ?? 80, more.height ?? 24]
  const pane = server.newPane({ width, height, limit: 5_000 })
  t.teardown(pane.close)
  const configDirectory = join(server.directory, `stage-${stages}`, '.claude')
  const project = join(server.directory, `stage-${stages}`, 'my_app.x')
  mkdirSync(project, { recursive: true })
  mkdirSync(configDirectory)
  const steps: string[] = []
  const claude = claudeSimulator({
    pane,
    configDirectory,
    project,
    renderer: 'classic',
    random,
    hooks: payload => {
      steps.push([payload.hook_event_name, payload['source'] ?? payload['trigger'] ?? payload['reason']].filter(Boolean).join(' '))
      return Promise.resolve({ stdout: '' })
    },
    width,
    height,
    pid: process.pid,
    env: server.env,
    resizePane: (x, y) => void server.tmux('resize-window', '-t', pane.id, '-x', String(x), '-y', String(y)),
    after: step => void steps.push(`: ${step}`),
    ...more,
  })
  const all = (): string => server.tmux('capture-pane', '-p', '-S', '-', '-t', pane.id)
  const screen = (): string[] => server.tmux('capture-pane', '-p', '-t', pane.id).replaceAll(project, '<project>').replaceAll(tokenPattern, '<token>').split('\n').map(row => row.trimEnd())
  return { claude, pane: pane.id, configDirectory, project, screen, all, show: format => server.tmux('display-message', '-p', '-t', pane.id, format), steps }
}

const fixture = (name: string): string[] => readFileSync(`test/fixtures/claude/${name}.txt`, 'utf8').trimEnd().split('\n')
const records = (file: string): TranscriptRecord[] =>
  readFileSync(file, 'utf8').split('\n').slice(0, -1).map(line => {
    const record = parseRecord(line)
    if (record === undefined) throw new Error(`no record: ${line}`)
    return record
  })
const shape = (record: TranscriptRecord): string =>
  [record.type, record.subtype, record.compactSummary ? 'summary' : '', record.meta ? 'meta' : '', ...record.blocks.map(block => (block.kind === 'text' ? (/^<[a-z-]+>/.exec(block.text)?.[0] ?? 'text') : block.kind))]
    .filter(word => word !== '')
    .join(' ')
const occurrences = (text: string, token: string): number => text.split(token).length - 1
const arithmetic = { prompt: 'what is 2 + 2?', answer: '2 + 2 = 4', tools: 0 }

t.test('the classic screen has the shape of the recorded frames, before, during and after a compaction and after a clear', async t => {
  let during: string[] = []
  const hooks = ({ hook_event_name: name }: HookPayload): Promise<{ stdout: string }> => {
    if (name === 'PreCompact') during = screen()
    return Promise.resolve({ stdout: '' })
  }
  const { claude, screen } = stage(t, { version: '2.1.29', hooks, stops: () => false })
  await claude.start()
  await claude.turn(arithmetic)
  t.same(screen(), fixture('turn'))
  await claude.compact()
  t.same(during, fixture('compact-during'))
  t.same(screen(), fixture('compact-after'))
  await claude.turn(arithmetic)
  await claude.clear()
  t.same(screen(), fixture('clear-after'))
})

t.test('turns scroll into the history once, no row of a frame with them, and a compaction wipes history and screen', async t => {
  const { claude, all, show } = stage(t, unwatched)
  await claude.start()
  for (let turn = 0; turn < 12; turn += 1) await claude.turn()
  const before = all()
  for (const { promptToken, answerTokens } of claude.turns) for (const token of [promptToken, ...answerTokens]) t.equal(occurrences(before, token), 1, token)
  t.equal(occurrences(before, '❯\u00a0'), 1, 'one input')
  t.equal(occurrences(before, 'Percolating'), 0, 'no spinner')
  t.ok(before.split('\n').every(row => columns(row) <= 80))
  t.ok(Number(show('#{history_size}')) > 50)
  t.equal(show('#{alternate_on}'), '0')
  await claude.compact()
  t.equal(show('#{history_size}'), '0')
  t.notMatch(all(), tokenPattern)
  t.equal(claude.boundaries(), 1)
  t.match(await claude.turn(), { generation: 1, boundaries: 1, session: claude.session() })
})

t.test('a row is never broken by the terminal, whatever the width and however wide the characters', async t => {
  for (const width of [29, 41]) {
    const { claude, all, pane } = stage(t, { ...unwatched, width })
    const rows = (text: string): string[] => text.split('\n').map(row => row.trimEnd())
    const unbroken = (when: string): boolean => t.same(rows(server.tmux('capture-pane', '-J', '-p', '-S', '-', '-t', pane)), rows(all()), `joined rows are the rows after ${when}, ${width} columns`)
    await claude.start()
    for (let turn = 0; turn < 8; turn += 1) await claude.turn({ tools: 2 })
    t.match(all(), /[漢한日]/)
    unbroken('turns')
    await claude.subagent()
    await claude.compact()
    unbroken('a compaction')
    await claude.clear()
    unbroken('a clear')
  }
})

t.test('a frame as high as the screen makes it print everything again, and still nothing is there twice', async t => {
  const { claude, all } = stage(t, { height: 6 })
  await claude.start()
  for (let turn = 0; turn < 4; turn += 1) await claude.turn()
  for (const { promptToken, answerTokens } of claude.turns) for (const token of [promptToken, ...answerTokens]) t.equal(occurrences(all(), token), 1, token)
  t.equal(occurrences(all(), 'Claude Code v'), 1)
  t.equal(occurrences(all(), 'Percolating'), 0)
})

t.test('a change of size clears all and prints the conversation since the last compaction again', async t => {
  const { claude, all, show } = stage(t, unwatched)
  await claude.start()
  for (let turn = 0; turn < 3; turn += 1) await claude.turn()
  await claude.compact()
  for (let turn = 0; turn < 9; turn += 1) await claude.turn()
  await claude.resize(63, 20)
  t.equal(show('#{pane_width}x#{pane_height}'), '63x20')
  t.ok(all().split('\n').every(row => columns(row) <= 63))
  for (const { promptToken, generation } of claude.turns) t.equal(occurrences(all(), promptToken), generation)
  t.equal(occurrences(all(), 'Conversation compacted'), 1)
})

t.test('the fullscreen renderer leaves no history, and on exit gives back what was there', async t => {
  const { claude, all, show, pane, screen } = stage(t, { ...unwatched, renderer: 'fullscreen' })
  await claude.start()
  for (let turn = 0; turn < 6; turn += 1) await claude.turn({ tools: 1 })
  t.equal(show('#{alternate_on} #{history_size}'), '1 0')
  t.match(screen().slice(-4), [/^─{80}$/, /^❯/, /^─{80}$/, '  ? for shortcuts'])
  t.match(all(), claude.turns.at(-1)?.answerTokens.at(-1) ?? 'none')
  await claude.resize(70, 30)
  t.match(screen().slice(-4), [/^─{70}$/, /^❯/, /^─{70}$/, '  ? for shortcuts'])
  await claude.compact()
  t.equal(show('#{alternate_on}'), '1')
  t.notMatch(all(), tokenPattern)
  t.match(all(), /✻ Conversation compacted/)
  await claude.turn()
  await claude.switchRenderer()
  t.equal(show('#{alternate_on}'), '0')
  await claude.turn(arithmetic)
  t.equal(claude.turns.at(-1)?.renderer, 'classic')
  t.match(all(), claude.turns.at(-1)?.promptToken ?? 'none')
  await claude.switchRenderer()
  await claude.exit()
  t.equal(show('#{alternate_on}'), '0')
  const left = server.tmux('capture-pane', '-p', '-S', '-', '-t', pane)
  t.match(left, `claude --resume ${claude.session()}`)
  t.same(left.match(tokenPattern), [claude.turns.at(-1)?.promptToken, ...(claude.turns.at(-1)?.answerTokens ?? [])], 'only what was said on the primary screen')
})

t.test('the transcript has the records of a turn, a compaction and a clear as they are recorded', async t => {
  const { claude, configDirectory, project } = stage(t)
  await claude.start()
  t.notOk(existsSync(claude.transcript()), 'no file before the first record')
  await claude.turn({ ...arithmetic, tools: 1 })
  await claude.compact()
  const [file, session] = [claude.transcript(), claude.session()]
  t.equal(file, join(configDirectory, 'projects', project.replace(/[^A-Za-z0-9]/g, '-'), `${session}.jsonl`))
  const commands = ['user meta <local-command-caveat>', 'user <command-name>', 'user <local-command-stdout>']
  const turn = ['file-history-snapshot', 'user text', 'assistant tool-use', 'user tool-result', 'assistant other', 'assistant text', 'system turn_duration', 'last-prompt']
  const compaction = ['file-history-snapshot', 'file-history-snapshot', 'system compact_boundary', 'user summary text', ...commands]
  const all = records(file)
  t.same(all.map(shape), [...turn, ...compaction])
  const said = claude.turns[0]
  t.same(all[1]?.blocks, [{ kind: 'text', text: said?.prompt }])
  t.same(all[5]?.blocks, [{ kind: 'text', text: said?.answer }])
  t.match(all[4], { messageId: all[5]?.messageId, usage: all[5]?.usage ?? {} })
  t.not(all[2]?.messageId, all[4]?.messageId)
  const boundary = all.find(({ compaction }) => compaction !== undefined)
  const [caveat, command, stdout] = all.slice(-3)
  t.match(boundary, { compaction: { trigger: 'manual', preTokens: Number, postTokens: Number }, raw: { parentUuid: null, logicalParentUuid: all[6]?.uuid } })
  t.ok((caveat?.timestamp ?? '') < (boundary?.timestamp ?? '') && (command?.timestamp ?? '') < (boundary?.timestamp ?? ''), 'typed before the boundary, written after it')
  t.ok((stdout?.timestamp ?? '') > (boundary?.timestamp ?? ''))
  const envelopes = all.filter(({ uuid }) => uuid !== '')
  for (const [index, { uuid, raw, sessionId, cwd }] of envelopes.entries()) {
    t.match({ uuid, sessionId, cwd }, { uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, sessionId: session, cwd: project })
    if (raw['subtype'] !== 'compact_boundary') t.equal(raw['parentUuid'], envelopes[index - 1]?.uuid ?? null)
  }
  await claude.compact({ trigger: 'auto' })
  t.same(records(file).slice(all.length).map(shape), ['file-history-snapshot', 'system compact_boundary', 'user summary text'], 'nobody typed a command')
  claude.microcompact()
  const before = readFileSync(file, 'utf8')
  await claude.clear()
  t.not(claude.session(), session)
  t.same(records(claude.transcript()).map(shape), ['file-history-snapshot', ...commands])
  t.equal(readFileSync(file, 'utf8'), before, 'a clear leaves the old file alone')
  await claude.turn(arithmetic)
  await claude.resume({ session })
  await claude.turn(arithmetic)
  t.equal(claude.transcript(), file)
  t.ok(readFileSync(file, 'utf8').startsWith(before) && records(file).at(-1)?.type === 'last-prompt', 'a resumed session appends')
})

t.test('agents and large results stand in files beside the transcript', async t => {
  const { claude, configDirectory } = stage(t)
  await claude.start()
  await claude.turn(arithmetic)
  const [agent, result] = [await claude.subagent(), await claude.toolResultFile()]
  t.match(agent.file, new RegExp(`/${claude.session()}/subagents/agent-[0-9a-f]+\\.jsonl$`))
  t.ok(records(agent.file).every(({ sidechain, sessionId }) => sidechain && sessionId === claude.session()))
  t.match(readFileSync(agent.file, 'utf8'), agent.token)
  t.match(readdirSync(join(agent.file, '..')).sort(), [/\.jsonl$/, /\.meta\.json$/])
  t.match(readFileSync(result.file, 'utf8'), result.token)
  t.notMatch(readFileSync(claude.transcript(), 'utf8'), new RegExp(`${agent.token}|${result.token}`))
  t.match(records(claude.transcript()).at(-1)?.blocks[0], { kind: 'tool-result', text: new RegExp(`saved to: ${result.file}`) })
  t.match(readFileSync(join(configDirectory, 'history.jsonl'), 'utf8'), claude.turns[0]?.promptToken ?? 'none')
})

t.test('the process file names the session of the process as long as it runs', async t => {
  const { claude, configDirectory, project } = stage(t)
  await claude.start()
  const file = join(configDirectory, 'sessions', `${process.pid}.json`)
  const read = (): unknown => JSON.parse(readFileSync(file, 'utf8'))
  const procStart = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[19]
  t.match(read(), { pid: process.pid, sessionId: claude.session(), cwd: project, procStart, status: 'idle', kind: 'interactive' })
  await claude.clear()
  t.match(read(), { sessionId: claude.session() })
  await claude.exit()
  t.notOk(existsSync(file))
  await claude.resume()
  claude.die()
  t.match(read(), { sessionId: claude.session() }, 'a killed process leaves it')
})

t.test('held records come late, in order, and in the middle of a line if wanted', async t => {
  const { claude } = stage(t, unwatched)
  await claude.start()
  await claude.turn(arithmetic)
  const before = readFileSync(claude.transcript(), 'utf8')
  claude.holdRecords()
  await claude.turn(arithmetic)
  await claude.compact()
  t.equal(readFileSync(claude.transcript(), 'utf8'), before)
  claude.releaseRecords(100)
  t.equal(readFileSync(claude.transcript(), 'utf8').length, before.length + 100)
  claude.releaseRecords()
  t.equal(records(claude.transcript()).filter(({ compaction }) => compaction !== undefined).length, 1)
  claude.holdRecords()
  await claude.turn(arithmetic)
  claude.die({ torn: true })
  claude.releaseRecords()
  t.notMatch(readFileSync(claude.transcript(), 'utf8'), claude.turns[2]?.promptToken ?? 'none', 'what a killed process held is lost')
  t.notMatch(readFileSync(claude.transcript(), 'utf8'), /\n$/)
})

t.test('events and effects of boundaries come in the order that is asked for', async t => {
  const { claude, steps } = stage(t)
  const fresh = (): string[] => steps.splice(0).filter(step => step !== ': spinner')
  await claude.start()
  t.same(fresh(), [': start', 'SessionStart startup', ': hook'])
  await claude.turn({ ...arithmetic, tools: 0 })
  t.same(fresh(), ['UserPromptSubmit', ': prompt', ': answer', 'Stop', ': idle'])
  await claude.compact()
  t.same(fresh(), ['PreCompact manual', ': pre-compact', ': records', ': wipe', 'SessionStart compact', ': hook', 'PostCompact manual', ': idle'])
  await claude.compact({ trigger: 'auto', order: ['hook', 'wipe', 'records'], postCompact: false })
  t.same(fresh(), ['PreCompact auto', ': pre-compact', 'SessionStart compact', ': hook', ': wipe', ': records', ': idle'])
  await claude.compactRefused()
  t.same(fresh(), ['PreCompact manual', ': pre-compact'])
  await claude.clear({ order: ['wipe', 'records', 'hook'] })
  t.same(fresh(), ['SessionEnd clear', ': wipe', ': records', 'SessionStart clear', ': hook', ': idle'])
  await claude.exit()
  await claude.resume()
  t.same(fresh(), ['SessionEnd prompt_input_exit', ': exit', ': start', 'SessionStart resume', ': hook'])
  await t.rejects(claude.compact({ order: ['hook', 'hook', 'wipe'] as BoundaryStep[] }), /not an order/)
  t.equal(claude.boundaries(), 3)
  const [first, last] = [claude.events[0], claude.events.at(-1)]
  t.match(first, { cwd: /my_app\.x$/, source: 'startup', transcript_path: new RegExp(`${first?.session_id}\\.jsonl$`) })
  t.not(last?.session_id, first?.session_id)
})

t.test('hooks of settings.json are called with JSON, by matcher, with their output in the new context', async t => {
  const { claude, configDirectory, project } = stage(t, { hooks: 'settings' })
  const log = join(server.directory, 'hook.log')
  const hook = (more: string): object => ({ type: 'command', command: `{ cat; echo " $CLAUDE_CODE_SESSION_ID $TMUX_TMPDIR $(pwd)"; } >>'${log}'${more}` })
  const settings = { hooks: { SessionStart: [{ matcher: 'clear|compact', hooks: [hook('; echo remember this')] }], PreCompact: [{ hooks: [hook('')] }, { matcher: 'auto', hooks: [hook('; exit 2')] }] } }
  writeFileSync(join(configDirectory, 'settings.json'), JSON.stringify(settings))
  await claude.start()
  t.notOk(existsSync(log), 'the matcher does not name startup')
  await claude.turn(arithmetic)
  t.equal(await claude.compact(), true)
  t.equal(await claude.compact({ trigger: 'auto' }), false, 'exit code 2 forbids it')
  const [pre, start] = readFileSync(log, 'utf8').split('\n')
  t.match(pre, ` ${claude.session()} ${server.directory} ${project}`)
  t.match(JSON.parse(pre?.replace(/\} .*$/, '}') ?? ''), { hook_event_name: 'PreCompact', trigger: 'manual', session_id: claude.session(), transcript_path: claude.transcript(), cwd: project })
  t.match(JSON.parse(start?.replace(/\} .*$/, '}') ?? ''), { hook_event_name: 'SessionStart', source: 'compact' })
  t.same(claude.injected, [{ source: 'compact', text: 'remember this\n' }])
  t.match(records(claude.transcript()).find(({ attachment }) => attachment !== undefined)?.attachment, { type: 'hook_success', hookName: 'SessionStart:compact', content: 'remember this\n' })
})

t.test('hooks can come late and twice', async t => {
  const told: string[] = []
  const tell = (payload: HookPayload): Promise<{ stdout: string }> => Promise.resolve({ stdout: `${told.push(payload.hook_event_name)}` })
  const late = lateHooks(doubledHooks(tell))
  const { claude } = stage(t, { hooks: late.hooks })
  await claude.start()
  await claude.compact()
  t.same(told, [])
  await late.deliver()
  t.same(told, ['SessionStart', 'PreCompact', 'SessionStart', 'PostCompact'].flatMap(name => [name, name]))
})

t.test('as a program in a pane it is called claude, calls real hooks, obeys a FIFO and follows the size of the terminal', async t => {
  const configDirectory = join(server.env.HOME ?? '', '.claude')
  mkdirSync(configDirectory)
  const log = join(server.directory, 'program-hook.log')
  writeFileSync(join(configDirectory, 'settings.json'), JSON.stringify({ hooks: { PreCompact: [{ hooks: [{ type: 'command', command: `echo "$TMUX_PANE" >>'${log}'` }] }] } }))
  const program = claudeProgram(server.directory, { configDirectory, renderer: 'classic', seed: 5 })
  const pane = server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-s', 'program', '-c', server.env.HOME ?? '', '-x', '90', '-y', '30', `exec ${program.command}`)
  program.wait('start')
  const all = (): string => server.tmux('capture-pane', '-p', '-S', '-', '-t', pane)
  const turn = program.tell('turn', { tools: 1 })['turn'] as { promptToken: string }
  t.equal(server.tmux('display-message', '-p', '-t', pane, '#{pane_current_command}'), 'claude')
  t.equal(occurrences(all(), turn.promptToken), 1)
  server.tmux('resize-window', '-t', pane, '-x', '60', '-y', '30')
  program.wait('resize')
  t.equal(occurrences(all(), turn.promptToken), 1)
  t.match(all(), /^─{60}$/m)
  const { transcript } = program.tell('compact')
  t.notMatch(all(), turn.promptToken)
  t.equal(readFileSync(log, 'utf8').trim(), pane)
  t.equal(records(String(transcript)).filter(({ compaction }) => compaction !== undefined).length, 1)
  program.tell('turn')
  const { session } = program.tell('exit')
  const next = claudeProgram(server.directory, { configDirectory, renderer: 'classic', seed: 6, resumes: String(session) })
  const other = server.tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-t', 'keep', '-c', server.env.HOME ?? '', `exec ${next.command}`)
  t.match(next.wait('start'), { session, transcript })
  const resumed = server.tmux('capture-pane', '-p', '-S', '-', '-t', other)
  t.equal(occurrences(resumed, turn.promptToken), 0, 'what was compacted is not shown again')
  t.equal(resumed.match(/^❯ .*zq/gm)?.length, 1, 'what was said after it is')
  next.tell('turn')
  t.equal(records(String(transcript)).filter(({ raw }) => raw['parentUuid'] === null).length, 2, 'the chain goes on')
  next.tell('exit')
})

