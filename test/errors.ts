import t from 'tap'
import { BusyError, CannotCreateError, CliError, ConfigError, DataError, IoError, NothingFound, UnavailableError, UnsafeError, UsageError } from '../src/errors.js'

t.test('each kind of failure has its exit code of sysexits(3), its name, and keeps its message, hint and cause', async t => {
  const kinds: [typeof UsageError | typeof DataError, number][] = [
    [UsageError, 64], [DataError, 65], [UnavailableError, 69], [CannotCreateError, 73], [IoError, 74], [BusyError, 75], [UnsafeError, 77], [ConfigError, 78],
  ]
  for (const [Kind, code] of kinds) {
    const error = new Kind('what happened', 'what to do')
    t.match(error, { exitCode: code, name: Kind.name, message: 'what happened', hint: 'what to do' })
    t.ok(error instanceof CliError && error instanceof Error)
  }
  const cause = new Error('below')
  t.equal(new IoError('above', undefined, { cause }).cause, cause)
})

t.test('that nothing was found is grep\'s 1', async t => t.match(new NothingFound(), { exitCode: 1, name: 'NothingFound' }))
