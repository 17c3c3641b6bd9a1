/**
 * What install.sh takes back: whatever fails, and wherever it is cut off, the home is as it was before, by names, modes, bytes and links, and what was installed is in use.
 * `npm run kill-campaign` fails every call; here it is a sample of them (SEED=n brings it back).
 */
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { homeEnvironment, put, run, scratch, standIn, tree, type Ran } from '../helpers/fresh-home.js'
import { installer, share, type Home } from '../helpers/installer.js'
import { needs } from '../helpers/needs.js'
import { seeded } from '../helpers/seeded.js'
import { smallDisk, smallDiskProblem } from '../helpers/small-disk.js'

const { checkout, commands, toolsWithout, freshHome, inInstaller, newVersion } = installer(t)
const campaign = process.env['CAMPAIGN'] === '1'
const random = seeded(Date.now())

/** What a user has: files of every kind that is edited, and something of their own in the way. */
const furnish = (home: string): void => {
  put(join(home, '.bashrc'), 'mine without an end')
  chmodSync(join(home, '.bashrc'), 0o600)
  put(join(home, 'dot files/zshrc'), 'mine\n')
  symlinkSync('dot files/zshrc', join(home, '.zshrc'))
  put(join(home, '.config/fish/config.fish'), '# mine\n')
  put(join(home, '.tmux.conf'), 'set -g mouse on\n')
  put(join(home, '.claude/settings.json'), '{"statusLine": {"type": "command", "command": "mine"}, "a": 1}')
  put(join(home, '.local/share/man/man1/claude-session.1'), '.TH MINE 1\n')
  put(join(home, '.local/share/systemd/user/claude-session@.service'), '# mine\n')
}

/** Each step of `install` after the build, in its order. */
const steps = ['choose_runtime', 'stage', 'try_out', 'switch', 'link_words', 'enable_lingering', 'install_units', 'enable_recovery', 'reload_units', 'wire_hooks', 'wire_shells', 'wire_tmux', 'remember_created', 'examine']

t.test('the steps that fail here are those that there are', async t => {
  const body = /\ninstall\(\) \{[^]*?\n\}/.exec(readFileSync(join(checkout, 'install.sh'), 'utf8'))?.[0] ?? ''
  t.strictSame(body.slice(body.indexOf('  build\n'), body.indexOf('  FINISHED=yes')).trim().split(/\n\s*/).slice(1), steps)
})

/** A home in which to fail, on its first installation or with a version in use, and what it was. */
const scenes = (t: Test): { name: string; at: Home; before: string[] }[] => {
  const [first, upgrade] = [freshHome(t), freshHome(t)]
  for (const { home } of [first, upgrade]) furnish(home)
  t.equal(upgrade.install().code, 0)
  newVersion(t)
  return [{ name: 'a first installation', at: first, before: first.now() }, { name: 'an upgrade', at: upgrade, before: upgrade.now() }]
}

t.test('a failure before any step, and after every step, leaves all as it was', async t => {
  for (const { name, at, before } of scenes(t)) {
    for (const step of campaign ? steps : name === 'an upgrade' ? steps.filter((_, index) => index % 5 === 3) : steps.slice(-1)) {
      const { code, err } = at.installWith(`${step}() { die 74 'it fails here'; }`, { MANAGER_CODE: '0', XDG_RUNTIME_DIR: at.home })
      t.match({ code, err }, { code: 74, err: /it fails here/ }, err)
      t.strictSame(at.now(), before, `${name}: ${step}`)
    }
    if (name !== 'an upgrade' && !campaign) continue
    const { code, err } = at.install(undefined, { MANAGER_CODE: '0', RELOAD_CODE: '1', XDG_RUNTIME_DIR: at.home })
    t.match({ code, err }, { code: 74, err: name === 'an upgrade' ? /daemon-reload failed[^]*is in use as before/ : /daemon-reload failed[^]*nothing is installed, as before/ })
    t.strictSame(at.now(), before, `${name}: daemon-reload`)
  }
})

/** Commands that count their calls, and do to one of them what the environment says. */
const faultyCommands = (t: Test): string => {
  const directory = toolsWithout(t, ['cp', 'mv', 'ln', 'mkdir', 'chmod', 'cmp', 'xargs', 'sort'])
  for (const name of ['cp', 'mv', 'ln', 'mkdir', 'chmod', 'cmp', 'xargs', 'sort']) {
    standIn(directory, name, `
read -r calls <"$CALLS"
calls=$((calls + 1))
echo $calls >"$CALLS"
if [ $calls = "\${FAULT_AT:-0}" ]; then
  if [ "$FAULT" != fail ]; then kill -"$FAULT" 0; fi
  echo "${name}: it fails here" >&2
  exit 1
fi
exec '${commands}/${name}' "$@"`)
  }
  return directory
}

