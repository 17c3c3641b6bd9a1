import { Argument, type Command } from 'commander'
import { hook } from '../commands/hook.js'
import { statusline } from '../commands/statusline.js'
import { wireHooks } from '../commands/wire-hooks.js'
import { tokenFooterLine } from '../core/parse-token-pane.js'
import type { CommandLine } from './command-line.js'

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
      `
Outside of a captured tmux pane it does nothing. PreCompact captures at once, before the screen is wiped;
SessionStart with source compact or clear is a boundary, and prints the hand-off for the new context. install.sh
puts it into Claude Code's settings.json.`,
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
