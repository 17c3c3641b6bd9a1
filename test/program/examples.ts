import t from 'tap'
import { examples } from '../../src/program/examples.js'
import { program } from '../../src/program/program.js'
import { commandLine } from '../helpers/command-line.js'

t.test('each example of our own is a command that there is, with options that it has', async t => {
  const { commands } = program(commandLine({}))
  const ours = examples.filter(([command]) => command.startsWith('claude-session '))
  t.ok(ours.length > 4)
  for (const [example] of ours) {
    const [, name, ...words] = example.split(' ')
    const command = commands.find(each => each.name() === name)
    t.ok(command, example)
    for (const word of words.filter(each => /^--?\w/.test(each))) t.ok(command?.options.some(({ long, short }) => word === long || word === short), word)
  }
})
