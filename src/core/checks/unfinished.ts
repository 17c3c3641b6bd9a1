import { finding, type Finding } from './finding.js'

/** Sessions that ended and whose files were not completed. */
export const judgeUnfinished = (ids: readonly string[]): Finding[] =>
  ids.map(id => finding(`history ${id}`, 'warning', 'it ended, and its files were not completed: no MANIFEST.json', `claude-session end ${id}, or claude-session doctor --fix`))
