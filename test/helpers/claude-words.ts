/** What is said in a simulated conversation. Every text carries tokens that occur nowhere else, so that a reader can count where it went. */
import type { Seeded } from './seeded.js'

/** A tool call and what came of it, in the transcript's words and in the screen's. */
export interface SimulatedTool {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
  readonly content: string
  /** Transcripts keep the tool's own result beside the one that the model reads. */
  readonly result: unknown
  readonly isError: boolean
  readonly title: string
  readonly shown: readonly string[]
}

/** Says random things. `token` is new at each call. */
export interface ClaudeWords {
  readonly token: () => string
  readonly prompt: (token: string) => string
  /** One paragraph a token. */
  readonly answer: (tokens: readonly string[]) => string
  /** In: the directory of the project and a token, which stands in the screen's text and in the transcript's. */
  readonly tool: (project: string, token: string) => SimulatedTool
}

/** Every token looks like this. */
export const tokenPattern = /\bzq[0-9a-z]{7}\b/g

const words = 'the parser reads every line then writes what changed into a new file because tests failed before and must pass after this step'.split(' ')
const wideWords = ['漢字かな', '한국어', 'naïve', 'émigré', '日本語の長い単語']

/** In: where the chance comes from. */
export const claudeWords = (random: Seeded): ClaudeWords => {
  const used = new Set<string>()
  const token = (): string => {
    const made = `zq${Array.from({ length: 7 }, () => random.below(36).toString(36)).join('')}`
    if (used.has(made)) return token()
    used.add(made)
    return made
  }
  const some = (count: number): string[] => Array.from({ length: count }, () => (random.below(12) === 0 ? random.pick(wideWords) : random.pick(words)))
  /** The token anywhere among the words. */
  const sentence = (count: number, marked: string): string => {
    const all = some(count)
    all.splice(random.below(all.length + 1), 0, marked)
    return all.join(' ')
  }
  const path = (project: string): string => `${project}/src/${random.pick(words)}-${random.below(1_000)}.ts`
  const short = (project: string, file: string): string => file.slice(project.length + 1)
  const tool = (project: string, marked: string): SimulatedTool => {
    const file = path(project)
    switch (random.below(5)) {
      case 0: {
        const content = `     1→// ${sentence(4, marked)}\n     2→export {}`
        const read = { type: 'text', file: { filePath: file, content, numLines: 2, startLine: 1, totalLines: 2 } }
        return { name: 'Read', input: { file_path: file }, content, result: read, isError: false, title: `Read(${short(project, file)})`, shown: ['Read 2 lines'] }
      }
      case 1: {
        const [oldString, newString] = [`const a = '${random.pick(words)}'`, `const a = '${marked}'`]
        const patch = [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: [`-${oldString}`, `+${newString}`] }]
        const edited = { filePath: file, oldString, newString, originalFile: oldString, structuredPatch: patch, userModified: false, replaceAll: false }
        const content = `The file ${file} has been updated successfully.`
        const shown = ['Added 1 line, removed 1 line', `1 -${oldString}`, `1 +${newString}`]
        return { name: 'Edit', input: { file_path: file, old_string: oldString, new_string: newString }, content, result: edited, isError: false, title: `Update(${short(project, file)})`, shown }
      }
      case 2: {
        const text = `${sentence(6, marked)}\n`
        const written = { type: 'create', filePath: file, content: text, structuredPatch: [], originalFile: null }
        const content = `File created successfully at: ${file}`
        return { name: 'Write', input: { file_path: file, content: text }, content, result: written, isError: false, title: `Write(${short(project, file)})`, shown: [`Wrote 1 line to ${short(project, file)}`, `1 ${text.trim()}`] }
      }
      case 3: {
        const [command, stderr] = [`npm test -- ${random.pick(words)}`, sentence(3, marked)]
        const shown = ['Error: Exit code 1', stderr]
        return { name: 'Bash', input: { command, description: 'Run the tests' }, content: `Exit code 1\n${stderr}`, result: `Error: Exit code 1\n${stderr}`, isError: true, title: `Bash(${command})`, shown }
      }
      default: {
        const command = `grep -rn ${random.pick(words)} src | head`
        const lines = [sentence(5, marked), ...Array.from({ length: random.below(30) }, (_, index) => `line ${index} ${some(3).join(' ')}`)]
        const shown = lines.length > 4 ? [...lines.slice(0, 3), `… +${lines.length - 3} lines (ctrl+o to expand)`] : lines
        const ran = { stdout: lines.join('\n'), stderr: '', interrupted: false, isImage: false }
        return { name: 'Bash', input: { command, description: 'Search' }, content: lines.join('\n'), result: ran, isError: false, title: `Bash(${command})`, shown }
      }
    }
  }
  return {
    token,
    prompt: marked => sentence(2 + random.below(random.below(5) === 0 ? 40 : 10), marked),
    answer: tokens => tokens.map(marked => sentence(3 + random.below(30), marked)).join('\n\n'),
    tool,
  }
}
