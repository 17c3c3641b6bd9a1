import { Command } from 'commander'
import t from 'tap'
import { afterHelp } from '../../src/program/after-help.js'

t.test('what stands behind the options, and the command prints its help as before', async t => {
  let printed = ''
  const command = new Command('x').description('does x').configureOutput({ writeOut: text => void (printed += text) })
  t.equal(afterHelp(command), '')
  command.addHelpText('after', '\nExample:\n  x')
  t.equal(afterHelp(command), 'Example:\n  x')
  t.equal(printed, '')
  command.outputHelp()
  t.match(printed, /does x[^]*Example:\n {2}x\n$/)
})
