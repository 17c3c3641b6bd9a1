import { hasBlock, type ShellStartFacts } from '../../core/checks/shell-start.js'
import { readSmallFile } from '../files/read-small-file.js'

const shellOf = [['.bashrc', 'bash'], ['.zshrc', 'zsh'], ['config.fish', 'fish']] as const
const [mostBytes, mostTrouble] = [1_048_576, 16_384]

/** The start-up files of the three shells. In: the environment; the home directory; where a shell's start leaves what went wrong. Throws IoError (74). */
export const probeShellStart = (env: Readonly<Record<string, string | undefined>>, home: string, troubleFile: string): ShellStartFacts => {
  const usual = [`${home}/.bashrc`, `${env.ZDOTDIR || home}/.zshrc`, `${env.XDG_CONFIG_HOME || `${home}/.config`}/fish/config.fish`]
  // What install.sh has edited: it knows a ZDOTDIR that .zshenv does not export.
  const edited = (readSmallFile(`${home}/.local/share/claude-session/wired-files`, mostBytes) ?? '').split('\n')
  const files = [...new Set([...usual, ...edited])].flatMap(file => {
    const shell = shellOf.find(([name]) => file.endsWith(`/${name}`))?.[1]
    return shell === undefined ? [] : [[shell, file] as const]
  })
  return {
    shell: env.SHELL?.split('/').at(-1) ?? '',
    files: files.flatMap(([shell, file]) => {
      const text = readSmallFile(file, mostBytes)
      return text === undefined ? [] : [{ shell, file, wired: hasBlock(text) }]
    }),
    trouble: readSmallFile(troubleFile, mostTrouble)?.trim() ?? '',
  }
}
