const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Whether a text that somebody else wrote is the ID of a session of Claude Code (a UUID), not of ours. Only what passes may become part of a
 * path. It also tells `<uuid>.jsonl` from what lies beside it: `agent-…`, `….orphaned-…`.
 */
export const isClaudeSessionId = (text: string): boolean => uuid.test(text)
