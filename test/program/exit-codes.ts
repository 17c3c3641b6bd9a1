import t from 'tap'
import * as errors from '../../src/errors.js'
import { exitCodes } from '../../src/program/exit-codes.js'

t.test('every exit code of an error that a person can do something about is told, in order', async t => {
  const codes = exitCodes.map(([code]) => code)
  t.same(codes, codes.toSorted((one, other) => one - other))
  const { CliError: _, ...kinds } = errors
  t.same(codes.slice(1), Object.values(kinds).map(Kind => new Kind('').exitCode).sort((one, other) => one - other))
})
