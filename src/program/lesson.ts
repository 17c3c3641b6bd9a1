/** As wide as a terminal is at least. */
const width = 80

/** Words to lines that are no longer than the help is wide. */
const wrap = (text: string): string =>
  text.split(/\s+/).reduce((lines, word) => {
    const last = lines.slice(lines.lastIndexOf('\n') + 1)
    return lines === '' ? word : `${lines}${last.length + 1 + word.length > width ? '\n' : ' '}${word}`
  }, '')

/** What stands below the options in a command's help. In: what the options do not tell, '' for nothing; what there is to type, and what it does. Out: text for `addHelpText('after', …)`. */
export const lesson = (says: string, examples: readonly (readonly [command: string, does?: string])[] = []): string => {
  const longest = Math.max(0, ...examples.filter(([, does]) => does !== undefined).map(([command]) => command.length))
  const lines = examples.map(([command, does]) => (does === undefined ? `  ${command}` : `  ${command.padEnd(longest)}  ${does}`))
  return [...(says === '' ? [] : [`\n${wrap(says)}`]), ...(lines.length === 0 ? [] : [`\n${lines.length === 1 ? 'Example' : 'Examples'}:`, ...lines])].join('\n')
}
