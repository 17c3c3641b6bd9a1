import type { Argument, Command, Option } from 'commander'
import { sessionsOf, type NamedSessions } from './session-argument.js'

/** What may stand in one place: one of some words, something that is found on the disk, or what nobody can guess. */
export type Offer = { readonly choices: readonly string[] } | { readonly found: NamedSessions | 'projects' | 'directories' | 'files' | 'nothing' }

/** An option as it is typed. */
export interface CompletionOption {
  /** `--lines`, `-n`: the long one first. */
  readonly names: readonly string[]
  readonly description: string
  /** What its value may be; undefined when it takes none. */
  readonly value: Offer | undefined
}

/** A command as it is typed. */
export interface CompletionCommand {
  readonly name: string
  readonly description: string
  readonly options: readonly CompletionOption[]
  /** What may stand in each place behind it. */
  readonly places: readonly Offer[]
}

/** The command itself, and its commands: what a shell completes. */
export interface CompletionWords {
  readonly name: string
  readonly options: readonly CompletionOption[]
  readonly commands: readonly CompletionCommand[]
}

/** What the name of a value in the help says about it. */
const foundBy: Readonly<Record<string, 'projects' | 'directories' | 'files'>> = { NAME: 'projects', directory: 'directories', file: 'files' }

const offer = (word: Argument | Option, name: string): Offer => (word.argChoices ? { choices: word.argChoices } : { found: sessionsOf(word) ?? foundBy[name] ?? 'nothing' })

const toOption = (option: Option): CompletionOption => ({
  names: [option.long, option.short].flatMap(name => name ?? []),
  description: option.description,
  value: option.required || option.optional ? offer(option, /[<[](\w+)/.exec(option.flags)?.[1] ?? '') : undefined,
})

/** The words of a program, without those that its help hides: what stands in no help is for no person. */
export const completionWords = (cli: Command): CompletionWords => {
  const help = cli.createHelp()
  const commands = help.visibleCommands(cli)
  const choices = commands.map(command => command.name())
  return {
    name: cli.name(),
    options: help.visibleOptions(cli).map(toOption),
    commands: commands.map(command => ({
      name: command.name(),
      description: command.description(),
      options: help.visibleOptions(command).map(toOption),
      places: command.name() === 'help' ? [{ choices }] : command.registeredArguments.map(argument => offer(argument, argument.name())),
    })),
  }
}
