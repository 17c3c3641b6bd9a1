/**
 * Claude Code without a model: the same screen, transcript, process file and hook calls, in either renderer, as far as recordings of versions 2.1.29 to
 * 2.1.270 show them. It runs in the test's own process and writes to a real pane (or, by claude-main.ts, as a program in one). What it said is remembered in
 * `turns`, the ground truth. Every visible effect is a step, after which `after` is called: there a test runs a tick, kills it, or lets time pass.
 */
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HookOutcome, type HookPayload, type Hooks, settingsHooks } from './claude-hooks.js'
import { writeProcessFile } from './claude-process-file.js'
import { claudeRestored } from './claude-restored.js'
import { claudeItems as items, claudeScreen, type Frame, type Item } from './claude-screen.js'
import { type ClaudeTranscript, claudeTranscript, isModern, seededName, seededUuid, transcriptDirectory } from './claude-transcript.js'
import { claudeWords } from './claude-words.js'
import type { BoundaryStep, ClaudeSimulator, SimulatedTurn, SimulatorOptions, Step } from './simulated-claude.js'

interface Conversation {
  readonly transcript: ClaudeTranscript
  /** What Claude Code shows of it: everything since the last compaction. */
  shown: Item[]
  generation: number
  tokens: number
}

const glyphs = ['·', '✢', '✳', '✶', '✻', '✽']
const defaultOrder: readonly BoundaryStep[] = ['records', 'wipe', 'hook']
const fixedTokens = 18_000
const memoryTip = 'Use /memory to view and manage Claude memory'

/** What the hooks of SessionStart add to the context: their plain output, or the field of their JSON. */
const contextOf = (stdout: string): string => {
  if (!stdout.trimStart().startsWith('{')) return stdout
  try {
    const { hookSpecificOutput } = JSON.parse(stdout) as { hookSpecificOutput?: { additionalContext?: string } }
    return hookSpecificOutput?.additionalContext ?? ''
  } catch (error) {
    if (error instanceof SyntaxError) return stdout
    throw error
  }
}

/** Makes every method that does something leave nothing unwritten. */
const flushing = (flush: () => void, claude: ClaudeSimulator): ClaudeSimulator => {
  const wrapped = Object.entries(claude).map(([name, method]) => {
    if (typeof method !== 'function') return [name, method] as const
    const call = (...how: unknown[]): unknown => {
      const done = (method as (...how: unknown[]) => unknown)(...how)
      if (done instanceof Promise) return done.finally(flush)
      flush()
      return done
    }
    return [name, call] as const
  })
  return Object.fromEntries(wrapped) as unknown as ClaudeSimulator
}

