import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import t from 'tap'
import { readPaneFile, removePaneFile, writePaneFile } from '../../../src/shell/tmux/pane-file.js'

const uid = process.getuid?.() ?? 0
const pane = { serverPid: 4711, id: '%12' }

t.test('a shell finds the session of its pane by the server and the pane alone, in directories that are its owner’s', async t => {
  const runtime = `${t.testdir()}/run/claude-session`
  t.equal(readPaneFile(runtime, pane), undefined)
  writePaneFile(runtime, pane, 'old', uid)
  writePaneFile(runtime, pane, 'next', uid)
  t.equal(readFileSync(`${runtime}/.panes/4711.12`, 'utf8'), 'next\n')
  t.equal(readPaneFile(runtime, pane), 'next')
  t.equal(readPaneFile(runtime, { ...pane, serverPid: 4712 }), undefined)
  t.same(readdirSync(`${runtime}/.panes`), ['4711.12'])
  for (const [path, mode] of [[runtime, 0o700], [`${runtime}/.panes`, 0o700], [`${runtime}/.panes/4711.12`, 0o600]] as const) t.equal(statSync(path).mode & 0o777, mode, path)
})

t.test('a session that ended takes its own name away and no other one’s', async t => {
  const runtime = t.testdir()
  writePaneFile(runtime, pane, 'next', uid)
  removePaneFile(runtime, pane, 'old')
  t.equal(readPaneFile(runtime, pane), 'next')
  removePaneFile(runtime, pane, 'next')
  removePaneFile(runtime, pane, 'next')
  t.same(readdirSync(`${runtime}/.panes`), [])
})

t.test('a directory that others can write to is refused', async t => {
  const runtime = `${t.testdir()}/run`
  mkdirSync(`${runtime}/.panes`, { recursive: true, mode: 0o700 })
  chmodSync(`${runtime}/.panes`, 0o777)
  t.throws(() => writePaneFile(runtime, pane, 'next', uid), { exitCode: 77, message: /others can write to/ })
  t.same(readdirSync(`${runtime}/.panes`), [])
})
