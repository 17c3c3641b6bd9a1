/** A word of a shell command. `literal`: it stands for itself, no variable, pattern or substitution in it. */
export interface ShellWord {
  readonly text: string
  readonly literal: boolean
}

/** A simple command: its words, the files that its output goes to, and what stands before it (`''` at the beginning; `(` and `)` open and close a subshell). */
export interface ShellCommand {
  readonly after: string
  readonly words: readonly ShellWord[]
  readonly writes: readonly ShellWord[]
}

const token = /\\\n|(?<space>[ \t]+)|(?<comment>(?<![^\s;&|()])#[^\n]*)|(?<here><<<|<<-?)|(?<redirect>(?:\d+|&)?>(?:>|\|)?(?:&(?:\d+|-))?|\d*<(?:&\d+)?)|(?<operator>\n|;;?|&&|\|\|?&?|&|[()])/y
const piece = /'(?<single>[^']*)'|"(?<double>(?:[^"\\]|\\[^])*)"|\\(?<escaped>[^])|(?<plain>[^\s'"\\;&|<>()]+)|(?<broken>['"\\])/y
/** What the shell puts something else for. */
const replaced = /[$`]/
const replacedBare = /[$`*?[\]{}]|^~/

interface Reading {
  readonly word: ShellWord
  readonly end: number
}

const readWord = (text: string, from: number): Reading | undefined => {
  let [end, word, literal] = [from, '', true]
  for (piece.lastIndex = end; end < text.length; piece.lastIndex = end) {
    const groups = piece.exec(text)?.groups
    if (groups === undefined) break
    const { single, double, escaped, plain, broken } = groups
    word += single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? ''
    if (broken !== undefined || replaced.test(double ?? '') || replacedBare.test(plain ?? '')) literal = false
    end = piece.lastIndex
  }
  return end === from ? undefined : { word: { text: word, literal }, end }
}

/** Behind the lines of the here-documents that were begun in the line before `from`. */
const behindHere = (text: string, from: number, marks: readonly { readonly mark: string; readonly tabs: boolean }[]): number => {
  let at = from
  for (const { mark, tabs } of marks) {
    for (let found = false; !found && at < text.length; ) {
      const end = text.indexOf('\n', at)
      const line = text.slice(at, end < 0 ? text.length : end)
      found = (tabs ? line.replace(/^\t+/, '') : line) === mark
      at = end < 0 ? text.length : end + 1
    }
  }
  return at
}

/**
 * A shell's command line taken apart as far as names of files can be read from it: quotes, here-documents, redirections, `;`, `&&`, `||`, `|`, `&` and subshells. It understands no
 * compound commands: `if` and `for` come out as the words they are. In: any text. Out: the simple commands in order. Throws for nothing; cost in proportion to the text.
 */
export const shellCommands = (text: string): readonly ShellCommand[] => {
  const commands: ShellCommand[] = []
  let [after, words, writes]: [string, ShellWord[], ShellWord[]] = ['', [], []]
  let here: { mark: string; tabs: boolean }[] = []
  let next: 'word' | 'write' | 'read' | 'here' | 'here-tabs' = 'word'
  const close = (operator: string): void => {
    if (words.length > 0 || writes.length > 0 || after === '(' || after === ')') commands.push({ after, words, writes })
    ;[after, words, writes] = [operator, [], []]
  }
  for (let at = 0; at < text.length; ) {
    token.lastIndex = at
    const groups = token.exec(text)?.groups
    if (groups !== undefined) {
      at = token.lastIndex
      const { here: opens, redirect, operator } = groups
      if (opens !== undefined) next = opens === '<<<' ? 'read' : opens === '<<-' ? 'here-tabs' : 'here'
      // What goes to another descriptor (2>&1) names no file, and what goes to the second one only (2>errors) is no work.
      else if (redirect !== undefined) next = redirect.includes('>&') ? 'word' : /^(?:1|&)?>/.test(redirect) ? 'write' : 'read'
      else if (operator !== undefined) {
        if (operator === '\n') [at, here] = [behindHere(text, at, here), []]
        close(operator)
        next = 'word'
      }
      continue
    }
    const read = readWord(text, at)
    at = read?.end ?? at + 1
    if (read === undefined) continue
    if (next === 'word') words.push(read.word)
    else if (next === 'write') writes.push(read.word)
    else if (next !== 'read') here.push({ mark: read.word.text, tabs: next === 'here-tabs' })
    next = 'word'
  }
  close('')
  return commands
}
