import t from 'tap'
import { commandLine } from '../helpers/command-line.js'

t.test('what is not asked of it is not made', async t => {
  t.same(commandLine({}).printed, [])
})
