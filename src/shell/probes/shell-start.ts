import { hasBlock, type ShellStartFacts } from '../../core/checks/shell-start.js'
import { readSmallFile } from '../files/read-small-file.js'

const [mostBytes, mostTrouble] = [1_048_576, 16_384]

/** The start-up files of the three shells. In: the environment; the home directory; where a shell's start leaves what went wrong. Throws IoError (74). */
export const probeShellStart = (env: Readonly<Record<string, string | undefined>>, home: string, troubleFile: string): ShellStartFacts => {
  const files = [
    ['bash', `${home}/.bashrc`],
    ['zsh', `${env.ZDOTDIR || home}/.zshrc`],
    ['fish', `${env.XDG_CONFIG_HOME || `${home}/.config`}/fish/config.fish`],
  ] as const
  return {
    shell: env.SHELL?.split('/').at(-1) ?? '',
    files: files.flatMap(([shell, file]) => {
      const text = readSmallFile(file, mostBytes)
      return text === undefined ? [] : [{ shell, file, wired: hasBlock(text) }]
    }),
    trouble: readSmallFile(troubleFile, mostTrouble)?.trim() ?? '',
  }
}
