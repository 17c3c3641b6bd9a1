import { Argument, Option, type Command } from 'commander'
import { hook } from '../commands/hook.js'
import { init } from '../commands/init.js'
import { paneDied } from '../commands/pane-died.js'
import { statusline } from '../commands/statusline.js'
import { wireHooks } from '../commands/wire-hooks.js'
import { shells } from '../core/text/quote-word.js'
import { tokenFooterLine } from '../core/tokens/parse-token-pane.js'
import type { CommandLine } from './command-line.js'
import { lesson } from './lesson.js'

/** What Claude Code hands over: a prompt that is pasted comes whole; for a status line it is some 2 KB. */
const [mostHook, mostStatusLine] = [16_777_216, 1_048_576]

/** The commands that Claude Code, the shell and the installer call. In: the program they are added to; the process it runs in. */
export const addWiringCommands = (cli: Command, { environment, input, print, report }: CommandLine): void => {
  cli
    .command('hook')
    .description("what Claude Code's hooks call: reads the hook's JSON, always exits 0")
    .allowExcessArguments()
    .addHelpText(
      'after',
      lesson(
        "Outside of a captured tmux pane it does nothing. PreCompact captures at once, before the screen is wiped; SessionStart with source compact or clear is a boundary, and prints the hand-off for the new context. install.sh puts it into Claude Code's settings.json.",
      ),
    )
    .action(async () => {
      try {
        print(await hook(environment(), input(mostHook)))
      } catch (error) {
        // A hook that fails must not hold Claude up, and exit code 2 would forbid a compaction.
        report(error)
      }
    })
  cli
    .command('statusline')
    .description("Claude Code's status line: reads its JSON, prints the token budget of this pane's session")
    .action(async () => print(await statusline(environment(), input(mostStatusLine))))
  cli
    .command('init')
    .description('print what a shell runs at the end of its start-up file: begins the session of its tmux pane')
    .addArgument(new Argument('<shell>').choices(shells))
    .addOption(new Option('--command <path>', 'another command than ~/.local/bin/claude-session').hideHelp())
    .addHelpText(
      'after',
      lesson(
        "install.sh writes it to a file that ~/.bashrc, ~/.zshrc or config.fish reads, so that no process is started for it. In a shell's environment CLAUDE_SESSION_DISABLE=1 turns it off, and CLAUDE_SESSION_FULLSCREEN=1 leaves Claude Code its full-screen display, of which the scrollback keeps nothing.",
      ),
    )
    .action((shell, options) => print(init(environment(), shell, options.command)))
  cli
    .command('pane-died', { hidden: true })
    .description('capture what a pane of ours still shows, and let its session end (what its pane-died hook runs)')
    .argument('<pane>', 'for example %0')
    .action(async pane => paneDied(environment(), pane))
  cli
    .command('wire', { hidden: true })
    .description("put the hooks and the status line into Claude Code's settings.json, or take them out; print tmux's footer line (what install.sh runs)")
    .addArgument(new Argument('<action>').choices(['add', 'remove', 'footer']))
    .option('--settings <file>', 'another file than ${CLAUDE_CONFIG_DIR:-~/.claude}/settings.json')
    .action((action, options) => {
      if (action === 'footer') return print(tokenFooterLine)
      const { lines, failure } = wireHooks(environment(), action, options.settings)
      print(lines.join('\n'))
      if (failure !== undefined) throw failure
    })
}
