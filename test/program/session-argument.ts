import { Argument, Option } from 'commander'
import t from 'tap'
import { sessionArgument, sessionOption, sessionsOf } from '../../src/program/session-argument.js'

t.test('a word for a session says which ones it may name; others are about something else', async t => {
  const argument = sessionArgument('[ID]', 'live', '; default: this one')
  t.match(argument, { required: false, description: /^the session, .*; default: this one$/ })
  t.equal(sessionsOf(argument), 'live')
  t.equal(sessionsOf(sessionOption('--session <ID>', 'only', 'all')), 'all')
  t.equal(sessionsOf(new Argument('<x>')), undefined)
  t.equal(sessionsOf(new Option('--x')), undefined)
})
