import { spawnSync } from 'node:child_process'
import t from 'tap'

const report = (expression: string): { code: number | null; err: string } => {
  const [reporter, errors] = ['report-error', 'errors'].map(name => JSON.stringify(new URL(`../src/${name}.js`, import.meta.url).href))
  const script = `import(${reporter}).then(async ({ reportError }) => { const { UsageError, BusyError, NothingFound } = await import(${errors}); process.exitCode = reportError(${expression}) })`
  const { status, stderr } = spawnSync(process.execPath, [...process.execArgv, '-e', script], { encoding: 'utf8', env: { ...process.env, JOURNAL_STREAM: '' } })
  return { code: status, err: stderr }
}

t.test('an error of ours is one line with what to do, and its exit code', async t => {
  t.match(report(`new UsageError('no such pane', 'Look with list-panes')`), { code: 64, err: /^claude-session: no such pane\. Look with list-panes\n$/ })
  t.match(report(`new BusyError('at work')`), { code: 75, err: /at work\n$/ })
})

t.test('anything else is called a defect, shows where, and exits 70', async t => {
  t.match(report(`new TypeError('x is not a function')`), { code: 70, err: /a defect of the tool itself: TypeError: x is not a function/ })
  t.match(report(`'a string'`), { code: 70, err: /a defect of the tool itself: a string/ })
})

t.test('that nothing was found is told by the exit code alone, unless there is something to say', async t => {
  t.same(report('new NothingFound()'), { code: 1, err: '' })
  t.same(report(`new NothingFound('no compaction', 'Look elsewhere')`), { code: 1, err: 'claude-session: no compaction. Look elsewhere\n' })
})