t.test(`a call that fails, SIGTERM and SIGINT in any of them, leave all as it was (SEED=${random.seed})`, async t => {
  const PATH = faultyCommands(t)
  const calls = join(scratch(t), 'calls')
  for (const { name, at, before } of scenes(t)) {
    const saved = scratch(t)
    cpSync(at.home, saved, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
    const attempt = (fault: string, number: number, script = ':'): Ran => {
      writeFileSync(calls, '0\n')
      // A process group of its own, so that a signal goes to all of it, as from a terminal.
      const env = homeEnvironment(at.home, { PATH, CALLS: calls, FAULT: fault, FAULT_AT: String(number), INSTALL_SH_FUNCTIONS_ONLY: '1' })
      return run('setsid', ['--wait', 'sh', '-c', `. "$0"; ${script}; main --system-node`, join(checkout, 'install.sh')], env, '/')
    }
    const counted = attempt('fail', 0, 'examine() { read -r total <"$CALLS"; die 74 "calls: $total"; }')
    const total = Number(/calls: (\d+)/.exec(counted.err)?.[1])
    t.ok(total > 30, `${name} makes ${total} calls`)
    t.strictSame(at.now(), before)
    const places = Array.from({ length: total }, (_, index) => index + 1)
    const sample = name === 'an upgrade' ? { fail: 2, TERM: 1, INT: 1 } : { fail: 2, TERM: 1 }
    for (const [fault, count] of Object.entries(sample)) {
      // One of each stretch, so that all phases are met.
      const chosen = campaign ? places : Array.from({ length: count }, (_, index) => Math.floor((total * index) / count) + 1 + random.below(Math.floor(total / count)))
      for (const number of chosen) {
        const { code, err } = attempt(fault, number)
        const what = `${name}: ${fault} in call ${number} of ${total}`
        if (fault === 'fail' && code === 0) {
          // What stands in the way of one file is said, and is no reason to do without the rest.
          t.match(err, /Warning: /, what)
          rmSync(at.home, { recursive: true })
          cpSync(saved, at.home, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
        } else {
          t.equal(code, { fail: code, TERM: 143, INT: 130 }[fault], `${what}: ${err}`)
        }
        t.strictSame(at.now(), before, `${what}: ${err}`)
      }
    }
    if (name === 'an upgrade') t.equal(at.command('--version').code, 0)
  }
})

t.test('a full disk leaves all as it was, however much of it is missing', needs(smallDiskProblem()), async t => {
  const home = scratch(t, 'home')
  const disk = smallDisk(t, home, 24_000_000)
  rmSync(join(disk.seen, 'mounted'))
  const installWith = (script: string, ...more: string[]): Ran => {
    const [program = '', ...args] = disk.inside(['sh', '-c', `. "$0"; ${script}; main --system-node "$@"`, join(checkout, 'install.sh'), ...more])
    return run(program, args, homeEnvironment(home, { PATH: commands, INSTALL_SH_FUNCTIONS_ONLY: '1' }), '/')
  }
  const install = (...more: string[]): Ran => installWith(':', ...more)
  furnish(disk.seen)
  const bare = tree(disk.seen)
  t.equal(install().code, 0)
  const sizes = (directory: string): number[] => readdirSync(directory, { recursive: true, encoding: 'utf8' }).map(name => statSync(join(directory, name))).map(stat => (stat.isFile() ? stat.size : 0))
  const used = (directory: string): number => sizes(directory).reduce((sum, size) => sum + Math.ceil(size / 4096) * 4096, 0)
  const version = used(join(disk.seen, share, readlinkSync(join(disk.seen, share, 'current'))))
  t.equal(install('--uninstall').code, 0)
  const fails = (before: readonly string[], free: number): boolean => {
    const filler = join(disk.seen, 'filler')
    run('sh', ['-c', 'cat /dev/zero >"$0" 2>/dev/null; truncate -s "-$1" "$0"', filler, String(free)], process.env)
    const { code, err } = install()
    rmSync(filler)
    if (code !== 0) t.strictSame(tree(disk.seen), before, `${free} bytes free: ${err}`)
    return code !== 0
  }
  const pages = campaign ? Array.from({ length: 40 }, (_, page) => page) : [14]
  for (const free of [Math.floor(version / 2), ...pages.map(page => version + page * 4096)]) {
    if (!fails(bare, free)) {
      t.ok(campaign && free > version + 16 * 4096, `${free} bytes are enough`)
      break
    }
  }
  if (!existsSync(join(disk.seen, share))) t.equal(install().code, 0, 'and with room it goes on')
  newVersion(t)
  t.ok(fails(tree(disk.seen), version - 8192), 'an upgrade')
  // An earlier version's block, which this one writes anew; then there is room for nothing, before the new version has gone.
  const bashrc = join(disk.seen, '.bashrc')
  writeFileSync(bashrc, readFileSync(bashrc, 'utf8').replace('then .', 'then  .'))
  const before = tree(disk.seen)
  t.match(installWith('examine() { cat /dev/zero >~/filler 2>/dev/null; die 74 "the disk is full"; }'), { code: 74, out: /\.bashrc now has/, err: /is in use as before/ })
  rmSync(join(disk.seen, 'filler'))
  t.strictSame(tree(disk.seen), before, 'a disk that fills up after the edits')
})

const other = 1500
const otherProblem = (): string | undefined => {
  if (process.getuid?.() !== 0) return 'only root can run something as another user'
  const tried = run('setpriv', [`--reuid=${other}`, `--regid=${other}`, '--clear-groups', 'sh', '-c', 'test -r "$0/node_modules/.package-lock.json" && test -x "$1"', process.cwd(), process.execPath], process.env)
  return tried.code === 0 ? undefined : 'another user cannot read this checkout'
}

t.test('who is not root: a directory that cannot be written to leaves all as it was, or is left alone and named; then it installs and is removed to the byte', needs(otherProblem()), async t => {
  const home = scratch(t, `somebody's "home"`)
  furnish(home)
  const theirs = scratch(t, 'their checkout')
  cpSync(checkout, theirs, { recursive: true, verbatimSymlinks: true })
  const cache = scratch(t)
  for (const path of [home, theirs, cache]) {
    chmodSync(join(path, '..'), 0o755)
    run('chown', ['-R', '-h', String(other), path], process.env)
  }
  const install = (...args: string[]): Ran =>
    run('setpriv', [`--reuid=${other}`, `--regid=${other}`, '--clear-groups', join(theirs, 'install.sh'), '--system-node', ...args], homeEnvironment(home, { PATH: toolsFor, npm_config_cache: cache, npm_config_userconfig: '/nonexistent' }), '/')
  const toolsFor = toolsWithout(t, [])
  chmodSync(join(toolsFor, '..'), 0o755)
  const before = tree(home)
  for (const below of campaign ? ['.', '.local/share', '.local/share/systemd/user', '.config/fish', '.claude', 'dot files'] : ['.local/share/systemd/user']) {
    const directory = join(home, below)
    const mode = statSync(directory).mode & 0o777
    chmodSync(directory, 0o500)
    const { code, err } = install()
    chmodSync(directory, mode)
    t.notMatch(err, /could not be put back/)
    if (code !== 0) {
      t.equal(code, 73, `${below}: ${err}`)
    } else {
      t.match(err, /was left as it is|were not added/, `${below} is said`)
      t.equal(install('--uninstall').code, 0)
    }
    t.strictSame(tree(home), before, `${below}: ${err}`)
  }
  const { code, err } = install()
  t.equal(code, 0, err)
  t.ok(existsSync(join(home, '.local/bin/claude-session')))
  t.equal(install('--uninstall').code, 0)
  t.strictSame(tree(home), before)
})

t.test('a second Ctrl-C does not cut off the way back', async t => {
  const { home } = freshHome(t)
  for (const signal of ['INT', 'TERM', 'HUP']) {
    t.match(inInstaller(`check_home; begin_work; roll_back() { kill -${signal} $$; say 'goes on'; }; kill -${signal} $$; say never`, { HOME: home }).out, /^goes on\n$/, signal)
  }
})

t.test('a version that was damaged is put back as it was when its repair fails half-way', async t => {
  const { home, install, installWith, now, command } = freshHome(t)
  install()
  const program = join(home, share, 'current/lib/late.cjs')
  rmSync(program)
  const before = now()
  t.match(installWith('mv() { case $1 in */versions/.new.*) return 1 ;; esac; command mv "$@"; }'), { code: 73 })
  t.strictSame(now(), before)
  t.equal(install().code, 0)
  t.ok(existsSync(program))
  t.equal(command('--version').code, 0)
})
