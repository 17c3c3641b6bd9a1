import t from 'tap'
import { idArgument } from '../../src/program/id-argument.js'

t.test('it shows both kinds of ID', async t => {
  t.match(idArgument, /claude-my-app-\d+ or a name of your own/)
})
