import type { Command } from 'commander'

/** What a command's `--help` says behind its options: explanations and examples. Out: '' when there is nothing. */
export const afterHelp = (command: Command): string => {
  const before = command.configureOutput()
  let text = ''
  // Commander keeps such text for the moment of printing, so it is printed, to us.
  command.configureOutput({ writeOut: piece => void (text += piece) }).outputHelp()
  command.configureOutput(before)
  return text.slice(command.helpInformation().length).trim()
}
