import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import t from 'tap'
import { runGit } from '../../../src/shell/worktree/run-git.js'
import { repository, scratch, standIn } from '../../helpers/fresh-home.js'
import { gitRepository, pathWithGit, pathWithoutGit } from '../../helpers/git-repository.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

const here = needs(commandProblem('git'))

t.test('an answer is a value, and so is a refusal in git\'s words', here, async t => {
  const { directory, env } = gitRepository(t)
  t.same(await runGit(directory, ['rev-parse', '--show-toplevel'], env), { ok: true, output: `${directory}\n` })
  t.match(await runGit(directory, ['rev-parse', '--verify', 'none'], { ...env, LC_ALL: 'de_DE.UTF-8' }), { ok: false, reason: 'Needed a single revision' })
  t.match(await runGit('/nonexistent', ['status'], env), { ok: false, reason: /cannot change to '\/nonexistent'/ })
})

t.test('the environment does not lead it elsewhere', here, async t => {
  const [one, other] = [gitRepository(t), gitRepository(t)]
  t.match(await runGit(one.directory, ['rev-parse', '--show-toplevel'], { ...one.env, GIT_DIR: join(other.directory, '.git'), GIT_WORK_TREE: other.directory }), { output: `${one.directory}\n` })
})

t.test('no hook and no file system monitor of the repository is run', here, async t => {
  const { directory, env, git } = gitRepository(t)
  const mark = join(scratch(t), 'ran')
  for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'monitor']) standIn(join(directory, '.git/hooks'), hook, `echo ${hook} >> '${mark}'`)
  git('config', 'core.fsmonitor', join(directory, '.git/hooks/monitor'))
  git('status')
  t.ok(existsSync(mark), 'called by hand they are run')
  const quiet = `${mark}-2`
  for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction', 'monitor']) standIn(join(directory, '.git/hooks'), hook, `echo ${hook} >> '${quiet}'`)
  t.match(await runGit(directory, ['worktree', 'add', '--quiet', '-b', 'other', '--', join(scratch(t), 'other')], env), { ok: true })
  t.match(await runGit(directory, ['status'], env), { ok: true })
  t.notOk(existsSync(quiet))
})

t.test('a signature is checked by no program that the repository names', here, async t => {
  const { directory, env } = gitRepository(t)
  const bin = scratch(t, 'bin')
  standIn(bin, 'gpg', `touch ${bin}/ran`)
  const git = (args: readonly string[], input?: string): string => execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8', env, input, stdio: ['pipe', 'pipe', 'pipe'] }).trim()
  git(['config', 'gpg.program', `${bin}/gpg`])
  git(['config', 'log.showSignature', 'true'])
  const person = 'a <a@example.org> 1 +0000'
  const commit = `tree ${git(['rev-parse', 'HEAD^{tree}'])}\nparent ${git(['rev-parse', 'HEAD'])}\nauthor ${person}\ncommitter ${person}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nWIP\n`
  git(['stash', 'store', '-m', 'WIP', git(['hash-object', '-t', 'commit', '-w', '--stdin'], commit)])
  t.match(await runGit(directory, ['stash', 'list', '--format=%gs'], env), { ok: true, output: 'WIP\n' })
  t.notOk(existsSync(`${bin}/ran`))
  git(['--no-pager', 'stash', 'list', '--format=%gs'])
  t.ok(existsSync(`${bin}/ran`), 'git alone runs it')
})

t.test('without git it is 69; what takes too long is stopped and is 74', here, async t => {
  const { directory, env } = gitRepository(t)
  await t.rejects(runGit(directory, ['status'], { ...env, PATH: pathWithoutGit(t) }), { exitCode: 69, message: /git is not installed/ })
  await t.rejects(runGit(directory, ['status'], { ...env, PATH: pathWithGit(t, 'exec sleep 100') }, 0.2), { exitCode: 74, message: /git status did not end in 0\.2 s/ })
})

t.test('no tick, hook or status line has any of it with it, not even in what they load late', async t => {
  const built = (name: string): string => readFileSync(join(repository, 'dist', name), 'utf8')
  const doors = readdirSync(join(repository, 'dist')).filter(name => ['tick.cjs', 'hook.cjs', 'statusline.cjs', 'late.cjs'].includes(name))
  t.equal(doors.length, 4)
  for (const name of doors) t.notOk(built(name).includes('core.hooksPath'), name)
  t.ok(built('claude-session.cjs').includes('core.hooksPath'), 'where it is, it is found so')
  const { metafile } = buildSync({ entryPoints: ['src/tick.ts', 'src/hook.ts', 'src/statusline.ts'], absWorkingDir: repository, bundle: true, platform: 'node', format: 'cjs', write: false, metafile: true, outdir: 'dist', logLevel: 'silent' })
  t.same(Object.keys(metafile.inputs).filter(file => /git|worktree/.test(file)), [])
})
