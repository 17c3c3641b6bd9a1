import { existsSync, readdirSync, readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { needs } from '../helpers/needs.js'
import { checkout, commandProblem, runInUserManager, userManagerProblem, type UserManagerOptions } from '../helpers/user-manager.js'

// Each scenario has a real user manager of its own, with the units as they are installed and a stand-in for the command.
// What it says is its output; what the units did is the list of calls that the stand-in wrote down.

const here = needs(userManagerProblem())
const withTmux = needs(userManagerProblem() ?? commandProblem('tmux'))

interface Scenario {
  readonly said: readonly string[]
  readonly calls: readonly string[]
}

const words = `. '${checkout}/test/helpers/unit-scenario.sh'`
const divider = '=== calls ==='
const lines = (text: string): string[] => text.split('\n').filter(line => line !== '')

const play = async (t: Test, script: string, options: UserManagerOptions = {}): Promise<Scenario> => {
  const told = `trap 'code=$?; [ $code = 0 ] || journalctl --user --no-pager --lines=100 >&2; echo "${divider}"; cat ~/calls' EXIT`
  const result = await runInUserManager(`${words}\n${told}\n${script}`, {
    ...options,
    prepare: `${words}\ninstall_units '${checkout}'\n${options.prepare ?? ''}`,
  })
  const [said = '', calls = ''] = result.stdout.split(divider)
  t.equal(result.code, 0, 'the scenario plays to its end', result.code === 0 ? {} : { stderr: result.stderr, said, calls })
  return { said: lines(said), calls: lines(calls) }
}

t.test('systemd finds nothing to say about the units', here, async t => {
  // Whatever it prints counts: for a cycle, which costs a session its `end` at logout, its exit code is still 0. The page that they name is not installed here.
  const { said } = await play(t, 'systemd-analyze --user --man=no verify ~/.local/share/systemd/user/*.{service,timer} 2>&1')
  t.strictSame(said, [])
})

t.test('nor about the page that they name, where it is installed', needs(userManagerProblem() ?? commandProblem('man')), async t => {
  const { said } = await play(t, `
    mkdir -p ~/.local/share/man/man1
    '${process.execPath}' '${checkout}/dist/claude-session.cjs' man >~/.local/share/man/man1/claude-session.1
    export PATH=~/.local/bin:$PATH
    systemd-analyze --user verify ~/.local/share/systemd/user/*.{service,timer} 2>&1
    rm ~/.local/share/man/man1/claude-session.1
    systemd-analyze --user verify ~/.local/share/systemd/user/*.{service,timer} 2>&1 | sort | sed 1q || true`)
  t.match(said, [/^claude-session\S*: Command 'man claude-session\(1\)' failed/], 'and only then')
  t.equal(said.length, 1)
})

t.test('what is retried and tells of its failure tells of it once on every systemd: from 254 on only with the drop-in', async t => {
  const retried = readdirSync('units').filter(name => name.endsWith('.service')).filter(name => {
    const text = readFileSync(`units/${name}`, 'utf8')
    return /^Restart=/m.test(text) && /^OnFailure=/m.test(text)
  })
  t.ok(retried.length >= 2, retried.join(' '))
  for (const name of retried) t.ok(existsSync(`units/${name}.d/10-restart-direct.conf`), name)
})

t.test('starting a session begins it once, starts its timer, and ticks come', here, async t => {
  const { said, calls } = await play(t, `
    drop_in claude-session-capture@.timer [Timer] OnActiveSec= OnActiveSec=50ms OnUnitInactiveSec=300ms AccuracySec=10ms
    drop_in claude-session-capture@.service [Unit] StartLimitIntervalSec=200ms
    user start claude-session@work
    user start claude-session@work
    state claude-session@work.service
    state claude-session-capture@work.timer
    await called 'capture-tick work' 3`)
  t.strictSame(said, ['active', 'active'])
  t.strictSame(calls.slice(0, 4), ['begin work', 'capture-tick work', 'capture-tick work', 'capture-tick work'])
  t.notOk(calls.some(call => call.startsWith('failed')))
})

t.test('stopping a session lets a running tick finish, then ends it exactly once', here, async t => {
  const { said, calls } = await play(t, `
    when capture-tick '(trap "note its child was told, too" TERM; while :; do sleep 0.05; done) &'"$long_tick"
    user start claude-session@work
    await called 'running: work'
    user stop claude-session@work
    user stop claude-session@work
    state claude-session@work.service
    state claude-session-capture@work.timer
    user --failed --plain --no-legend`)
  t.strictSame(said, ['inactive', 'inactive'])
  t.strictSame(calls, ['begin work', 'capture-tick work', 'running: work', 'told to stop: work', 'finished: work', 'end --keep-units work'])
})

t.test('also when its timer was stopped by hand before', here, async t => {
  const { calls } = await play(t, `
    when capture-tick "$long_tick"
    user start claude-session@work
    await called 'running: work'
    user stop claude-session-capture@work.timer
    user stop claude-session@work`)
  t.strictSame(calls.slice(-3), ['told to stop: work', 'finished: work', 'end --keep-units work'])
})

t.test('a tick that knows nothing of signals is stopped with its session and has not failed', here, async t => {
  const { said, calls } = await play(t, `
    when capture-tick 'note running; exec sleep 1000'
    user start claude-session@work
    await called running
    user stop claude-session@work
    user --failed --plain --no-legend`)
  t.strictSame(said, [])
  t.strictSame(calls, ['begin work', 'capture-tick work', 'running', 'end --keep-units work'])
})

t.test('when begin fails no timer starts, nothing is ended, and the failure is told', here, async t => {
  const { said, calls } = await play(t, `
    when begin 'exit 69'
    user start claude-session@work 2>/dev/null && echo started
    await called 'failed claude-session@work.service'
    sleep 0.5
    state claude-session@work.service
    state claude-session-capture@work.timer`)
  t.strictSame(said, ['failed', 'inactive'])
  t.strictSame(calls, ['begin work', 'failed claude-session@work.service'])
})

t.test('a tick that fails once is tried again and nobody is alarmed', here, async t => {
  const { said, calls } = await play(t, `
    when capture-tick '[ -e ~/once ] || { touch ~/once; exit 1; }'
    user start claude-session@work
    await called 'capture-tick work' 2
    await has_state claude-session-capture@work.service inactive
    state claude-session@work.service`)
  t.strictSame(said, ['active'])
  t.strictSame(calls, ['begin work', 'capture-tick work', 'capture-tick work'])
})

t.test('a tick that always fails, crashes or hangs is tried four times, told once, and never ends its session', here, async t => {
  const kinds = ['fails', 'crashes', 'hangs']
  const { said, calls } = await play(t, `
    when capture-tick.fails 'exit 74'
    when capture-tick.crashes 'kill -SEGV $$'
    when capture-tick.hangs 'trap "" TERM; while :; do sleep 1; done'
    drop_in claude-session-capture@hangs.service [Service] TimeoutStartSec=800ms TimeoutStopSec=300ms
    user start claude-session@{${kinds.join()}}
    for kind in ${kinds.join(' ')}; do
      await called "failed claude-session-capture@$kind.service"
      state "claude-session@$kind.service"
      state "claude-session-capture@$kind.timer"
      user stop "claude-session@$kind"
    done
    user list-units --all --plain --no-legend 'claude-session*'`)
  t.strictSame(said, kinds.flatMap(() => ['active', 'active']), 'and once the sessions have stopped no unit of theirs is left')
  for (const kind of kinds) {
    const its = calls.filter(call => call.includes(kind))
    const tick = `capture-tick ${kind}`
    t.strictSame(its, [
      `begin ${kind}`, tick, tick, tick, tick, `failed claude-session-capture@${kind}.service`, `end --keep-units ${kind}`,
    ])
  }
})

t.test('a tick that failed for good is tried anew at the next period', here, async t => {
  const { calls } = await play(t, `
    when capture-tick '[ "$(grep -c capture-tick ~/calls)" -gt 4 ] || exit 1'
    drop_in claude-session-capture@.timer [Timer] OnActiveSec= OnActiveSec=50ms OnUnitInactiveSec=6s AccuracySec=10ms
    drop_in claude-session-capture@.service [Unit] StartLimitIntervalSec=5s
    user start claude-session@work
    await called 'capture-tick work' 5`)
  const tick = 'capture-tick work'
  t.strictSame(calls, ['begin work', tick, tick, tick, tick, 'failed claude-session-capture@work.service', tick])
})

t.test('stopping a session whose failed tick waits for its retry ends it once and brings no further tick', here, async t => {
  const { calls } = await play(t, `
    when capture-tick 'exit 1'
    drop_in claude-session-capture@.service [Service] RestartSec=1s
    user start claude-session@work
    await called 'capture-tick work'
    await has_state claude-session-capture@work.service activating
    user stop claude-session@work
    sleep 1.5`)
  t.strictSame(calls, ['begin work', 'capture-tick work', 'end --keep-units work'])
})

t.test('a tick that finds its session busy (75) has succeeded', here, async t => {
  const { said, calls } = await play(t, `
    when capture-tick 'exit 75'
    user start claude-session@work
    await called 'capture-tick work'
    await has_state claude-session-capture@work.service inactive
    sleep 0.5
    state claude-session@work.service`)
  t.strictSame(said, ['active'])
  t.strictSame(calls, ['begin work', 'capture-tick work'], 'no retry, no alarm')
})

t.test('a tick that finds its pane gone stops its session itself (69), and that is no failure', here, async t => {
  const { said, calls } = await play(t, `
    when capture-tick.deaf 'trap "" TERM'
    when capture-tick.mortal 'true'
    for id in deaf mortal; do
      echo 'systemctl --user --no-block stop "claude-session@$id"; sleep 0.3; exit 69' >>~/do/capture-tick.$id
    done
    user start claude-session@{deaf,mortal}
    for id in deaf mortal; do await called "end --keep-units $id"; await has_state "claude-session@$id.service" inactive; done
    user --failed --plain --no-legend`)
  t.strictSame(said, [])
  for (const id of ['deaf', 'mortal']) {
    t.strictSame(calls.filter(call => call.endsWith(` ${id}`)), [`begin ${id}`, `capture-tick ${id}`, `end --keep-units ${id}`])
  }
  t.notOk(calls.some(call => call.startsWith('failed')))
})

t.test('a tick started by hand while the stop is queued does not cancel the stop', here, async t => {
  const { said, calls } = await play(t, `
    when capture-tick 'trap "until [ -e ~/go ]; do sleep 0.05; done; exit 0" TERM
note running: $id
while :; do sleep 0.05; done'
    user start claude-session@{polite,rude}
    for id in polite rude; do
      await called "running: $id"
      user --no-block stop "claude-session@$id"
    done
    user --no-block --job-mode=fail start claude-session-capture@polite 2>/dev/null || echo refused
    user --no-block start claude-session-capture@rude
    : >~/go
    for id in polite rude; do await has_state "claude-session@$id.service" inactive; state "claude-session-capture@$id.timer"; done`)
  t.strictSame(said, ['refused', 'inactive', 'inactive'])
  for (const id of ['polite', 'rude']) t.equal(calls.filter(call => call === `end --keep-units ${id}`).length, 1)
})

t.test('the exit of the user manager lets the ticks finish and ends every session once', here, async t => {
  const ids = ['one', 'two', 'three']
  const { said, calls } = await play(t, `
    when capture-tick "$long_tick"
    when end 'sleep 0.5; note ended: $id'
    user start claude-session@{${ids.join()}}
    for id in ${ids.join(' ')}; do await called "running: $id"; done
    log_out
    journalctl --user --quiet --output=cat --grep 'cycle' || true`)
  t.strictSame(said, [])
  for (const id of ids) {
    t.strictSame(calls.filter(call => call.endsWith(` ${id}`)).slice(-4), [
      `told to stop: ${id}`, `finished: ${id}`, `end --keep-units ${id}`, `ended: ${id}`,
    ])
    t.equal(calls.filter(call => call === `end --keep-units ${id}`).length, 1)
  }
})

t.test('an enabled session begins again at boot, ticks, and is ended at shutdown', here, async t => {
  const enabled = `
    mkdir -p ~/.config/systemd/user/default.target.wants
    ln -s ~/.local/share/systemd/user/claude-session@.service ~/.config/systemd/user/default.target.wants/claude-session@work.service`
  const { said, calls } = await play(t, `
    user enable --quiet --no-reload claude-session@other
    user is-enabled claude-session@{work,other}
    await called 'capture-tick work'
    log_out
    journalctl --user --quiet --output=cat --grep 'cycle' || true`, { prepare: enabled })
  t.strictSame(said, ['enabled', 'enabled'])
  t.strictSame(calls, ['begin work', 'capture-tick work', 'end --keep-units work'])
})

t.test('the recovery runs once at boot, behind the enabled sessions, and what it starts does not wait for it', here, async t => {
  const enabled = `
    mkdir -p ~/.config/systemd/user/default.target.wants
    ln -s ~/.local/share/systemd/user/claude-session@.service ~/.config/systemd/user/default.target.wants/claude-session@work.service
    ln -s ~/.local/share/systemd/user/claude-session-recover.service ~/.config/systemd/user/default.target.wants/claude-session-recover.service
    when begin.work 'sleep 0.5; note begun: $id'
    when recover 'systemctl --user start claude-session@resumed; systemctl --user stop claude-session@work; note recovered'`
  const { said, calls } = await play(t, `
    user is-enabled claude-session-recover
    await called recovered
    state claude-session@resumed.service
    await has_state claude-session-recover.service inactive
    user show --value --property=Result claude-session-recover.service
    journalctl --user --quiet --output=cat --grep 'cycle' || true`, { prepare: enabled })
  t.strictSame(said, ['enabled', 'active', 'success'])
  t.strictSame(calls.filter(call => !call.startsWith('capture-tick')).slice(0, 6), ['begin work', 'begun: work', 'recover --no-supervisor', 'begin resumed', 'end --keep-units work', 'recovered'])
})

t.test('a recovery that is at work at logout is stopped first, and every session ends', here, async t => {
  const { said, calls } = await play(t, `
    when recover 'note recovering; exec sleep 1000'
    user start claude-session@{one,two}
    user --no-block start claude-session-recover
    await called recovering
    log_out
    journalctl --user --quiet --output=cat --grep 'cycle|Failed with result' || true`)
  t.strictSame(said, [])
  for (const id of ['one', 'two']) t.equal(calls.filter(call => call === `end --keep-units ${id}`).length, 1)
})

t.test('a recovery that fails is tried again and comes to an end; one that left somebody at his work has succeeded', here, async t => {
  const { said, calls } = await play(t, `
    drop_in claude-session-recover.service [Service] RestartSec=50ms
    when recover 'exit 74'
    user start claude-session-recover || true
    await has_state claude-session-recover.service failed
    user reset-failed claude-session-recover.service
    when recover 'exit 65'
    user start claude-session-recover || true
    await has_state claude-session-recover.service failed
    user reset-failed claude-session-recover.service
    when recover 'exit 75'
    user start claude-session-recover
    user show --value --property=Result claude-session-recover.service`)
  t.strictSame(said, ['success'])
  t.equal(calls.filter(call => call === 'recover --no-supervisor').length, 4 + 1 + 1)
})

t.test('twenty sessions stand side by side, and stopping one leaves the others alone', here, async t => {
  const { said, calls } = await play(t, `
    user start claude-session@s{1..20}
    for n in {1..20}; do await called "capture-tick s$n"; done
    user stop claude-session@s7
    user list-units --plain --no-legend --state=active 'claude-session@*' 'claude-session-capture@*.timer' | wc -l
    user stop 'claude-session@*'
    user list-units --all --plain --no-legend 'claude-session*' | wc -l`)
  t.strictSame(said, ['38', '0'])
  for (let n = 1; n <= 20; n++) {
    t.strictSame(calls.filter(call => call.endsWith(` s${n}`)), [`begin s${n}`, `capture-tick s${n}`, `end --keep-units s${n}`])
  }
  t.equal(calls.findIndex(call => call.startsWith('end')), calls.indexOf('end --keep-units s7'))
})

t.test('every ID arrives as it is, also where a failure is told, in a home with a space in its name', here, async t => {
  const ids = ['claude-my_app-1763850000', 'A.b-c_d', 'a--b', '0', `x${'-._y'.repeat(31)}end`]
  const { calls } = await play(t, `
    when capture-tick 'exit 1'
    drop_in claude-session-capture@.service [Unit] StartLimitBurst=1
    for id in ${ids.join(' ')}; do user start "claude-session@$id"; done
    for id in ${ids.join(' ')}; do await called "failed claude-session-capture@$id.service"; user stop "claude-session@$id"; done`,
  { home: '/home/some one' })
  t.equal(ids.at(-1)?.length, 128)
  for (const id of ids) {
    for (const call of ['begin', 'capture-tick', 'end --keep-units']) t.ok(calls.includes(`${call} ${id}`), `${call} ${id}`)
  }
})

t.test('one pattern finds all that the journal has of a session, and a healthy tick is one line', here, async t => {
  const { said } = await play(t, `
    when begin 'echo "<5>$id: began" >&2; sleep 0.1'
    when capture-tick 'echo "<5>$id: captured" >&2; sleep 0.1; [ "$id" != work ] || echo "<3>$id: trouble" >&2'
    when end 'echo "<5>$id: ended" >&2; sleep 0.1'
    user start claude-session@{work,other}
    for id in work other; do
      await called "capture-tick $id"
      await has_state "claude-session-capture@$id.service" inactive
      user stop "claude-session@$id"
    done
    lines() { journalctl --user --quiet --output=cat "$@"; }
    ended() { lines --user-unit 'claude-session*@work*' | grep -q 'work: ended'; }
    await ended
    lines --user-unit 'claude-session*@work*' --identifier=claude-session
    echo --
    lines --user-unit 'claude-session-capture@work.service'
    echo --
    lines --user-unit 'claude-session*@work*' --priority=err`)
  const [all, tick, errors] = said.join('\n').split('\n--\n')
  t.equal(all, 'work: began\nwork: captured\nwork: trouble\nwork: ended')
  t.equal(tick, 'work: captured\nwork: trouble')
  t.equal(errors, 'work: trouble')
})

t.test('a tick has the environment file, runs Node, reaches tmux and the user manager, but no network', withTmux, async t => {
  const probe = `
    const { execFileSync } = require('node:child_process')
    const say = text => require('node:fs').appendFileSync(process.env.HOME + '/seen', text + '\\n')
    say(eval('let sum = 0; for (let i = 0; i < 1e6; i++) sum += i; sum').toString())
    say(execFileSync('tmux', ['list-panes', '-a', '-F', '#{session_name}']).toString().trim())
    say(execFileSync('systemctl', ['--user', 'is-active', 'claude-session@work']).toString().trim())
    say(process.env.GIVEN)
    say((process.umask() & 0o777).toString(8))
    require('node:net').connect(9, '127.0.0.1').on('error', error => say(error.code))`
  const { said } = await play(t, `
    mkdir -p ~/.config/claude-session
    echo 'GIVEN="a value"' >~/.config/claude-session/env
    tmux -f /dev/null new-session -d -s here
    cat >~/probe.cjs <<'PROBE'\n${probe}\nPROBE
    when capture-tick 'exec "${process.execPath}" ~/probe.cjs'
    user start claude-session@work
    await test -e ~/seen
    await has_state claude-session-capture@work.service inactive
    cat ~/seen
    tmux kill-server`)
  t.strictSame(said, ['499999500000', 'here', 'active', 'a value', '77', 'EAFNOSUPPORT'])
})

t.test('a rollover starts the next session and stops the old one from outside: it is not stopped with it, and is done once', here, async t => {
  const { said, calls } = await play(t, `
    when rollover 'systemctl --user start claude-session@next; systemctl --user stop claude-session@work; note rolled'
    user start claude-session@work
    await called 'capture-tick work'
    user --no-block start claude-session-rollover@work
    user start claude-session-rollover@work
    for unit in claude-session@{work,next}.service claude-session-capture@{work,next}.timer; do state $unit; done
    user list-units --all --plain --no-legend 'claude-session-rollover@*'`)
  t.strictSame(said, ['inactive', 'active', 'inactive', 'active'], 'and no unit of it is left')
  t.strictSame(calls.filter(call => !call.startsWith('capture-tick')), ['begin work', 'rollover work', 'begin next', 'end --keep-units work', 'rolled'])
})

t.test('a rollover that is killed or busy is tried again; one that cannot succeed, or hangs to the last try, is told once, and its session goes on', here, async t => {
  const { said, calls } = await play(t, `
    drop_in claude-session-rollover@.service [Service] RestartSec=50ms TimeoutStartSec=800ms TimeoutStopSec=200ms
    when rollover.killed '[ -e ~/once ] || { touch ~/once; kill -KILL $$; }'
    when rollover.busy '[ "$(grep -c "rollover busy" ~/calls)" -ge 4 ] || exit 75'
    when rollover.wrong 'exit 64'
    when rollover.hangs 'trap "" TERM; while :; do sleep 1; done'
    user start claude-session@hangs
    for id in killed busy wrong hangs; do user --no-block start "claude-session-rollover@$id"; done
    for id in wrong hangs; do await called "failed claude-session-rollover@$id.service"; done
    await called 'rollover busy' 4
    await called 'rollover killed' 2
    sleep 0.3
    state claude-session@hangs.service
    user --failed --plain --no-legend`)
  t.strictSame(said, ['active'])
  const times = (call: string): number => calls.filter(made => made === call).length
  t.strictSame(['killed', 'busy', 'wrong', 'hangs'].map(id => times(`rollover ${id}`)), [2, 4, 1, 5])
  t.strictSame(calls.filter(call => call.startsWith('failed')).sort(), ['failed claude-session-rollover@hangs.service', 'failed claude-session-rollover@wrong.service'])
})

t.test('the token tick comes soon, again after half a minute, and a failing one alarms nobody', here, async t => {
  const { said, calls } = await play(t, `
    rm ~/.config/systemd/user/claude-session-token@.timer.d/*
    user daemon-reload
    user show --value --property=TimersMonotonic claude-session-token@work.timer | grep -o 'On[A-Za-z]*USec=[^;]*'
    drop_in claude-session-token@.timer [Timer] OnActiveSec= OnActiveSec=50ms OnUnitInactiveSec=100ms AccuracySec=10ms
    when token-tick 'exit 74'
    user start claude-session@work
    await called 'token-tick work' 8
    state claude-session@work.service
    user stop claude-session@work
    state claude-session-token@work.timer`)
  t.strictSame(said.map(line => line.trim()).sort(), ['OnActiveUSec=3s', 'OnUnitInactiveUSec=30s', 'active', 'inactive'])
  t.notOk(calls.some(call => call.startsWith('failed')))
  t.equal(calls.at(-1), 'end --keep-units work')
})

/** '4min 30s' to 270; what is not a time, as `infinity`, to Infinity. */
const seconds = (timespan: string): number => {
  const terms = [...timespan.matchAll(/(\d+)(h|min|s)\b/g)]
  return terms.length === 0 ? Infinity : terms.reduce((sum, [, n, unit]) => sum + Number(n) * (unit === 'h' ? 3600 : unit === 'min' ? 60 : 1), 0)
}

t.test('the times of the units fit into one another', here, async t => {
  const { said } = await play(t, `
    rm -r ~/.config/systemd/user/claude-session*
    user daemon-reload
    tick() { user show --value --property="$1" claude-session-capture@work.service; }
    for property in StartLimitIntervalUSec StartLimitBurst TimeoutStartUSec TimeoutStopUSec RestartUSec; do tick "$property"; done
    user show --value --property=TimersMonotonic claude-session-capture@work.timer | grep -o 'OnUnitInactiveUSec=[^;]*'
    user show --value --property=TimeoutStopUSec claude-session@work.service`)
  t.equal(said.length, 7)
  const [window = 0, , start = 0, stop = 0, restart = 0, period = 0, end = 0] = said.map(seconds)
  const tries = Number(said[1])
  t.strictSame([tries, period], [4, 300])
  t.ok(tries * (start + stop + restart) < window, 'ticks that hang until they are killed use up their tries, so it is told')
  t.ok(window < period, 'healthy ticks never do')
  t.ok(stop + end < 120, 'a tick and then `end` have the time they need before a logout kills them')
})

t.test('the times of the rollover fit into one another, and hold what it waits for', here, async t => {
  const { said } = await play(t, `
    rm -r ~/.config/systemd/user/claude-session*
    user daemon-reload
    for property in StartLimitIntervalUSec StartLimitBurst TimeoutStartUSec TimeoutStopUSec RestartUSec; do user show --value --property="$property" claude-session-rollover@work.service; done
    for property in TimeoutStartUSec TimeoutStopUSec; do user show --value --property="$property" claude-session@work.service; done
    user show --value --property=TimeoutStopUSec claude-session-capture@work.service`)
  t.equal(said.length, 8)
  const [window = 0, , start = 0, stop = 0, restart = 0, begin = 0, end = 0, tick = 0] = said.map(seconds)
  t.ok(Number(said[1]) * (start + stop + restart) < window, 'rollovers that hang until they are killed use up their tries, so it is told')
  t.ok(2 * 45 + begin + tick + end <= start, 'both locks, the beginning of the new session and the end of the old one')
})

t.test('the times of the recovery fit into one another, and what is stopped at logout into its 120 seconds', here, async t => {
  const { said } = await play(t, `
    rm -r ~/.config/systemd/user/claude-session*
    user daemon-reload
    for property in StartLimitIntervalUSec StartLimitBurst TimeoutStartUSec TimeoutStopUSec RestartUSec; do user show --value --property="$property" claude-session-recover.service; done
    for unit in claude-session@work claude-session-capture@work; do user show --value --property=TimeoutStopUSec "$unit.service"; done`)
  t.equal(said.length, 7)
  const [window = 0, , start = 0, stop = 0, restart = 0, end = 0, tick = 0] = said.map(seconds)
  t.ok(Number(said[1]) * (start + stop + restart) < window, 'recoveries that hang until they are killed come to an end')
  t.ok(stop + tick + end < 120)
})

// What `systemd-analyze security` makes of each service, 0 to 10, less being better. Most of what is left is for options that
// mount, which a user manager cannot be trusted with; so this is no grade but a ratchet: a number here may only go down.
// Measured with systemd 252: 6.3 each. The rest is for other versions, which weigh a little differently.
const exposure: Record<string, number> = {
  'claude-session@.service': 6.5,
  'claude-session-capture@.service': 6.5,
  'claude-session-failed@.service': 6.5,
  'claude-session-recover.service': 6.5,
  'claude-session-rollover@.service': 6.5,
  'claude-session-token@.service': 6.5,
  'claude-session-context@.service': 6.5,
}

t.test('no unit is more exposed than it was', here, async t => {
  const { said } = await play(t, `
    cd ~/.local/share/systemd/user
    for unit in *.service; do
      figure=$(systemd-analyze --user security --offline=yes --no-pager "$unit" | sed -n 's/.*Overall exposure level for .*: \\([0-9.]*\\) .*/\\1/p')
      echo "$unit $figure"
    done`)
  t.equal(said.length, Object.keys(exposure).length)
  for (const line of said) {
    const [unit = '', figure] = line.split(' ')
    t.ok(Number(figure) <= (exposure[unit] ?? 0), line)
  }
})
