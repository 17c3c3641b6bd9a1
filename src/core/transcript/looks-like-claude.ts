/**
 * Whether a process is Claude Code by its name and the first words of its command line: it calls itself `claude`, or runs a program of that name
 * (`node …/@anthropic-ai/claude-code/cli.js`, a native build whose file is called after its version). A guess: it may end a search, never bind anything.
 */
export const looksLikeClaude = (name: string, words: readonly string[]): boolean =>
  name === 'claude' || words.slice(0, 2).some(word => /(?:^|\/)claude(?:-code)?(?:\/|$)/.test(word))
