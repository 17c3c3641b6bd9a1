import { Argument, type Command } from 'commander'
import type { CommandLine } from './command-line.js'
import { completions, completionShells } from './completions.js'
import { lesson } from './lesson.js'
import { manPage } from './man-page.js'

/** The commands that tell of the others. In: the program they are added to, and tell of; the process it runs in. */
export const addManualCommands = (cli: Command, { print }: CommandLine): void => {
  cli
    .command('man')
    .description('the manual page, as roff source')
    .addHelpText(
      'after',
      lesson(
        'It is made from what --help says. install.sh puts it where man(1) looks.',
        [['claude-session man | man -l -']],
      ),
    )
    .action(() => print(manPage(cli)))
  cli
    .command('completions')
    .description('what a shell needs to complete commands, options and session IDs')
    .addArgument(new Argument('<shell>').choices(completionShells))
    .addHelpText(
      'after',
      lesson(
        'It reads the names of the session directories itself and does not start this command.',
        [['source <(claude-session completions bash)', 'also for zsh, behind compinit'], ['claude-session completions fish | source']],
      ),
    )
    .action((shell: (typeof completionShells)[number]) => print(completions(cli, shell)))
}
