import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import t, { type Test } from 'tap'
import { manPage } from '../../src/program/man-page.js'
import { program } from '../../src/program/program.js'
import { version } from '../../src/version.js'
import { commandLine } from '../helpers/command-line.js'
import { run, scratch } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const page = manPage(program(commandLine({})))
const file = (t: Test, text = page): string => {
  const path = join(scratch(t), 'claude-session.1')
  writeFileSync(path, text)
  return path
}
const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', MANWIDTH: '200', MANPAGER: 'cat' }
const hostile = ['.so /etc/passwd', "'ab cd", '\\n(.x "quoted" `back` ~/.config^', 'x…y']

t.test('it is made from the program alone, the same each time', async t => {
  t.equal(manPage(program({ ...commandLine({}), environment: () => t.fail('no environment is made') as never })), page)
  t.match(page, /^[\x0a\x20-\x7e]*\n$/, 'and is ASCII')
})

t.test('it has every section, every command that is not hidden, and their options', async t => {
  const cli = program(commandLine({}))
  t.same([...page.matchAll(/^\.SH (.*)$/gm)].map(([, name]) => name), ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'COMMANDS', 'FILES', 'ENVIRONMENT', 'EXIT STATUS', 'EXAMPLES', 'SEE ALSO'])
  const help = cli.createHelp()
  for (const command of help.visibleCommands(cli).filter(each => each.name() !== 'help')) {
    t.ok(page.includes(`\\fBclaude\\-session ${command.name().replaceAll('-', '\\-')}\\fR`), command.name())
    for (const { long } of help.visibleOptions(command)) t.ok(page.includes(`\\fB${long?.replaceAll('-', '\\-')}`), `${command.name()} ${long}`)
  }
  t.notMatch(page, /keep\\-units|provisional|session wire/, 'what the help hides is not told')
})

t.test('groff and mandoc have nothing to say about it, nor about words that look like requests', needs(commandProblem('groff')), async t => {
  const cli = new Command('odd').description(`${hostile[0]} is odd. More`)
  for (const [index, text] of hostile.entries()) cli.command(`c${index}`).description(text).option('--x <y>', text).argument('<z>', text).addHelpText('after', `\n${text}\n  ${text}`)
  for (const text of [page, manPage(cli)]) {
    const path = file(t, text)
    const groff = run('groff', ['-man', '-ww', '-Tutf8', path], env)
    t.match(groff, { code: 0, err: '' })
    t.notMatch(groff.out, /root:/)
    if (commandProblem('mandoc') !== undefined) t.comment('there is no mandoc on this machine')
    // Examples are shown as they are, however long.
    else t.same(run('mandoc', ['-Tlint', path], env).out.split('\n').filter(line => line !== '' && !line.includes('longer than 80 bytes')), [])
  }
  const plain = run('groff', ['-man', '-Tutf8', '-rLL=200n', '-P-cbou', file(t, manPage(cli))], env).out
  for (const text of hostile) t.ok(plain.replace(/ +/g, ' ').split(text).length > 4, text)
})

t.test('man finds it where install.sh puts it, and shows what can be copied', needs(commandProblem('man')), async t => {
  const path = file(t)
  t.match(run('man', ['--warnings', '-l', path], env), { code: 0, err: '', out: new RegExp(`--ignore-case[^]*~/.config/claude-session/config\\.toml[^]*claude-session ${version.replaceAll('.', '\\.')}`) })
  const home = scratch(t)
  mkdirSync(join(home, '.local/share/man/man1'), { recursive: true })
  mkdirSync(join(home, '.local/bin'))
  writeFileSync(join(home, '.local/share/man/man1/claude-session.1'), page)
  t.match(run('man', ['-w', 'claude-session(1)'], { PATH: `${home}/.local/bin:${process.env.PATH ?? ''}`, HOME: home }), { code: 0, out: `${home}/.local/share/man/man1/claude-session.1\n` })
})

t.test('each unit names it', async t => {
  const units = readdirSync('units').filter(name => /\.(?:service|timer)$/.test(name))
  t.ok(units.length > 8)
  for (const name of units) t.match(readFileSync(join('units', name), 'utf8'), /^Documentation=man:claude-session\(1\)$/m, name)
})
