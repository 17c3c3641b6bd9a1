/**
 * claude-session(1), made from the definitions that `--help` is made from. It is man(7), since every man reads that, and so plain that groff and mandoc have nothing to
 * say about it. Nothing is known of the process: it prints the same everywhere.
 */
import type { Command, Help } from 'commander'
import { roffBold, roffFilled, roffItalic, roffText } from '../core/text/roff.js'
import { version } from '../version.js'
import { afterHelp } from './after-help.js'
import { environmentVariables } from './environment-variables.js'
import { examples } from './examples.js'
import { exitCodes } from './exit-codes.js'
import { places } from './places.js'

/** When the words of this file were last looked at: the day of a page is part of it, and must not be that of its printing. */
const looked = '2026-11-25'

const item = (term: string, ...body: readonly string[]): string[] => ['.TP', term, ...body]
const indented = (lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['.RS', ...lines, '.RE'])

/** `--pane <%N>` and `[ID]`: what is typed as it stands is bold, what stands for something is italic. */
const words = (text: string): string =>
  text
    .split(/(<[^>]*>|\[[^\]]*\])/)
    .map(piece => {
      if (piece.startsWith('<')) return roffItalic(piece.slice(1, -1))
      if (piece.startsWith('[')) return `[${roffItalic(piece.slice(1, -1))}]`
      return piece.trim() === '' ? piece : piece.replace(/\S+/g, word => (word === ',' ? word : roffBold(word)))
    })
    .join('')

/** Free text: paragraphs, and examples, whose lines begin with two blanks and are shown as they are. */
const prose = (text: string): string[] =>
  [...text.matchAll(/(?:^ {2}.*\n?)+|(?:^(?! {2}).+\n?)+/gm)].flatMap(([block]) =>
    block.startsWith('  ')
      ? ['.PP', '.RS 4', '.EX', ...block.trimEnd().split('\n').map(line => roffText(line.slice(2))), '.EE', '.RE']
      : ['.PP', ...roffFilled(block)],
  )

const commandEntry = (cli: Command, command: Command, help: Help): string[] => {
  const options = help.visibleOptions(command).filter(option => option.long !== '--help')
  const takes = command.registeredArguments.map(argument => (argument.required ? roffItalic(argument.name()) : `[${roffItalic(argument.name())}]`))
  const term = [roffBold(`${cli.name()} ${command.name()}`), ...(options.length > 0 ? [`[${roffItalic('option')} ...]`] : []), ...takes]
  const inner = [
    ...help.visibleArguments(command).flatMap(argument => item(roffItalic(argument.name()), ...roffFilled(help.argumentDescription(argument)))),
    ...options.flatMap(option => item(words(option.flags), ...roffFilled(help.optionDescription(option)))),
  ]
  return [...item(term.join(' '), ...roffFilled(`${command.description()}.`)), ...indented([...inner, ...prose(afterHelp(command))])]
}

/** The commands, under the headings that `--help` has. */
const commandEntries = (cli: Command): string[] => {
  const help = cli.createHelp()
  const commands = help.visibleCommands(cli).filter(command => command.name() !== 'help')
  const groups = [...new Set(commands.map(command => command.helpGroup()))]
  return groups.flatMap(group => [...(group === '' ? [] : [`.SS ${roffText(group.replace(/:$/, ''))}`]), ...commands.filter(command => command.helpGroup() === group).flatMap(command => commandEntry(cli, command, help))])
}

const description = `When Claude Code compacts its context it clears the terminal, and what stood there is gone. This command writes each line down
once, as soon as it has left the screen: every five minutes, from a systemd timer, with no process that stays. When it cannot know that it has seen
everything, it says so in a gap.

At such a boundary the session ends whole and the next one begins in the same pane. What the pane could not show is taken from Claude Code's own
transcript, of which a copy is kept; what the old context must not forget is handed to the new one.

A session is one stretch of work in one pane. Its ID is 1 to 128 letters, digits, '_', '.' or '-', and begins with a letter or digit; the tool's own are
claude-<project>-<seconds>. Everything of a session is found from its ID alone.`

const seeAlso = ['tmux(1)', 'systemctl(1)', 'journalctl(1)', 'loginctl(1)', 'sysexits(3)', 'systemd.timer(5)']

/** The source of the manual page. In: the program, as `program` makes it. Out: man(7) in ASCII, with a line's end. */
export const manPage = (cli: Command): string => {
  const [summary = ''] = cli.description().split('. ')
  const files = places.flatMap(([name, holds]) => {
    const depth = (name.length - name.trimStart().length) / 2
    const entry = item(words(name.trim()), ...roffFilled(holds))
    return Array.from({ length: depth }).reduce<string[]>(inner => indented(inner), entry)
  })
  return `${[
    `.\\" Printed by ${cli.name()} man, from the definitions that --help is made from.`,
    `.TH ${roffText(cli.name().toUpperCase())} 1 ${looked} "${roffText(`${cli.name()} ${version}`)}" "User Commands"`,
    '.SH NAME',
    `${roffText(cli.name())} \\- ${roffText(summary.charAt(0).toLowerCase() + summary.slice(1))}`,
    '.SH SYNOPSIS',
    `${roffBold(cli.name())} ${roffItalic('command')} [${roffItalic('option')} ...] [${roffItalic('argument')} ...]`,
    '.SH DESCRIPTION',
    ...prose(description).slice(1),
    '.SH COMMANDS',
    'Every command has',
    `${roffBold('--help')},`,
    'and the command itself',
    `${roffBold('--version')}.`,
    ...commandEntries(cli),
    '.SH FILES',
    ...files,
    '.SH ENVIRONMENT',
    ...environmentVariables.flatMap(([name, meaning]) => item(roffBold(name), ...roffFilled(meaning))),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, means]) => item(roffBold(String(code)), roffText(means))),
    '.SH EXAMPLES',
    ...examples.flatMap(([command, does]) => item(roffBold(command), roffText(does))),
    '.SH SEE ALSO',
    seeAlso.map(page => `${roffBold(page.replace(/\(.*/, ''))}${page.slice(page.indexOf('('))}`).join(',\n'),
  ].join('\n')}\n`
}
