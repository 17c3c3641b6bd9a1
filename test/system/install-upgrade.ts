/**
 * A new version is installed while sessions are live and their panes print: with the embedded supervisor, and with real units in a real user manager. Nothing of the printed
 * lines may be lost or written twice, and what runs goes on.
 */
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { homeEnvironment, run, scratch, standIn, type Ran } from '../helpers/fresh-home.js'
import { installer, share } from '../helpers/installer.js'
import { needs } from '../helpers/needs.js'
import { commandProblem, runInUserManager, userManagerProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const { checkout, commands, freshHome, newVersion } = installer(t)
const user = 1500

/** Prints numbered lines until it is told to stop, then says how many. Short pauses: an installation takes a second or two. */
const printer = 'n=0; while [ ! -e ~/stop ]; do n=$((n + 1)); echo "line $n of the upgrade"; sleep 0.005; done; echo $n >~/count.new; mv ~/count.new ~/count'

/** All numbered lines of a session that ended, in the order of its joined file. */
const numbersIn = (history: string): number[] => {
  const joined = readdirSync(history).find(isJoinedName) ?? ''
  return readFileSync(join(history, joined), 'utf8').split('\n').flatMap(line => /^line (\d+) of the upgrade$/.exec(line)?.[1] ?? []).map(Number)
}

/** Were the lines 1 to `count` written once each, in order, with no gap? */
const isWhole = (t: Test, history: string, count: number): void => {
  t.ok(count > 50, `${count} lines were printed`)
  t.strictSame(numbersIn(history), Array.from({ length: count }, (_, index) => index + 1))
  t.strictSame(readGaps(join(history, 'gaps.jsonl')), [])
}

t.test('inside tmux it ends by keeping the lines of this pane, once; upgrades under the supervisor lose nothing', needs(commandProblem('tmux') ?? commandProblem('pgrep')), async t => {
  const { home, install, command } = freshHome(t, 'home', { DOCTOR: 'real' })
  const sockets = scratch(t, 's')
  const env = homeEnvironment(home, { PATH: commands, TMUX_TMPDIR: sockets, SHELL: '/bin/sh', TERM: 'xterm' })
  const tmux = (...args: string[]): Ran => run('tmux', args, env)
  t.teardown(() => tmux('kill-server'))
  mkdirSync(join(home, 'project'))
  const wait = async (file: string): Promise<string> => {
    await until(`${file} is there`, () => existsSync(join(home, file)))
    return readFileSync(join(home, file), 'utf8')
  }
  const inPane = async (name: string): Promise<Ran> => {
    tmux('send-keys', '-t', 'work', `'${checkout}/install.sh' --system-node >~/${name}.out 2>~/${name}.err; echo $? >~/code.new; mv ~/code.new ~/${name}.code`, 'Enter')
    return { code: Number(await wait(`${name}.code`)), out: readFileSync(join(home, `${name}.out`), 'utf8'), err: readFileSync(join(home, `${name}.err`), 'utf8') }
  }
  writeFileSync(join(home, 'tmux'), 'set -g history-limit 100000\nset -g default-command "exec sh"\n') // a login shell would have another PATH
  t.equal(tmux('-f', join(home, 'tmux'), 'new-session', '-d', '-s', 'work', '-x', '200', '-c', join(home, 'project')).code, 0)
  const first = await inPane('first')
  t.match(first, { code: 0, out: /The lines of this pane are being kept, as session \S+\. They go to:\n\s+directory +\// }, first.err)
  const versions: string[] = []
  const current = (): string => readlinkSync(join(home, share, 'current'))
  versions.push(current())
  const id = /as session (\S+)\./.exec(first.out)?.[1] ?? ''
  const supervisor = run('pgrep', ['-f', `${join(home, share, current())}/lib/claude-session.cjs run ${id}`], env).out.trim()
  t.match(supervisor, /^\d+$/, 'one supervisor runs')
  tmux('send-keys', '-t', 'work', printer, 'Enter')
  for (let time = 0; time < 2; time += 1) {
    newVersion(t)
    t.equal(install().code, 0)
    versions.push(current())
    t.equal(command('capture-tick', id).code, 0, 'a tick of the new version goes on with what the old one began')
  }
  t.equal(new Set(versions).size, 3)
  t.strictSame(readdirSync(join(home, share, 'versions')).sort(), versions.map(name => name.replace('versions/', '')).sort(), 'the supervisor\'s own version stays as long as it runs')
  t.equal(run('pgrep', ['-f', ` run ${id}`], env).out.trim(), supervisor, 'and it runs on')
  writeFileSync(join(home, 'stop'), '')
  const count = Number(await wait('count'))
  const again = await inPane('second')
  t.match(again, { code: 0, out: /This pane has its session already/ }, again.err)
  const gone = install(['--uninstall'], { TMUX_TMPDIR: sockets })
  t.match(gone, { code: 0, out: /^Ended \S+\.$/m }, gone.err)
  t.notOk(existsSync(join(home, '.local/bin')))
  t.equal(run('pgrep', ['-f', join(home, share)], env).out, '', 'and nothing runs from it')
  t.ok(lstatSync(join(home, '.local/state/claude-session')).isDirectory())
  isWhole(t, join(home, '.local/state/claude-session/history', id), count)
})

t.test('an upgrade under real units loses nothing, timers go on with the new version, and who is not root needs nothing more', needs(userManagerProblem() ?? commandProblem('tmux')), async t => {
  const out = scratch(t, 'out')
  mkdirSync(join(out, 'bin'))
  standIn(join(out, 'bin'), 'npm', '[ "$1 $2" = "run build" ]')
  for (const path of [out, checkout, join(checkout, 'LICENSE')]) chownSync(path, user, user)
  chmodSync(dirname(checkout), 0o755)
  const script = `
    out='${out}' checkout='${checkout}' state=~/.local/state/claude-session
    export PATH=$out/bin:$HOME/.local/bin:'${dirname(process.execPath)}':$PATH npm_config_cache=$out/cache DOCTOR=real
    user() { systemctl --user "$@"; }
    await() { local _; for _ in {1..800}; do if "$@"; then return 0; fi; sleep 0.05; done; echo "waited in vain for: $*" >&2; return 1; }
    scrolled() { [ "$(tmux display-message -p -t people '#{history_size}')" -ge "$1" ]; }
    said() { echo "== $1 =="; }
    trap 'code=$?; [ $code = 0 ] || { journalctl --user --no-pager --lines=60; cat $out/*.log; } >&2' EXIT
    : >~/.bashrc
    find ~ -mindepth 1 | sort >$out/before
    echo 'set -g history-limit 100000' >$out/tmux.conf
    '${checkout}/install.sh' --system-node >$out/first.log 2>&1
    tmux -f $out/tmux.conf new-session -d -s people -x 100 -y 30 sh
    user start claude-session@work
    said old; readlink ~/.local/share/claude-session/current
    tmux send-keys -t people '${printer}' Enter
    await scrolled 100
    user start claude-session-capture@work
    echo 'another licence' >>"$checkout/LICENSE"
    '${checkout}/install.sh' --system-node >$out/second.log 2>&1
    said new; readlink ~/.local/share/claude-session/current
    said lingering; grep -c 'Lingering could not be turned on' $out/second.log || true
    said states; for unit in claude-session@work.service claude-session-{capture,context,token}@work.timer; do user show --value --property=ActiveState $unit; done
    await scrolled $(($(tmux display-message -p -t people '#{history_size}') + 50))
    user start claude-session-capture@work
    # By the identifier: what a process writes that ends at once can lose its unit. The first one is begin's.
    said ticks; journalctl --user --quiet --output=cat -t claude-session | grep -c '^work: .* ms$'
    said needs-reload; user show --value --property=NeedDaemonReload claude-session@work.service
    : >~/stop; await test -e ~/count
    user stop claude-session@work
    said failed; user --failed --plain --no-legend
    said list; claude-session list --json
    cp -a $state/history/work $out/history; cp ~/count $out
    said enabled; user is-enabled claude-session-recover.service 2>/dev/null || true
    tmux kill-server
    '${checkout}/install.sh' --uninstall >$out/third.log 2>&1
    rm -rf ~/stop ~/count
    said left; find ~ -mindepth 1 -not -path "$state*" -not -path "$(dirname "$state")" -not -path ~/.local | sort | diff $out/before - || true`
  const { code, stdout, stderr } = await runInUserManager(script, { writable: [out, checkout], seconds: 150 })
  t.equal(code, 0, stderr.slice(-6000))
  const said = Object.fromEntries(stdout.split(/^== (.+) ==$/m).slice(1).reduce<[string, string][]>((pairs, piece, index, all) => (index % 2 === 0 ? [...pairs, [piece, (all[index + 1] ?? '').trim()]] : pairs), []))
  t.match(said, { old: /^versions\//, new: /^versions\//, lingering: '1', states: 'active\nactive\nactive\nactive', 'needs-reload': 'no', failed: '', list: /"ended"/, enabled: 'enabled' }, stdout)
  t.not(said['old'], said['new'])
  t.ok(Number(said['ticks']) >= 3, `ticks before and after: ${said['ticks']}`)
  t.equal(said['left'], '', 'the home is as it was, but for what was captured')
  isWhole(t, join(out, 'history'), Number(readFileSync(join(out, 'count'), 'utf8')))
})
