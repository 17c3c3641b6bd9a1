import type { CommandLine } from './command-line.js'

/** A command's outcome on standard output. In: the value; whether as JSON; how it reads otherwise. */
export const showValue = <T>({ print }: Pick<CommandLine, 'print'>, value: T, json: boolean | undefined, format: (value: T) => string): void =>
  print(json ? JSON.stringify(value, undefined, 2) : format(value))
