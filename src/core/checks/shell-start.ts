import { finding, type Finding } from './finding.js'

/** The start-up files that could begin sessions by themselves. */
export interface ShellStartFacts {
  /** The login shell's name: bash, zsh, fish or another. */
  readonly shell: string
  /** Start-up files that are there, by the shell that reads them, and whether our block is in them. */
  readonly files: readonly { readonly shell: string; readonly file: string; readonly wired: boolean | 'torn' }[]
  /** Why the last session that a shell wanted did not begin; '' when it did. */
  readonly trouble: string
}

/** The lines between which install.sh puts what it adds to a file of the user's. */
export const blockMarks = { begin: '# >>> claude-session >>>', end: '# <<< claude-session <<<' } as const

/** Whether our block stands in a start-up file; `torn`: one of its two marks alone. */
export const hasBlock = (text: string): boolean | 'torn' => {
  const lines = text.split(/\r?\n/)
  const [begin, end] = [lines.indexOf(blockMarks.begin), lines.lastIndexOf(blockMarks.end)]
  if (begin < 0 && end < 0) return false
  return begin >= 0 && end > begin ? true : 'torn'
}

const inOthers = 'only bash, zsh and fish can: tmux starts another than your login shell with, for example, `set -g default-shell /bin/bash` in ~/.tmux.conf'

/** Whether a shell begins sessions by itself. */
export const judgeShellStart = ({ shell, files, trouble }: ShellStartFacts): Finding => {
  const torn = files.find(({ wired }) => wired === 'torn')
  if (torn !== undefined) return finding('shell-start', 'warning', `of the two lines that mark what was added to ${torn.file} one is missing`, `make it whole or take it out: "${blockMarks.begin}" and "${blockMarks.end}"`)
  if (trouble !== '') return finding('shell-start', 'warning', `the last session that a shell wanted did not begin: ${trouble}`, 'claude-session start, in that pane, tells whether it is so still')
  const wired = files.filter(file => file.wired === true)
  if (wired.some(file => file.shell === shell)) return finding('shell-start', 'ok', `${wired.map(({ file }) => file).join(', ')} begins a session in every tmux pane`)
  const others = wired.length === 0 ? '' : `, only ${wired.map(({ file }) => file).join(', ')}`
  return finding('shell-start', 'notice', `the start-up file of ${shell === '' ? 'your shell' : shell} begins no sessions${others}: claude-session start does, by hand`, ['', 'bash', 'zsh', 'fish'].includes(shell) ? 'run ./install.sh (without --no-shell)' : inOthers)
}
