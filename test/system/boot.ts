/**
 * What `npm run distributions` stands on, tried with this machine's own root: a whole system that boots beside it and leaves nothing behind. The distributions
 * themselves take many minutes each and are no part of `npm test`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { run, scratch, standIn } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { checkout, commandProblem, runInBootedRoot, userManagerProblem } from '../helpers/user-manager.js'

const here = needs(userManagerProblem() ?? commandProblem('useradd') ?? commandProblem('runuser') ?? (existsSync('/usr/lib/systemd/systemd-logind') ? undefined : 'there is no systemd-logind on this machine'))
const scripts = ['test/provide-node', 'test/system/distributions', 'test/system/distribution-story', 'test/helpers/user-manager', 'test/helpers/user-manager-inside', 'test/helpers/boot-root-inside', 'test/helpers/private-root.sh']
const distributions = join(checkout, 'test/system/distributions')

t.test('systemd boots as the first process, a lingering user has a manager, and the command\'s output and exit code come back', here, async t => {
  const { code, stdout, stderr } = await runInBootedRoot(`
    cat /proc/1/comm
    for _ in {1..100}; do [ ! -S /run/user/1400/bus ] || break; sleep 0.05; done
    runuser --user ada -- env XDG_RUNTIME_DIR=/run/user/1400 systemctl --user show-environment | grep ^HOME=
    mkdir /booted-here
    echo complaint >&2
    exit 7`)
  t.equal(code, 7)
  t.equal(stdout, 'systemd\nHOME=/home/ada')
  t.equal(stderr, 'complaint')
  t.notOk(existsSync('/booted-here'), 'what is written there is not written here')
})

t.test('nothing of it is left, also when it is told to stop in the middle', here, async t => {
  const directory = scratch(t, 'tmp')
  const helper = join(checkout, 'test/helpers/user-manager')
  const stop = `"$0" boot -- bash -c 'echo up; exec sleep 1000' >"$1/said" & while [ ! -s "$1/said" ]; do sleep 0.05; done; [ -d $2/claude-session-test-$! ] || exit 9; kill -TERM $!; wait $!; code=$?; [ ! -e $2/claude-session-test-$! ] || exit 8; exit $code`
  const top = existsSync('/sys/fs/cgroup/cgroup.procs') ? '/sys/fs/cgroup' : '/sys/fs/cgroup/unified'
  const { status } = spawnSync('bash', ['-c', stop, helper, directory, top], { env: { ...process.env, TMPDIR: directory }, timeout: 60_000, stdio: 'ignore' })
  t.equal(status, 143, 'its cgroup was there while it ran (else 9) and is gone (else 8)')
  t.strictSame(readdirSync(directory), ['said'])
})

t.test('a distribution that cannot be had is left out with its reason, which is not the same as passed', needs(process.getuid?.() === 0 ? undefined : 'only root can boot a system'), async t => {
  const bin = scratch(t, 'bin')
  const temporary = join(bin, 'tmp')
  mkdirSync(temporary)
  standIn(bin, 'debootstrap', 'echo "E: Failed getting release file from somewhere"; exit 1')
  standIn(bin, 'npm', 'echo undefined')
  standIn(bin, 'apt-config', ':')
  standIn(bin, 'apt-get', ':')
  const keys = existsSync('/usr/share/keyrings/debian-archive-keyring.gpg')
  const env = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, TMPDIR: temporary }
  const { code, out, err } = run(distributions, ['--json', '--only', 'debian-13', '--mirror', 'debian=file:///nowhere'], env)
  t.equal(code, 69, err)
  t.match(JSON.parse(out), [{ distribution: 'debian-13', result: 'left out', 'left-out': keys ? /not reachable \(E: Failed getting release file/ : /cannot be verified/ }])
  t.equal(run(distributions, ['--only', 'debian-11'], env).code, 64)
  t.strictSame(readdirSync(temporary), ['claude-session-roots'], 'its own directory is gone')
})

t.test('shellcheck is silent on the scripts', needs(commandProblem('shellcheck')), async t => {
  t.match(run('shellcheck', ['-x', ...scripts], process.env, checkout), { code: 0, out: '' })
})

t.test('where Node.js is too old for the tests the pinned one is fetched, and where it is not nothing is', async t => {
  const copy = scratch(t, 'checkout')
  mkdirSync(join(copy, 'test'))
  const bin = join(copy, 'bin')
  mkdirSync(bin)
  for (const name of ['test/provide-node', 'package.json']) t.equal(run('cp', [join(checkout, name), join(copy, name)], process.env).code, 0)
  const ask = () => run(join(copy, 'test/provide-node'), [], { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` })
  t.match(ask(), { code: 0, out: '' })
  standIn(bin, 'node', `case $1 in --version) echo v18.20.4 ;; -e) exit 1 ;; *) exec '${process.execPath}' "$@" ;; esac`)
  const fetched = join(copy, `.tap/tools/node_modules/node-linux-${process.arch}/bin`)
  standIn(bin, 'npm', `echo "$@" >>'${copy}/fetched'; mkdir -p '${fetched}'; ln -s '${process.execPath}' '${fetched}/node'`)
  for (const _ of [1, 2]) t.match(ask(), { code: 0, out: `${fetched}:${join(copy, '.tap/tools/node_modules/.bin')}:\n` })
  t.equal(run('cat', [join(copy, 'fetched')], process.env).out.split('\n').length, 2, 'once')
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\nexit 1\n')
  run('rm', ['-r', join(copy, '.tap')], process.env)
  t.match(ask(), { code: 69, out: '' })
})
