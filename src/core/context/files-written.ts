import { type ShellWord, shellCommands } from '../text/shell-commands.js'
import { absolutePath } from './add-file.js'

/** From such a word on it is not known what was run. */
const compound = new Set(['if', 'for', 'while', 'until', 'case', 'select', 'function', '{', '[[', 'exec', 'eval', 'set'])

/** The files among the words of `sed -i`: behind the options and, where none of them gives it, the script. */
const sedFiles = (words: readonly ShellWord[]): readonly ShellWord[] => {
  if (!words.some(({ text }) => /^(?:-[nEr]*i|--in-place)/.test(text))) return []
  let scripted = false
  const rest = words.slice(1).filter(({ text }, index, all) => {
    const before = all[index - 1]?.text ?? ''
    if (/^(?:-[nEr]*[ef]|--expression|--file)$/.test(before)) return false
    if (/^(?:-[nEr]*[ef]|--(?:expression|file))/.test(text)) scripted = true
    return text !== '' && !text.startsWith('-')
  })
  return scripted ? rest : rest.slice(1)
}

const namedFiles = (words: readonly ShellWord[]): readonly ShellWord[] => {
  const name = words[0]?.text
  if (name === 'tee') return words.slice(1).filter(({ text }) => !text.startsWith('-'))
  return name === 'sed' ? sedFiles(words) : []
}

/**
 * The files that a command which went well has surely written: redirections, `tee` and `sed -i`, as far as their names stand there as they are; `cd` before them counts. What may not have run
 * (behind `||`, in an `if` or a loop) is left out. In: the command; the directory it was run in. Out: absolute paths, each once.
 */
export const filesWritten = (command: string, cwd: string): readonly string[] => {
  const found = new Set<string>()
  const outer: (string | undefined)[] = []
  let directory: string | undefined = cwd
  for (const { after, words, writes } of shellCommands(command)) {
    if (after === '(') outer.push(directory)
    if (after === ')') directory = outer.pop()
    const [first, ...rest] = words.filter(({ text }) => !/^\w+=/.test(text))
    if (after.startsWith('||') || (first !== undefined && compound.has(first.text))) break
    for (const { text, literal } of [...writes, ...namedFiles(first === undefined ? [] : [first, ...rest])]) {
      if (!literal || text === '' || text.startsWith('/dev/') || (directory === undefined && !text.startsWith('/'))) continue
      found.add(absolutePath(text, directory ?? ''))
    }
    if (first?.text === 'cd') directory = rest.length === 1 && rest[0]?.literal === true && rest[0].text !== '-' && (directory !== undefined || rest[0].text.startsWith('/')) ? absolutePath(rest[0].text, directory ?? '') : undefined
    if (first?.text === 'pushd' || first?.text === 'popd') directory = undefined
  }
  return [...found]
}
