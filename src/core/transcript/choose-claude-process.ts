import type { ClaudeProcess } from './parse-claude-process.js'

/** Newest first: by the kernel's word, which counts from the boot, then by process ID. */
const newestFirst = (one: ClaudeProcess, other: ClaudeProcess): number => Number(other.procStart) - Number(one.procStart) || other.pid - one.pid

/**
 * Which of several Claude Code processes in one pane is the one on its screen: the interactive one that started last (another may be stopped
 * behind it). One without a screen of its own (`claude -p`, which a Claude may have started) counts only when `alone`, that is when the pane has no
 * other claim; one in the background never does. In: those in the pane, checked to be alive. Out: undefined when there is none.
 */
export const chooseClaudeProcess = (inPane: readonly ClaudeProcess[], alone: boolean): ClaudeProcess | undefined => {
  const [interactive] = inPane.filter(({ kind }) => kind === 'interactive').sort(newestFirst)
  if (interactive !== undefined || !alone) return interactive
  return inPane.filter(({ kind }) => kind === 'print').sort(newestFirst)[0]
}