/** In: where it runs and how. Out: a Claude Code that does nothing before `start`. */
export const claudeSimulator = (options: SimulatorOptions): ClaudeSimulator => {
  const { configDirectory, project, random, version = '2.1.239' } = options
  const hooks: Hooks =
    options.hooks === 'settings' ? settingsHooks(configDirectory, project, options.env ?? {}) : options.hooks === 'none' ? () => Promise.resolve({ stdout: '' }) : options.hooks
  const words = claudeWords(random)
  const screen = claudeScreen(options.width, options.height)
  const directory = transcriptDirectory(configDirectory, project)
  const conversations = new Map<string, Conversation>()
  const turns: SimulatedTurn[] = []
  const events: HookPayload[] = []
  const injected: { source: string; text: string }[] = []
  let last = 0
  /** Records are ordered by their time, so no two moments are the same. */
  const now = (): Date => {
    last = Math.max((options.now?.() ?? new Date()).getTime(), last + 1)
    return new Date(last)
  }
  let { pid, renderer } = options
  let running = false
  let boundaries = 0
  let startedAt = 0
  let promptId = ''
  let holding = false

  const begun = (session: string, resumes = false): Conversation => {
    const file = join(directory, `${session}.jsonl`)
    const before = resumes ? claudeRestored(file) : undefined
    const transcript = claudeTranscript({ file, session, project, version, now, random, ...(before && { parent: before.parent }) })
    const made = { transcript, shown: [header(), ...(before?.shown ?? [])], generation: before?.generation ?? 0, tokens: before?.tokens ?? fixedTokens }
    conversations.set(session, made)
    if (holding) transcript.hold()
    return made
  }
  const header = (): Item => items.header(version, project)
  let current: Conversation

  /** What is not yet on the screen: nobody has looked since. A write to a pane costs a tmux command, so they are joined. */
  let unwritten = ''
  const flush = (): void => {
    if (unwritten !== '') options.pane.write(unwritten)
    unwritten = ''
  }
  const show = (bytes: string): void => {
    unwritten += bytes
  }
  const after = async (step: Step): Promise<void> => {
    if (options.after === undefined || options.stops?.(step) === false) return
    flush()
    await options.after(step)
  }
  const draw = (frame: Frame): void => show(screen.draw(frame))
  const print = (fresh: readonly Item[], frame: Frame = {}): void => {
    current.shown.push(...fresh)
    show(screen.print(fresh, frame))
  }
  const spinner = (said: string, tip = memoryTip): Frame => ({ live: items.spinner(random.pick(glyphs), said, tip), status: 'esc to interrupt' })

  const call = async (name: string, fields: Readonly<Record<string, unknown>> = {}): Promise<HookOutcome> => {
    const { session, file } = current.transcript
    const prompt = isModern(version) && promptId !== '' ? { prompt_id: promptId } : {}
    const payload = { session_id: session, transcript_path: file, cwd: project, hook_event_name: name, ...prompt, ...fields }
    events.push(payload)
    if (options.hooks !== 'none' && !/^(?:Pre|Post)ToolUse/.test(name)) flush()
    return hooks(payload)
  }
  const sessionStart = async (source: string): Promise<void> => {
    const { stdout } = await call('SessionStart', { source, model: 'claude-haiku-4-5' })
    const text = contextOf(stdout)
    if (text !== '') {
      injected.push({ source, text })
      const common = { hookName: `SessionStart:${source}`, toolUseID: seededUuid(random), hookEvent: 'SessionStart' }
      current.transcript.attachment(
        text === stdout
          ? { type: 'hook_success', ...common, content: text, stdout, stderr: '', exitCode: 0, command: 'hook', durationMs: 12 }
          : { type: 'hook_additional_context', ...common, content: [text] },
      )
    }
    await after('hook')
  }
  const processFile = (): string => join(configDirectory, 'sessions', `${pid}.json`)
  const writeProcess = (status: 'busy' | 'idle'): void =>
    writeProcessFile(processFile(), { pid, sessionId: current.transcript.session, cwd: project, startedAt, version, status, updatedAt: now().getTime() })
  const launch = async (source: 'startup' | 'resume', shown: readonly Item[]): Promise<void> => {
    running = true
    startedAt = now().getTime()
    writeProcess('idle')
    show(screen.open(renderer, shown))
    await after('start')
    await sessionStart(source)
  }
  const must = (): void => {
    if (!running) throw new Error('the simulated Claude Code does not run')
  }
  const inOrder = async (order: readonly BoundaryStep[], steps: Readonly<Record<BoundaryStep, () => void | Promise<void>>>): Promise<void> => {
    if ([...order].sort().join() !== [...defaultOrder].sort().join()) throw new Error(`not an order of a boundary's steps: ${order.join(', ')}`)
    for (const step of order) {
      await steps[step]()
      if (step !== 'hook') await after(step)
    }
  }
  /** The model asks for a tool and is answered; what came of it is shown. */
  const useTool = async (name: string, input: Readonly<Record<string, unknown>>, title: string, work: (id: string) => Promise<{ content: string; result: unknown; isError: boolean; shown: readonly string[] }>): Promise<void> => {
    const id = seededName(random, 'toolu_')
    current.tokens += 400
    current.transcript.assistant(current.transcript.message(current.tokens), { type: 'tool_use', id, name, input })
    await call('PreToolUse', { tool_name: name, tool_input: input, tool_use_id: id })
    draw({ live: items.tool(title, ['Running…']), status: 'esc to interrupt' })
    const { content, result, isError, shown } = await work(id)
    current.transcript.toolResult(id, content, result, isError)
    const outcome = isError ? { error: content.split('\n')[0] } : { tool_response: result, duration_ms: 5 }
    await call(isError ? 'PostToolUseFailure' : 'PostToolUse', { tool_name: name, tool_input: input, tool_use_id: id, ...outcome })
    print([items.tool(title, shown)], spinner('Percolating…'))
    await after('tool')
  }

  const turn: ClaudeSimulator['turn'] = async (said = {}) => {
    must()
    const promptToken = words.token()
    const answerTokens = Array.from({ length: said.answer === undefined ? (said.paragraphs ?? 1 + random.below(random.below(6) === 0 ? 25 : 4)) : 1 }, words.token)
    const toolTokens = Array.from({ length: said.tools ?? random.below(3) }, words.token)
    const prompt = said.prompt === undefined ? words.prompt(promptToken) : `${said.prompt} ${promptToken}`
    const answer = said.answer === undefined ? words.answer(answerTokens) : `${said.answer} ${answerTokens[0]}`
    const { transcript, generation } = current
    turns.push({ prompt, answer, promptToken, answerTokens, toolTokens, session: transcript.session, generation, boundaries, renderer })
    promptId = seededUuid(random)
    writeProcess('busy')
    print([items.prompt(prompt)], spinner('Percolating…'))
    await call('UserPromptSubmit', { permission_mode: 'default', prompt })
    const uuid = transcript.snapshot()
    transcript.user(prompt, { thinkingMetadata: { maxThinkingTokens: 31_999 }, todos: [], permissionMode: 'default', ...(isModern(version) ? { promptId, promptSource: 'typed' } : {}) }, { uuid })
    appendFileSync(join(configDirectory, 'history.jsonl'), `${JSON.stringify({ display: prompt, pastedContents: {}, timestamp: last, project, sessionId: transcript.session })}\n`, { mode: 0o600 })
    await after('prompt')
    show(Array.from({ length: 1 + random.below(4) }, (_, second) => screen.draw(spinner(`Percolating… (${second}s · ↓ ${second * 40} tokens)`))).join(''))
    await after('spinner')
    for (const marked of toolTokens) {
      const { name, input, title, ...came } = words.tool(project, marked)
      await useTool(name, input, title, () => Promise.resolve(came))
    }
    // While an answer comes, the end of what is there stands in the frame, and in it nothing is finished.
    const room = Math.max(1, screen.size().height - 10)
    if (random.below(3) === 0) draw({ live: width => items.answer(answer.slice(0, answer.length >> 1))(width).slice(-room), status: 'esc to interrupt' })
    current.tokens += 200 + ((prompt.length + answer.length) >> 2)
    const message = transcript.message(current.tokens)
    transcript.assistant(message, { type: 'thinking', thinking: 'Let me think about what is asked.', signature: seededName(random, 'Ek') })
    transcript.assistant(message, { type: 'text', text: answer })
    print([items.answer(answer)], {})
    await after('answer')
    await call('Stop', { permission_mode: 'default', stop_hook_active: false, last_assistant_message: answer })
    if (isModern(version)) {
      transcript.system('turn_duration', { durationMs: 1_200 })
      transcript.bare({ type: 'last-prompt', lastPrompt: prompt })
    }
    writeProcess('idle')
    await after('idle')
    return turns.at(-1) as SimulatedTurn
  }

  const askCompact = async (trigger: 'manual' | 'auto'): Promise<boolean> => {
    if (trigger === 'manual') draw({ live: width => [...items.prompt('/compact')(width), '', ...items.spinner('✽', 'Compacting conversation…', memoryTip)(width)], status: 'esc to interrupt' })
    const { blocked } = await call('PreCompact', { trigger, custom_instructions: trigger === 'auto' && isModern(version) ? null : '' })
    await after('pre-compact')
    return blocked !== true
  }
  const compact: ClaudeSimulator['compact'] = async ({ trigger = 'manual', order = defaultOrder, postCompact = true } = {}) => {
    must()
    const typedAt = now()
    writeProcess('busy')
    if (!(await askCompact(trigger))) {
      writeProcess('idle')
      draw({})
      return false
    }
    show(Array.from({ length: 1 + random.below(4) }, (_, second) => screen.draw(spinner(`Compacting conversation… (${second}s · ↓ ${second}k tokens)`))).join(''))
    await after('spinner')
    const said = ['Compacted (ctrl+o to see full summary)', ...(isModern(version) ? ['Referenced file src/main.ts'] : [])]
    const summary =
      'This session is being continued from a previous conversation that ran out of context. The summary below covers the earlier portion of the conversation.\n\nSummary:\n1. Primary Request and Intent:\n   The user asked for changes.\n\n' +
      `If you need specific details from before compaction (like exact code snippets, error messages, or content you generated), read the full transcript at: ${current.transcript.file}`
    await inOrder(order, {
      records: () => {
        const preTokens = current.tokens
        current.tokens = fixedTokens + 1_650
        current.transcript.compaction({ trigger, preTokens, postTokens: current.tokens, summary, typedAt })
      },
      wipe: () => {
        current.shown = [header(), items.compacted(), ...(trigger === 'manual' ? [items.command('/compact', said)] : [])]
        show(screen.wipe(current.shown))
      },
      hook: () => sessionStart('compact'),
    })
    current.generation += 1
    boundaries += 1
    if (postCompact) await call('PostCompact', { trigger, compact_summary: summary })
    writeProcess('idle')
    await after('idle')
    return true
  }

  const clear: ClaudeSimulator['clear'] = async ({ order = defaultOrder, keepScrollback = false } = {}) => {
    must()
    const typedAt = now()
    await call('SessionEnd', { reason: 'clear' })
    current = begun(seededUuid(random))
    promptId = ''
    writeProcess('idle')
    await inOrder(order, {
      records: () => {
        current.transcript.command('clear', '', typedAt)
      },
      wipe: () => {
        current.shown = [header(), items.command('/clear', ['(no content)'], '  ⎿ \u00a0')]
        show(screen.wipe(current.shown, { scrollback: !keepScrollback }))
      },
      hook: () => sessionStart('clear'),
    })
    boundaries += 1
    await after('idle')
  }

  const resume: ClaudeSimulator['resume'] = async ({ session = current.transcript.session, pid: next = pid } = {}) => {
    const other = conversations.get(session)
    if (other === undefined) throw new Error(`no such session: ${session}`)
    if (!running) {
      pid = next
      current = other
      return launch('resume', current.shown)
    }
    await call('SessionEnd', { reason: 'resume' })
    current = other
    writeProcess('idle')
    show(screen.wipe(current.shown))
    await after('wipe')
    await sessionStart('resume')
  }

  const exit: ClaudeSimulator['exit'] = async () => {
    must()
    const goodbye = random.pick(['Bye!', 'See ya!', 'Goodbye!'])
    const typedAt = now()
    print([items.command('/exit', [goodbye])])
    current.shown.pop()
    current.transcript.command('exit', goodbye, typedAt)
    await call('SessionEnd', { reason: 'prompt_input_exit' })
    rmSync(processFile())
    show(`${screen.close()}\r\nResume this session with:\r\nclaude --resume ${current.transcript.session}\r\n`)
    running = false
    await after('exit')
  }

  const subagent: ClaudeSimulator['subagent'] = async () => {
    must()
    const [marked, agentId] = [words.token(), seededUuid(random).slice(0, 8)]
    const { session } = current.transcript
    const file = join(directory, session, 'subagents', `agent-${agentId}.jsonl`)
    const input = { description: 'Search the sources', prompt: 'Find the callers.', subagent_type: 'Explore' }
    await useTool('Agent', input, `Agent(${input.description})`, async id => {
      await call('SubagentStart', { agent_id: agentId, agent_type: 'Explore' })
      const own = claudeTranscript({ file, session, project, version, now, random, fields: { isSidechain: true, agentId } })
      writeFileSync(file.replace(/\.jsonl$/, '.meta.json'), JSON.stringify({ agentType: 'Explore', description: input.description, toolUseId: id, spawnDepth: 1 }), { mode: 0o600 })
      own.user(input.prompt)
      own.assistant(own.message(9_000), { type: 'text', text: `Three callers, ${marked}.` })
      await call('SubagentStop', { agent_id: agentId, agent_type: 'Explore', agent_transcript_path: file, stop_hook_active: false })
      return { content: 'Three callers.', result: { agentId, content: [{ type: 'text', text: 'Three callers.' }], totalTokens: 9_000 }, isError: false, shown: ['Done (1 tool use · 9.0k tokens · 3s)'] }
    })
    draw({})
    return { file, token: marked }
  }

  const toolResultFile: ClaudeSimulator['toolResultFile'] = async () => {
    must()
    const marked = words.token()
    const command = 'npm run everything'
    let file = ''
    await useTool('Bash', { command, description: 'Run all' }, `Bash(${command})`, id => {
      const beside = join(directory, current.transcript.session, 'tool-results')
      mkdirSync(beside, { recursive: true, mode: 0o700 })
      file = join(beside, `${id}.txt`)
      writeFileSync(file, `${'all is well\n'.repeat(4_000)}${marked}\n`, { mode: 0o600 })
      const content = `<persisted-output>\nOutput too large (47KB). Full output saved to: ${file}\n\nPreview (first 2KB):\nall is well\n...\n</persisted-output>`
      const result = { stdout: 'all is well', stderr: '', interrupted: false, isImage: false, persistedOutputPath: file }
      return Promise.resolve({ content, result, isError: false, shown: ['all is well', '… +4000 lines (ctrl+o to expand)'] })
    })
    draw({})
    return { file, token: marked }
  }

  current = options.resumes === undefined ? begun(seededUuid(random)) : begun(options.resumes, true)
  return flushing(flush, {
    start: () => launch(options.resumes === undefined ? 'startup' : 'resume', current.shown),
    turn,
    compact,
    compactRefused: async () => {
      must()
      await askCompact('manual')
      print([items.command('/compact', ['Error: Not enough messages to compact.'])])
    },
    clear,
    resume,
    exit,
    die: ({ torn = false } = {}) => {
      running = false
      for (const { transcript } of conversations.values()) transcript.drop()
      if (torn) appendFileSync(current.transcript.file, '{"parentUuid":"cut off in the mid')
    },
    resize: async (width, height) => {
      must()
      options.resizePane?.(width, height)
      show(screen.resize(width, height))
      await after('resize')
    },
    switchRenderer: async ({ reprint = false } = {}) => {
      must()
      renderer = renderer === 'classic' ? 'fullscreen' : 'classic'
      show(screen.close())
      const said = items.command('/tui', [`Switched to the ${renderer} renderer`])
      current.shown.push(said)
      show(screen.open(renderer, current.shown, reprint ? current.shown : [said]))
      await after('renderer')
    },
    subagent,
    toolResultFile,
    microcompact: () => {
      const microcompactMetadata = { trigger: 'auto', preTokens: current.tokens, tokensSaved: 3_000, compactedToolIds: [], clearedAttachmentUUIDs: [] }
      current.tokens -= 3_000
      current.transcript.system('microcompact_boundary', { content: 'Context microcompacted', microcompactMetadata })
    },
    holdRecords: () => {
      holding = true
      for (const { transcript } of conversations.values()) transcript.hold()
    },
    releaseRecords: bytes => {
      holding = bytes !== undefined
      for (const { transcript } of conversations.values()) transcript.release(bytes)
    },
    turns,
    events,
    injected,
    session: () => current.transcript.session,
    transcript: () => current.transcript.file,
    boundaries: () => boundaries,
    renderer: () => renderer,
  })
}
