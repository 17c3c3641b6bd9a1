import { Option, type Command } from 'commander'
import { doctor } from '../commands/doctor.js'
import { exitCode } from '../core/checks/exit-code.js'
import { formatDoctor } from '../core/report/format-doctor.js'
import { CliError } from '../errors.js'
import type { CommandLine } from './command-line.js'
import { lesson } from './lesson.js'
import { showValue } from './show-value.js'

/** `doctor`. In: the program it is added to; the process it runs in. */
export const addDoctorCommand = (cli: Command, line: CommandLine): void => {
  cli
    .command('doctor')
    .description('look at everything the tool needs and has, and say what to do')
    .option('--fix', 'capture what is stale, start what stands still, finish what was cut off; no file of yours is edited')
    .option('--quiet', 'only what is not well; nothing when all is')
    .option('--json', 'as an array of {"check", "outcome", "says", "do", "fixed"?}')
    .addOption(new Option('--installation', 'install.sh calls this: fail only for what keeps a new installation from working').hideHelp())
    .addHelpText(
      'after',
      lesson(
        'Marks: ✗ problem, ! warning, ? could not be found out, · good to know, ✓ well. The exit code is 0 without a problem, 69 when something needed is missing, 74 when the disk is full, 77 for unsafe permissions, else 78.',
        [['claude-session doctor'], ['claude-session doctor --quiet || echo look at it', 'for a script']],
      ),
    )
    .action(async options => {
      const findings = await doctor(line.environment(), options)
      showValue(line, findings, options.json, value => formatDoctor(value, { colour: line.colours, quiet: options.quiet === true }))
      const code = exitCode(findings, { installation: options.installation === true })
      if (code !== 0) throw new CliError(code, 'something is wrong', options.json ? undefined : 'What to do stands below each ✗')
    })
}
