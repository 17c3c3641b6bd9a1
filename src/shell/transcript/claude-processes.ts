import { type ClaudeProcess, parseClaudeProcess } from '../../core/transcript/parse-claude-process.js'
import { listNames } from '../files/list-names.js'
import { readRegularFile } from '../files/read-regular-file.js'
import { readProcessStat } from '../processes/read-process-stat.js'

const mostBytes = 64 * 1024

/**
 * The live Claude Code processes that keep a file in `<config>/sessions/`. In: Claude's configuration directory. Out: those whose process is alive
 * and started when the file says: a crash leaves its file behind, and the process ID goes to somebody else. What is no such file is passed over.
 * Throws IoError (74) when the directory is there and cannot be listed.
 */
export const claudeProcesses = (config: string): ClaudeProcess[] =>
  listNames(`${config}/sessions`).flatMap(name => {
    const pid = Number(/^([1-9]\d{0,9})\.json$/.exec(name)?.[1] ?? 0)
    // The process first: of a hundred files that crashes left behind, none is opened.
    const stat = pid === 0 ? undefined : readProcessStat(pid)
    if (stat?.alive !== true) return []
    const file = readRegularFile(`${config}/sessions/${name}`, { head: mostBytes })
    const found = file === undefined || file.size > mostBytes ? undefined : parseClaudeProcess(file.head.toString('utf8'), pid)
    return found?.procStart === stat.start ? [found] : []
  })
