import { openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import t, { type Test } from 'tap'
import { buildSync } from 'esbuild'
import { repository } from '../../helpers/fresh-home.js'

/** What logLine writes in a process of its own, to a file or a pipe as stderr. */
const said = (t: Test, to: 'file' | 'pipe', journal: boolean, env: Record<string, string> = {}): string => {
  const dir = t.testdir({})
  buildSync({
    stdin: { contents: `import { logLine } from './src/shell/units/log-line.js'; const log = logLine(process.env, () => new Date(0)); log(4, 'a\\u001b[31m\\nb\\u202e'); log(6, 'quiet')`, resolveDir: repository },
    bundle: true, platform: 'node', format: 'cjs', outfile: join(dir, 'log.cjs'), logLevel: 'silent',
  })
  const script = journal ? 'JOURNAL_STREAM=$(stat -L -c %d:%i /dev/stderr) exec "$@"' : 'exec "$@"'
  const file = join(dir, 'out')
  const ran = spawnSync('sh', ['-c', script, '-', process.execPath, join(dir, 'log.cjs')], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', to === 'file' ? openSync(file, 'w') : 'pipe'],
  })
  return to === 'file' ? readFileSync(file, 'utf8') : ran.stderr
}

t.test('a pipe gets the text alone, cleaned, one line a message', async t => {
  t.match(said(t, 'pipe', false), /^a.* b\nquiet\n$/)
  t.notMatch(said(t, 'pipe', false), /[\u001b\u202e]/)
})

t.test('a plain file gets the time in front', async t => {
  t.match(said(t, 'file', false), /^1970-01-01T00:00:00\.000Z a.*\n1970-01-01T00:00:00\.000Z quiet\n$/)
})

t.test('the journal gets the priority; a variable that was merely inherited does not count', async t => {
  t.match(said(t, 'file', true), /^<4>a.*\n<6>quiet\n$/)
  t.match(said(t, 'pipe', false, { JOURNAL_STREAM: '1:2' }), /^a/)
})
