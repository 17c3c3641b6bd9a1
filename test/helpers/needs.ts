/**
 * What a test that needs more than Node says to tap: `t.test('a claim', needs(problem), async t => …)`. With a problem (a
 * sentence that says what is missing) the test is skipped, and the sentence is printed; where CI is set nobody reads a
 * skipped test, so there it is an error.
 */
export const needs = (problem: string | undefined, env: NodeJS.ProcessEnv = process.env): { skip?: string } => {
  if (problem === undefined) return {}
  if (env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false') {
    throw new Error(`in CI this test may not be skipped: ${problem}`)
  }
  return { skip: problem }
}
