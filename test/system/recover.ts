/**
 * What nobody ends by hand: the machine goes down, in order or at once, and comes up again with the same home; a supervisor is killed. In a user manager of their own, with real panes, the
 * real units and the real command; what is left is compared out here.
 */
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { historyDirectory, resolvePaths, sessionDirectory } from '../../src/core/paths.js'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import type { SessionRecord } from '../../src/core/session/session-record.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { repository, run, scratch, tree, type Ran } from '../helpers/fresh-home.js'
import { printer, readCaptured } from '../helpers/ground-truth.js'
import { needs } from '../helpers/needs.js'
import { scenarioWords } from '../helpers/scenario-words.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { commandProblem, runInUserManager, userManagerProblem, type UserManagerOptions } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(userManagerProblem() ?? commandProblem('tmux') ?? commandProblem('flock'))
const user = 1500

const words = `${scenarioWords}
# By the identifier: what a process writes that ends at once can lose its unit.
journal() { journalctl --user --quiet --output=cat -t claude-session | grep -E -e "$1" || true; }
told() { [ "$(journal "$1" | wc -l)" -ge "${2-1}" ]; }
# In pane $1: types a command and waits until it is done.
typed() {
  rm -f ~/code
  tmux send-keys -t "$1" "$2; echo \\$? >~/code.new; mv ~/code.new ~/code" Enter
  await test -e ~/code
}
print_numbers() { typed "$1" "seq -f '$2 %05g of the numbered lines' $3 $4"; }
keep() { mkdir -p ~/kept; cp -a "$state" ~/kept/"$1"; }
# The recovery of this boot has come and gone.
recovered() { is default.target active && ! is claude-session-recover.service activating; }
install() {
  mkdir -p ~/.local/bin ~/.config/systemd/user/default.target.wants ~/.local/share/systemd/user
  cp '${repository}'/units/*.service '${repository}'/units/*.timer ~/.local/share/systemd/user
  printf '#!/bin/sh\\nexec "${process.execPath}" "${repository}/dist/claude-session.cjs" "$@"\\n' >~/.local/bin/claude-session
  chmod +x ~/.local/bin/claude-session
  ln -s ~/.local/share/systemd/user/claude-session-recover.service ~/.config/systemd/user/default.target.wants/claude-session-recover.service
  mkdir ~/app ~/other ~/third
  echo 'PATH=$HOME/.local/bin:$PATH' >~/.profile
}
boot_tmux() { tmux -f /dev/null start-server \\; set -g history-limit 50000 \\; new-session -d -s people -x 100 -y 30 -c ~/app; }
new_pane() { tmux new-window -d -P -F '#{pane_id}' -c "$1"; }
`

interface Home {
  readonly home: string
  readonly kept: (name: string) => string
  /** One boot of the machine. Out: what was said between `== name ==` lines. */
  readonly boot: (script: string, options?: UserManagerOptions) => Promise<Readonly<Record<string, string>>>
  /** One boot that ends by a loss of power, when the script has made the file `~/now`. */
  readonly lose: (script: string, options?: UserManagerOptions) => Promise<void>
}

const stage = (t: Test): Home => {
  const home = scratch(t, 'home')
  chmodSync(home, 0o700)
  chownSync(home, user, user)
  const options = { home, writable: [home], seconds: 120 }
  const told = (more: UserManagerOptions): UserManagerOptions => ({ ...options, ...more, ...(more.prepare === undefined ? {} : { prepare: `${words}\n${more.prepare}` }) })
  return {
    home,
    kept: name => join(home, 'kept', name),
    boot: async (script, more = {}) => {
      const trap = `trap 'code=$?; [ $code = 0 ] || journalctl --user --no-pager --lines=80 >&2' EXIT`
      const { code, stdout, stderr } = await runInUserManager(`${words}\n${trap}\n${script}`, told(more))
      t.equal(code, 0, 'the boot plays to its end', code === 0 ? {} : { stdout: stdout.slice(-4000), stderr: stderr.slice(-8000) })
      const pieces = stdout.split(/^== (.+) ==$/m)
      return Object.fromEntries(pieces.flatMap((piece, index) => (index % 2 === 1 ? [[piece, (pieces[index + 1] ?? '').trim()]] : [])))
    },
    lose: async (script, more = {}) => {
      const power = new AbortController()
      const machine = runInUserManager(`${words}\n${script}\ntouch ~/now\nexec sleep 1000`, { ...told(more), powerOff: power.signal })
      let over: string | undefined
      void machine.then(({ stderr }) => (over = stderr))
      for (const end = Date.now() + 100_000; !existsSync(join(home, 'now')) && Date.now() < end && over === undefined; await sleep(20));
      t.ok(existsSync(join(home, 'now')), 'the power is lost when it should be', { over })
      power.abort()
      await machine
    },
  }
}

