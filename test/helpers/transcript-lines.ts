/** Lines of a transcript as Claude Code writes them (facts of 2.1.29 to 2.1.270), with uuids and times that count up. */
export interface TranscriptLines {
  readonly lines: readonly string[]
  /** The text of the file. */
  readonly text: () => string
  /** Any record; what it says replaces what all records have. Out: its uuid. */
  readonly add: (record: object) => string
  readonly typed: (text: string) => string
  readonly queued: (prompt: unknown) => string
  readonly says: (text: string) => string
  /** A call that has no result yet. Out: its id. */
  readonly call: (name: string, input: object, record?: object) => string
  readonly result: (id: string, content: unknown, more?: { error?: boolean; result?: unknown; record?: object }) => string
  /** A call with its result. */
  readonly did: (name: string, input: object, content?: unknown, more?: { error?: boolean; result?: unknown; record?: object }) => string
  readonly refused: (name: string, input: object, said?: string) => string
  readonly compacted: (summary: string) => string
}

const refusal = "The user doesn't want to proceed with this tool use. The tool use was rejected (eg. if it was a file edit, the new_string was NOT written to the file)."

/** In: the project's directory. Out: an empty transcript that lines can be added to. */
export const transcriptLines = (cwd = '/home/me/app'): TranscriptLines => {
  const lines: string[] = []
  let calls = 0
  const add = (record: object): string => {
    const uuid = `00000000-0000-4000-8000-${String(lines.length + 1).padStart(12, '0')}`
    const timestamp = new Date(Date.UTC(2026, 0, 1) + lines.length * 1_000).toISOString()
    lines.push(JSON.stringify({ parentUuid: null, isSidechain: false, userType: 'external', cwd, sessionId: 's', version: '2.1.226', uuid, timestamp, ...record }))
    return uuid
  }
  const call = (name: string, input: object, record: object = {}): string => {
    const id = `toolu_${(calls += 1)}`
    add({ type: 'assistant', message: { id: `msg_${calls}`, role: 'assistant', model: 'claude-x', content: [{ type: 'tool_use', id, name, input }] }, ...record })
    return id
  }
  const result: TranscriptLines['result'] = (id, content, { error = false, result: toolUseResult = {}, record = {} } = {}) =>
    add({ type: 'user', message: { role: 'user', content: [{ tool_use_id: id, type: 'tool_result', content, ...(error ? { is_error: true } : {}) }] }, toolUseResult, ...record })
  const did: TranscriptLines['did'] = (name, input, content = 'done', more = {}) => result(call(name, input, more.record), content, more)
  return {
    lines,
    text: () => lines.map(line => `${line}\n`).join(''),
    add,
    typed: text => add({ type: 'user', message: { role: 'user', content: text } }),
    queued: prompt => add({ type: 'attachment', attachment: { type: 'queued_command', prompt, commandMode: 'prompt' } }),
    says: text => add({ type: 'assistant', message: { id: `msg_s${lines.length}`, role: 'assistant', model: 'claude-x', content: [{ type: 'text', text }] } }),
    call,
    result,
    did,
    refused: (name, input, said = '') => did(name, input, said === '' ? `${refusal} STOP what you are doing and wait for the user to tell you how to proceed.` : `${refusal} To tell you how to proceed, the user said:\n${said}`, { error: true, result: 'Error: refused' }),
    compacted: summary => {
      add({ type: 'system', subtype: 'compact_boundary', content: 'Conversation compacted', level: 'info', compactMetadata: { trigger: 'auto', preTokens: 160_000 } })
      return add({ type: 'user', isCompactSummary: true, isVisibleInTranscriptOnly: true, message: { role: 'user', content: `This session is being continued from a previous conversation that ran out of context. The summary below covers the earlier portion of the conversation.\n\n${summary}` } })
    },
  }
}
