import t from 'tap'
import { transcriptOrigin } from '../../../src/core/transcript/transcript-origin.js'

const lines = (...records: object[]): string => records.map(record => `${JSON.stringify(record)}\n`).join('')
const said = (cwd: string, second: number, more: object = {}): object => ({ type: 'user', cwd, timestamp: new Date(second * 1000).toISOString(), message: { role: 'user', content: 'hello' }, ...more })

t.test('the first record that tells a directory and the first that tells a time', async t => {
  t.same(transcriptOrigin(lines({ type: 'mode' }, said('/a', 5), said('/b', 6)), ''), { directory: '/a', bornMs: 5000, cleared: false, printed: false })
  t.same(transcriptOrigin('', ''), { directory: '', bornMs: undefined, cleared: false, printed: false })
})

t.test('cd does not move a transcript, Claude Code does', async t => {
  t.equal(transcriptOrigin(lines(said('/a', 1)), lines(said('/b', 9))).directory, '/a')
  t.equal(transcriptOrigin(lines(said('/a', 1)), lines({ type: 'relocated', relocatedCwd: '/b' }, { type: 'relocated', relocatedCwd: '/c' }, said('/d', 9))).directory, '/c')
})

t.test('where the first record is longer than what was read, the end tells the directory but no birth', async t => {
  const long = JSON.stringify(said('/a', 1, { message: { role: 'user', content: 'x'.repeat(70_000) } }))
  t.match(transcriptOrigin(long.slice(0, 65_536), `${long.slice(-500)}\n${lines(said('/a', 9))}`), { directory: '/a', bornMs: undefined })
})

t.test("a subagent's directory is not the session's", async t => {
  t.equal(transcriptOrigin(lines(said('/worktree', 1, { isSidechain: true }), said('/a', 2)), '').directory, '/a')
})

t.test('/clear and the SDK are told', async t => {
  t.match(transcriptOrigin(lines(said('/a', 1, { message: { role: 'user', content: '<command-name>/clear</command-name>' } })), ''), { cleared: true, printed: false })
  t.match(transcriptOrigin(lines(said('/a', 1, { entrypoint: 'sdk-cli' })), ''), { printed: true })
  t.match(transcriptOrigin(lines(said('/a', 1, { entrypoint: 'cli' }), said('/a', 1, { entrypoint: 'sdk-cli' })), ''), { printed: false })
})