const numbered = (lines: readonly string[], name: string): number[] => lines.flatMap(line => new RegExp(`^${name} (\\d+) of the numbered lines$`).exec(line)?.[1] ?? []).map(Number)
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
const recordIn = (directory: string): SessionRecord => readSession(directory) as SessionRecord
const pendingIn = (directory: string, id: string): string[] => readFileSync(join(directory, `.pending.${id}`), 'utf8').split('\n').slice(1, -1)
const isWhole = (directory: string): boolean => existsSync(join(directory, 'MANIFEST.json')) && readdirSync(directory).filter(isJoinedName).length === 1
const why = (directory: string): string[] => readGaps(join(directory, 'gaps.jsonl')).map(gap => gap.why)

t.test('the power goes: the next boot finishes every session, with all that ticks had seen, and says what is not known', here, async t => {
  const { lose, boot, kept } = stage(t)
  await lose(`
    boot_tmux
    one=%0 two=$(new_pane ~/other) three=$(new_pane ~/third)
    for pane in "$one plain" "$two enabled" "$three cut"; do
      set -- $pane
      typed $1 "claude-session start --id $2"
      print_numbers $1 $2 1 3000
      user start claude-session-capture@$2
      # What no tick comes to see.
      print_numbers $1 $2 3001 3020
    done
    ln -s ~/.local/share/systemd/user/claude-session@.service ~/.config/systemd/user/default.target.wants/claude-session@enabled.service
    # An end that was cut off when its files were to be joined.
    user stop claude-session@cut
    rm "$state"/history/cut/{MANIFEST.json,CHAT_*}
    keep before`, { prepare: 'install' })

  const said = await boot(`
    await recovered
    say '== unit =='; user show --value --property=Result claude-session-recover.service
    await told '^recovered: '
    say '== journal =='; journal 'recovered: |failed'
    say '== status =='; claude-session status --json
    say '== live =='; journal '^enabled: '
    keep once
    say '== again =='; claude-session recover --json
    user start claude-session-recover.service
    keep twice
    # Back to life: the machine goes down in order.
    print_numbers %0 lone 1 500
    print_numbers %1 enabled 3021 4000
    kill -TERM $USER_MANAGER_PID
    gone() { ! kill -0 $USER_MANAGER_PID 2>/dev/null; }
    await gone
    keep down`, {
    // tmux is up before the user's manager, as with a terminal that starts it; its panes have the numbers that the old ones had. In one of them a session begins that no manager knows, and
    // its supervisor is killed.
    prepare: `
      boot_tmux
      new_pane ~/other
      tmux set-option -p -t %1 @claude_session_id enabled
      claude-session start --pane %0 --id lone
      supervised() { claude-session status lone | grep -q 'embedded supervisor'; }
      await supervised
      kill -KILL $(pgrep -xf '${process.execPath} ${repository}/dist/claude-session.cjs run lone --no-begin')`,
  })

  await t.test('what a tick had committed or seen stands there once, and the screen that was lost is a gap', async t => {
    const [before, after] = [join(kept('before'), 'sessions/plain'), join(kept('once'), 'history/plain')]
    t.ok(isWhole(after))
    const expected = [...readCaptured(before, recordIn(before).number).lines, ...pendingIn(before, 'plain')]
    const { lines } = readCaptured(after, recordIn(after).number)
    t.strictSame(lines, expected, `${expected.length} lines`)
    t.strictSame(numbered(lines, 'plain'), upTo(3000))
    t.strictSame(why(after), ['pane-gone'])
    t.match(recordIn(after), { status: 'ended', endReason: 'machine-down' })
  })

  await t.test('an end that was cut off is completed, and the projects know their next ID and hand-off', async t => {
    const after = join(kept('once'), 'history/cut')
    t.ok(isWhole(after))
    t.strictSame(numbered(readCaptured(after, 1).lines, 'cut'), upTo(3020))
    t.match(recordIn(after), { endReason: 'stopped' })
    for (const project of ['app', 'third']) {
      t.match(readFileSync(join(kept('once'), `projects/${project}/.session-management/.next_session_id`), 'utf8'), /^claude-\w+-\d+\n$/)
      t.ok(existsSync(join(kept('once'), `projects/${project}/.session-management/handoff.json`)), project)
    }
  })

  await t.test('an enabled session had gone on in the new pane by then; one whose supervisor was killed is resumed by its units', async t => {
    t.strictSame(readdirSync(join(kept('once'), 'sessions')).sort(), ['enabled', 'lone'])
    t.match(said.live, /enabled: its pane %1 is gone; goes on in pane %1 .*as it carries this session ID/)
    const states = JSON.parse(said.status ?? '') as { id: string; supervisor: string }[]
    t.match(states.sort((a, b) => (a.id < b.id ? -1 : 1)), [{ id: 'enabled', supervisor: 'units', paneLives: true, trouble: '' }, { id: 'lone', supervisor: 'units', paneLives: true, trouble: '' }])
    const { lines } = readCaptured(join(kept('down'), 'history/enabled'), 1)
    t.strictSame(numbered(lines, 'enabled'), [...upTo(3000), ...upTo(4000).slice(3020)])
    t.strictSame(why(join(kept('down'), 'history/enabled')), ['pane-gone'])
  })

  await t.test('it tells in a few lines what it did, and the second time there is nothing to do and nothing changes', async t => {
    t.equal(said.unit, 'success')
    const story = said.journal?.split('\n') ?? []
    t.match(story.filter(line => line.includes('recovered: ')), [
      /^cut: recovered: its end was cut off; CHAT_\S+ is in .*\/history\/cut$/,
      /^lone: recovered: its pane lives; resumed by units$/,
      /^plain: recovered: its pane is gone; ended \(machine-down\)$/,
      /^recovered: 1 ended, 1 completed, 1 resumed$/,
    ])
    t.notOk(story.some(line => line.includes('failed')), said.journal ?? '')
    t.strictSame(JSON.parse(said.again ?? ''), [])
    const quiet = (name: string): string[] => tree(kept(name)).filter(line => !/^sessions\/(?:enabled|lone)\//.test(line))
    t.strictSame(quiet('twice'), quiet('once'))
  })

  await t.test('when the machine goes down in order every session ends whole, and the next boot has nothing to recover', async t => {
    t.strictSame(readdirSync(join(kept('down'), 'sessions')), [])
    for (const id of ['enabled', 'lone']) {
      t.ok(isWhole(join(kept('down'), 'history', id)), id)
      t.match(recordIn(join(kept('down'), 'history', id)), { endReason: 'stopped' })
    }
    t.strictSame(numbered(readCaptured(join(kept('down'), 'history/lone'), recordIn(join(kept('down'), 'history/lone')).number).lines, 'lone'), upTo(500))
    const next = await boot(`
      await recovered
      await told recover
      say '== journal =='; journal .
      keep after`, { prepare: 'rm ~/.config/systemd/user/default.target.wants/claude-session@enabled.service' })
    t.equal(next.journal, 'nothing to recover')
    t.strictSame(tree(kept('after')), tree(kept('down')))
  })
})

t.test('a session ends by itself within a tick, once, whichever way its pane went, with nobody there to recover it', here, async t => {
  const ids = ['pane', 'server', 'killed', 'again']
  const { boot, kept } = stage(t)
  const said = await boot(`
    install
    rm ~/.config/systemd/user/default.target.wants/*
    mkdir -p ~/.config/systemd/user/claude-session-capture@.{timer,service}.d
    printf '[Timer]\nOnActiveSec=\nOnActiveSec=1s\nOnUnitInactiveSec=2s\nAccuracySec=100ms\n' >~/.config/systemd/user/claude-session-capture@.timer.d/often.conf
    printf '[Unit]\nStartLimitIntervalSec=0\n' >~/.config/systemd/user/claude-session-capture@.service.d/often.conf
    user daemon-reload
    for id in ${ids.join(' ')}; do
      mkdir ~/$id
      tmux -L $id -f /dev/null new-session -d -x 100 -y 30 -c ~/$id "echo ready; claude-session start --id $id 2>~/$id.err; seq -f '$id %05g of the numbered lines' 1 500; exec cat"
    done
    seen() { [ -e "$state/sessions/$1/.pending.$1" ] && grep -q "$1 00500 " "$state/sessions/$1/.pending.$1"; }
    for id in ${ids.join(' ')}; do await seen $id; done
    pid() { tmux -L $1 display-message -p '#{pid}'; }
    tmux -L pane kill-pane -t %0 &
    tmux -L server kill-server &
    kill -KILL $(pid killed) &
    old=$(pid again); kill -KILL $old
    gone() { ! kill -0 $1 2>/dev/null; }
    await gone $old
    tmux -L again -f /dev/null new-session -d -x 100 -y 30 -c ~/again 'seq 1000; exec cat'
    ended() { [ -e "$state/history/$1/MANIFEST.json" ] && is "claude-session@$1.service" inactive; }
    for id in ${ids.join(' ')}; do await ended $id; await told "^$id: ended; "; done
    # Nothing is left that could tick again.
    none() { [ -z "$(user list-units --all --plain --no-legend 'claude-session*@*')" ]; }
    await none
    say '== journal =='; journal ': ended; |has ended already|failed'
    say '== units =='; user --failed --plain --no-legend
    say '== recover =='; claude-session recover --json
    say '== pane =='; tmux -L again list-panes -a -F '#{pane_id} #{@claude_session_id}'
    keep ended
    tmux -L again kill-server`)
  t.strictSame(readdirSync(join(kept('ended'), 'sessions')), [])
  for (const id of ids) {
    const directory = join(kept('ended'), 'history', id)
    t.ok(isWhole(directory), id)
    t.match(recordIn(directory), { endReason: 'pane-gone' }, id)
    t.strictSame(numbered(readCaptured(directory, 1).lines, id), upTo(500), id)
    t.strictSame(why(directory), ['pane-gone'], id)
    t.ok(existsSync(join(kept('ended'), `projects/${id}/.session-management/handoff.json`)), id)
    t.match(readFileSync(join(kept('ended'), `projects/${id}/.session-management/.next_session_id`), 'utf8'), new RegExp(`^claude-${id}-\\d+\n$`))
  }
  t.equal(said.journal?.split('\n').length, ids.length, said.journal ?? '')
  t.equal(said.units, '')
  t.strictSame(JSON.parse(said.recover ?? ''), [])
  t.equal(said.pane, '%0')
})

const embedded = needs(commandProblem('tmux') ?? commandProblem('flock'))
const cli = join(repository, 'dist/claude-session.cjs')

t.test('without a user manager: a killed supervisor is missed and replaced, and a server that was killed costs no line that was seen', embedded, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 50_000 })
  const printed = printer(seeded(11))
  pane.write(printed.lines(1))
  const paths = resolvePaths(server.env)
  const [live, history] = [sessionDirectory(paths, parseSessionId('work')), historyDirectory(paths, parseSessionId('work'))]
  const command = (...args: string[]): Ran => run(process.execPath, [cli, ...args], server.env)
  const supervisor = (): number | undefined => {
    const found = readdirSync('/proc').filter(pid => /^\d+$/.test(pid)).find(pid => {
      const file = `/proc/${pid}/cmdline`
      const words = existsSync(file) ? readFileSync(file, 'utf8').split('\0') : []
      return words[1] === cli && words[2] === 'run' && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`HOME=${server.env.HOME}\0`)
    })
    return found === undefined ? undefined : Number(found)
  }
  t.match(command('start', '--pane', pane.id, '--id', 'work'), { code: 0, out: 'work\n' })
  await until('the supervisor is at its post', () => command('status').out.includes('embedded supervisor'))
  pane.write(printed.lines(300))
  process.kill(supervisor() ?? 0, 'SIGKILL')
  await until('it is missed', () => supervisor() === undefined)
  t.match(command('status'), { out: /^work \(live, nothing runs its ticks\)[^]*to do +claude-session recover/ })
  pane.write(printed.lines(300))
  t.match(JSON.parse(command('recover', '--json').out), [{ id: 'work', did: 'resume', how: 'its pane lives; resumed by embedded supervisor', exitCode: 0 }])
  t.match(command('status', '--json').out, /"supervisor": "embedded supervisor"/)
  t.strictSame(JSON.parse(command('recover', '--json').out), [], 'it is not replaced again')
  t.match(command('recover', '--no-supervisor'), { code: 0 })

  t.match(command('capture-tick', 'work'), { code: 0 })
  pane.write(printed.lines(3))
  process.kill(supervisor() ?? 0, 'SIGKILL')
  await until('it is gone', () => supervisor() === undefined)
  const known = [...readCaptured(live, 1).lines, ...pendingIn(live, 'work')]
  t.equal(known.length, printed.all.length - 3)
  const { serverPid } = recordIn(live).pane
  process.kill(serverPid, 'SIGKILL')
  await until('the server is gone', () => !existsSync(`/proc/${serverPid}`))
  server.tmux('new-session', '-d', 'sleep 1000')
  server.tmux('new-window', '-d', 'sleep 1000')
  t.match(command('recover', '--no-supervisor'), { code: 0, out: '', err: /work: recovered: its pane is gone; ended \(pane-gone\)\n.*recovered: 1 ended\n$/ })
  t.strictSame(readCaptured(history, 1).lines, known)
  t.strictSame(why(history), ['pane-gone'])
  t.ok(isWhole(history))
  t.equal(server.tmux('list-panes', '-a', '-f', '#{!=:#{@claude_session_id},}'), '', 'the pane of that number in the new server is not touched')
})
