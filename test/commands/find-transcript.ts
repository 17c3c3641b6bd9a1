import { mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import t, { type Test } from 'tap'
import { type TranscriptWanted, findTranscript } from '../../src/commands/find-transcript.js'
import { transcriptSlug } from '../../src/core/transcript/transcript-slug.js'
import { readProcessStat } from '../../src/shell/processes/read-process-stat.js'
import { type StandIn, claudeId, processFile, standIn, transcriptFile } from '../helpers/claude-stand-in.js'

/** A home with Claude's directory and a project in it; `ask` is findTranscript as a tick calls it, to a session ID or a reason. */
const stage = (t: Test) => {
  const root = realpathSync(t.testdir({ home: {}, project: {} }))
  const home = `${root}/home`
  const directory = `${root}/project`
  const config = `${home}/.claude`
  const folder = `${config}/projects/${transcriptSlug(directory).name}`
  const find = (pane: StandIn, more: Partial<TranscriptWanted> = {}, env: Record<string, string> = {}) =>
    findTranscript({ env: { HOME: home, ...env } }, { directory, panePid: pane.panePid, paneId: '%7', startedMs: 1000, taken: [], ...more })
  const ask = (...args: Parameters<typeof find>): string => {
    const { choice } = find(...args)
    return 'found' in choice ? choice.found.claudeSession : choice.reason
  }
  return { root, home, directory, config, folder, find, ask }
}

t.test('three sessions in one directory: each pane gets its own, whatever was written last', async t => {
  const { directory, config, folder, find } = stage(t)
  const panes = [await standIn(t), await standIn(t), await standIn(t)]
  const paths = panes.map((pane, n) => {
    processFile(config, pane.claudePid, claudeId(n), { cwd: directory, tmux: 'main:@1.%7' })
    return transcriptFile(folder, claudeId(n), directory, 5000 - n)
  })
  for (const [n, pane] of panes.entries()) {
    t.same(find(pane), { claude: true, choice: { found: { path: paths[n], claudeSession: claudeId(n), rule: `Claude Code (process ${pane.claudePid}) in the pane is in this session, and its process file names %7` } } })
  }
  const shell = await standIn(t, { name: '' })
  t.same(find(shell), { claude: false, choice: { reason: 'no Claude Code runs in the pane' } }, 'all three name %7, as those of another server would')
})

t.test('three sessions in one directory without process files: never a guess', async t => {
  const { directory, folder, ask } = stage(t)
  const options = { cwd: directory }
  const one = await standIn(t, options)
  transcriptFile(folder, claudeId(1), directory, 5000)
  t.equal(ask(one), claudeId(1))
  t.equal(ask(await standIn(t, { name: '', cwd: directory })), 'no Claude Code runs in the pane')
  const two = await standIn(t, options)
  t.match(ask(two), /may be that of another Claude Code in this directory/)
  t.match(ask(one), /may be that of another Claude Code in this directory/)
  transcriptFile(folder, claudeId(2), directory, 6000)
  t.match(ask(two), /2 transcripts of this directory were written since/)
})

t.test('the process that tmux started may be Claude Code itself', async t => {
  const { directory, config, folder, ask } = stage(t)
  const { claudePid } = await standIn(t)
  processFile(config, claudePid, claudeId(1), { cwd: directory })
  transcriptFile(folder, claudeId(1), directory, 5000)
  t.equal(ask({ panePid: claudePid, claudePid }), claudeId(1))
  for (const panePid of [1, 0, -1]) t.equal(ask({ panePid, claudePid }), 'no Claude Code runs in the pane', 'init is no pane')
})

t.test('a stale process file leads nowhere', async t => {
  const { directory, config, folder, ask } = stage(t)
  const pane = await standIn(t)
  processFile(config, pane.claudePid, claudeId(1), { cwd: directory, procStart: String(Number(readProcessStat(pane.claudePid)?.start) + 1) })
  processFile(config, 2 ** 22 + 1, claudeId(2), { cwd: directory })
  transcriptFile(folder, claudeId(1), directory, 5000)
  t.match(ask(pane), /has a process file that names no session/)
  const bound = { path: transcriptFile(folder, claudeId(3), directory, 400), claudeSession: claudeId(3) }
  t.equal(ask(pane, { bound }), claudeId(3))
  rmSync(bound.path)
  t.match(ask(pane, { bound }), /names no session/, 'nor does a file that is gone')
})

t.test('after /clear the process names a new session; the old transcript stays until there is a new one', async t => {
  const { directory, config, folder, find, ask } = stage(t)
  const pane = await standIn(t)
  const bound = { path: transcriptFile(folder, claudeId(1), directory, 5000), claudeSession: claudeId(1) }
  processFile(config, pane.claudePid, claudeId(2), { cwd: directory })
  t.match(find(pane, { bound }), { claude: true, choice: { found: { ...bound, rule: /bound before; .* has no transcript yet/ } } })
  t.match(ask(pane), /has no transcript yet/)
  transcriptFile(`${config}/projects/under another name`, claudeId(2), directory, 6000)
  t.equal(ask(pane, { bound }), claudeId(2))
})

t.test('a session that was resumed in another pane leaves the first', async t => {
  const { directory, config, folder, ask } = stage(t)
  const shell = await standIn(t, { name: '' })
  const other = await standIn(t)
  const bound = { path: transcriptFile(folder, claudeId(1), directory, 5000), claudeSession: claudeId(1) }
  t.equal(ask(shell, { bound }), claudeId(1))
  processFile(config, other.claudePid, claudeId(1), { cwd: directory, tmux: 'main:@1.%8' })
  t.match(ask(shell, { bound }), /elsewhere/)
  t.equal(ask(other, { taken: [bound.path] }), claudeId(1))
})

t.test('a directory with the same folder name is another one', async t => {
  const { root, config, ask } = stage(t)
  const [one, two] = [`${root}/my-app`, `${root}/my/app`]
  mkdirSync(one)
  mkdirSync(two, { recursive: true })
  const folder = `${config}/projects/${transcriptSlug(one).name}`
  transcriptFile(folder, claudeId(1), one, 5000)
  const pane = await standIn(t, { cwd: two })
  t.match(ask(pane, { directory: two }), /no free transcript of this directory/)
  transcriptFile(folder, claudeId(2), two, 5000)
  t.equal(ask(pane, { directory: `${root}/my/../my/app` }), claudeId(2))
})

t.test('CLAUDE_CONFIG_DIR of ours, and the one that only the pane has', async t => {
  const { root, directory, folder, ask } = stage(t)
  const config = `${root}/other config`
  const pane = await standIn(t, { cwd: directory, env: { CLAUDE_CONFIG_DIR: config } })
  transcriptFile(folder, claudeId(9), directory, 100)
  processFile(config, pane.claudePid, claudeId(1), { cwd: directory })
  transcriptFile(`${config}/projects/x`, claudeId(1), directory, 5000)
  t.equal(ask(pane, {}, { CLAUDE_CONFIG_DIR: config }), claudeId(1))
  t.equal(ask(pane), claudeId(1))
  const beside = await standIn(t, { env: { CLAUDE_CONFIG_DIR: config } })
  t.match(ask(beside), /names no session/, 'the directory of another pane decides nothing')
})

t.test('the directory of old, a folder that was named, a project behind a link', async t => {
  const { root, home, directory, config, ask } = stage(t)
  const pane = await standIn(t, { cwd: directory, env: { CLAUDE_CODE_PROJECT_DIR_NAME: 'named', HOME: home } })
  const old = transcriptFile(`${home}/.config/claude/projects/${transcriptSlug(directory).name}`, claudeId(1), directory, 5000)
  t.equal(ask(pane), claudeId(1))
  symlinkSync('project', `${root}/link`)
  t.equal(ask(pane, { directory: `${root}/link` }), claudeId(1))
  rmSync(old)
  transcriptFile(`${config}/projects/named`, claudeId(2), directory, 5000)
  t.equal(ask(pane), claudeId(2))
})

t.test('a process file that is being written ends no search with a guess', async t => {
  const { directory, config, folder, ask } = stage(t)
  const pane = await standIn(t, { cwd: directory })
  transcriptFile(folder, claudeId(1), directory, 5000)
  t.equal(ask(pane), claudeId(1))
  processFile(config, pane.claudePid, '')
  t.match(ask(pane), /has a process file that names no session/)
})

t.test('without HOME, and without anything of Claude, there is a reason and no error', async t => {
  const shell = await standIn(t, { name: '' })
  const wanted = { directory: '/none', panePid: shell.panePid, paneId: '%7', startedMs: 0, taken: [] }
  t.same(findTranscript({ env: {} }, wanted), { claude: false, choice: { reason: 'no Claude Code runs in the pane' } })
  t.same(findTranscript({ env: { HOME: '/none' } }, wanted), { claude: false, choice: { reason: 'no Claude Code runs in the pane' } })
})
