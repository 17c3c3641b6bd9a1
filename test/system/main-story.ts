/**
 * The tool as a person meets it: a bare home, a tmux pane, install.sh, a session of a real user manager, 10,000 lines, and what is left of them. Nothing
 * stands in for anything: the scenarios run in a user manager of their own, and the files they leave are compared out here.
 */
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { checkoutCopy, repository, scratch } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { scenarioWords } from '../helpers/scenario-words.js'
import { commandProblem, runInUserManager, userManagerProblem } from '../helpers/user-manager.js'

const here = needs(userManagerProblem() ?? commandProblem('tmux') ?? commandProblem('flock'))
const user = 1500
/** Where the system's own Node.js is too old for the tests, test/run has fetched one, which a pane there does not find by itself. */
const provided = (process.env['PATH'] ?? '').split(':').filter(directory => directory.startsWith(join(repository, '.tap/tools/'))).map(directory => `${directory}:`).join('')

const words = `${scenarioWords}
journal() { journalctl --user --quiet --output=cat "$@"; }
# By the identifier: what a process writes that ends at once can lose its unit.
told() { journal -t claude-session | grep -q -e "$1"; }
# In pane $1: types a command and waits until it is done. Its exit code is in ~/code.
typed() {
  rm -f ~/code
  tmux send-keys -t "$1" "$2; echo \\$? >~/code.new; mv ~/code.new ~/code" Enter
  await test -e ~/code
}
# What has left the screen of pane $1, rows joined.
left_screen() { tmux capture-pane -p -J -t "$1" -S - -E -1; }
tick() { user start "claude-session-capture@$1"; }
keep() { cp -a "$state/." "$out/$1"; }
settle() { sleep 0.3; }
new_pane() { tmux new-window -d -P -F '#{pane_id}' -c "$1"; }
print_numbers() { typed "$1" "seq -f '$2 %05g of the numbered lines' $3 $4"; }
trap 'code=$?; [ $code = 0 ] || { journalctl --user --no-pager --lines=80; tmux capture-pane -p -t : ; } >&2' EXIT
`

interface Told {
  readonly said: Readonly<Record<string, string>>
  readonly out: string
}

/** Plays a scenario. What it says between `== name ==` lines comes back by name; what it keeps is in `out`. */
const play = async (t: Test, checkout: string, script: string, seconds = 150): Promise<Told> => {
  const out = scratch(t, 'out')
  chownSync(out, user, user)
  const { code, stdout, stderr } = await runInUserManager(`out='${out}' checkout='${checkout}'\n${words}\n${script}`, { writable: checkout === repository ? [out] : [out, checkout], seconds })
  t.equal(code, 0, 'the scenario plays to its end', code === 0 ? {} : { stdout: stdout.slice(-4000), stderr: stderr.slice(-8000) })
  const pieces = stdout.split(/^== (.+) ==$/m)
  const said = Object.fromEntries(pieces.flatMap((piece, index) => (index % 2 === 1 ? [[piece, (pieces[index + 1] ?? '').replace(/^\n/, '').replace(/\n$/, '')]] : [])))
  return { said, out }
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1)
const numbered = (lines: readonly string[], name: string): number[] =>
  lines.flatMap(line => {
    const match = new RegExp(`^${name} (\\d+) of the numbered lines$`).exec(line)
    return match === null ? [] : [Number(match[1])]
  })
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)
const joinedIn = (directory: string): string[] => readdirSync(directory).filter(isJoinedName)

/** Every file that is there is in the manifest as it is, and nothing else. */
const checkManifest = (t: Test, directory: string): void => {
  const { schema, files } = JSON.parse(readFileSync(join(directory, 'MANIFEST.json'), 'utf8')) as { schema: number; files: { name: string }[] }
  const found = readdirSync(directory).filter(name => name !== 'MANIFEST.json').sort().map(name => {
    const bytes = readFileSync(join(directory, name))
    return { name, lines: bytes.toString('latin1').split('\n').length - 1, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
  })
  t.equal(schema, 1)
  t.strictSame(files.sort((one, other) => (one.name < other.name ? -1 : 1)), found, 'the manifest describes every file')
}

/** A copy of the checkout that the user in the user manager may build in. */
const usersCheckout = (t: Test): string => {
  const copy = checkoutCopy(t)
  if (process.getuid?.() === 0) chownSync(copy, user, user)
  return copy
}

t.test('one command, 10,000 lines, one session: all of them stand once, in order, in the parts and in the joined file', here, async t => {
  const { said, out } = await play(t, usersCheckout(t), `
    echo 'set -g history-limit 50000' >~/.tmux.conf
    mkdir ~/app
    tmux new-session -d -s people -x 100 -y 30 -c ~/app
    pane=$(tmux list-panes -a -F '#{pane_id}')
    typed $pane "PATH='${provided}'\\$PATH '$checkout/install.sh' --yes --system-node 2>&1 | tee ~/install.log; (exit \\\${PIPESTATUS[0]})"
    say '== install =='; cat ~/code ~/install.log
    say '== provisional =='; claude-session list --json
    print_numbers $pane line 1 10000
    user start claude-session@work
    say '== work =='; claude-session list --json
    # The timer's own first tick, 10 s after the start.
    # The first one is begin's.
    ticks() { [ "$(journal -t claude-session | grep -c '^work: .* ms$')" -ge 2 ]; }
    await ticks
    left_screen $pane >$out/left-screen
    keep live
    say '== status =='; claude-session status work
    user stop claude-session@work
    say '== units =='; user list-units --all --plain --no-legend 'claude-session*@*'; user --failed --plain --no-legend
    say '== option =='; tmux show-options -p -t $pane
    settle
    say '== journal =='; journal -t claude-session | grep '^work: '
    keep ended
    user start claude-session@work
    print_numbers $pane again 1 200
    user stop claude-session@work
    keep again
    say '== list =='; claude-session list
    tmux kill-server`)

  await t.test('install.sh ends with a session in the pane it was run in', async t => {
    t.match(said.install, /^0\n[^]*The lines of this pane are being kept, as session claude-app-\d+\. They go to:/)
    t.match(JSON.parse(said.provisional ?? ''), [{ id: /^claude-app-\d+$/, state: 'live', project: 'app' }])
  })

  await t.test('the session that is begun by name takes it over: one session, the same number', async t => {
    t.match(JSON.parse(said.work ?? ''), [{ id: 'work', state: 'live', project: 'app', parts: 1, gaps: 0, trouble: '' }])
    t.equal(JSON.parse(said.work ?? '').length, 1)
    t.strictSame(readdirSync(join(out, 'live/sessions')), ['work'])
    t.match(said.status, /^work \(live, units\)/)
  })

  await t.test('after a tick every line that left the screen stands once in the part, but for one screenful that may still be redrawn', async t => {
    const left = linesOf(join(out, 'left-screen')).map(line => line.trimEnd())
    const part = linesOf(join(out, 'live/sessions/work/session_00001_PART1.md'))
    t.strictSame(part, left.slice(0, part.length))
    t.ok(part.length >= left.length - 30, `${part.length} of ${left.length}`)
    t.ok(part.length > 9_900)
    const pending = linesOf(join(out, 'live/sessions/work/.pending.work')).slice(1)
    t.strictSame(numbered([...part, ...pending], 'line'), upTo(10_000), 'what stands behind is pending, in order')
  })

  await t.test('after the end all 10,000 stand once, in order, in the joined file, which is the parts', async t => {
    const history = join(out, 'ended/history/work')
    const before = readFileSync(join(out, 'live/sessions/work/session_00001_PART1.md'), 'utf8')
    const part = readFileSync(join(history, 'session_00001_PART1.md'), 'utf8')
    t.ok(part.startsWith(before), 'what the part held it still holds')
    const joined = joinedIn(history)
    t.equal(joined.length, 1)
    const now = new Date()
    const days = [0, 864e5].map(ago => new Date(now.getTime() - ago)).map(day => `${day.getFullYear()}${String(day.getMonth() + 1).padStart(2, '0')}${String(day.getDate()).padStart(2, '0')}`)
    const text = readFileSync(join(history, joined[0] ?? ''), 'utf8')
    t.equal(text, part)
    t.ok(days.some(day => joined[0] === `CHAT_SESSION_SCROLLBACK_${day}_${text.split('\n').length - 1}_LINES.txt`), joined[0] ?? '')
    t.strictSame(numbered(text.split('\n'), 'line'), upTo(10_000))
    t.strictSame(readGaps(join(history, 'gaps.jsonl')), [])
    checkManifest(t, history)
    t.strictSame(readdirSync(join(out, 'ended/sessions')), [])
  })

  await t.test('the journal tells its story, and nothing of it is left running or marked', async t => {
    const story = said.journal?.split('\n') ?? []
    t.match(story[0], /^work: goes on from claude-app-\d+, which install\.sh had begun in this pane$/)
    t.match(story[1], /^work: captured 9\d{3} lines \(\d+-\d+ part 1\) in \d+ ms$/)
    t.match(story.at(-2), /^work: captured \d+ lines \(\d+-\d+ part 1\) in \d+ ms$/)
    t.match(story.at(-1), /^work: ended; CHAT_SESSION_SCROLLBACK_\d{8}_\d+_LINES\.txt is in .*\/history\/work$/)
    t.notOk(story.some(line => line.includes('failed') || line.includes('gap')), said.journal ?? '')
    t.equal(said.units, '')
    t.equal(said.option, '')
  })

  await t.test('a restart under the same name keeps the earlier session beside the new one', async t => {
    const [first, second] = readdirSync(join(out, 'again/history')).sort()
    t.equal(first, 'work')
    t.match(second, /^work\.\d{10}$/)
    t.strictSame(numbered(linesOf(join(out, 'again/history', second ?? '', 'session_00001_PART1.md')), 'line'), upTo(10_000))
    t.strictSame(numbered(linesOf(join(out, 'again/history/work/session_00002_PART1.md')), 'again'), upTo(200))
    for (const name of [first, second]) checkManifest(t, join(out, 'again/history', name ?? ''))
    t.match(said.list, /^work +ended [^]*^work\.\d+ +ended /m)
  })
})

/** The program as it is built and the units, without install.sh: the story above covers that. */
const installed = `
mkdir -p ~/.local/bin ~/.local/share/systemd/user
cp "$checkout"/units/*.service "$checkout"/units/*.timer ~/.local/share/systemd/user
printf '#!/bin/sh\\nexec "${process.execPath}" "%s/dist/claude-session.cjs" "$@"\\n' "$checkout" >~/.local/bin/claude-session
chmod +x ~/.local/bin/claude-session
user daemon-reload
mkdir ~/app ~/other
echo 'PATH=$HOME/.local/bin:$PATH' >~/.profile # as Debian's own has it; tmux starts login shells
tmux -f /dev/null start-server \\; set -g history-limit 50000 \\; new-session -d -s people -x 100 -y 30 -c ~/app
one=$(tmux list-panes -a -F '#{pane_id}')
two=$(tmux new-window -d -P -F '#{pane_id}' -c ~/other)
`

/** Ticks of one session every other second instead of every five minutes, by a drop-in as a user would write it. */
const hurried = (id: string): string => `
for unit in timer service; do mkdir -p ~/.config/systemd/user/claude-session-capture@${id}.$unit.d; done
printf '[Timer]\nOnActiveSec=\nOnActiveSec=1s\nOnUnitInactiveSec=2s\nAccuracySec=100ms\n' >~/.config/systemd/user/claude-session-capture@${id}.timer.d/often.conf
printf '[Unit]\nStartLimitIntervalSec=0\n' >~/.config/systemd/user/claude-session-capture@${id}.service.d/often.conf
user daemon-reload
`

t.test('two panes, two sessions: killed ticks, a killed pane, a third session and the end of the manager cost neither a line', here, async t => {
  const { said, out } = await play(t, repository, `
    ${installed}
    ${hurried('right')}
    say '== started =='
    for pane in "$one left" "$two right"; do
      set -- $pane
      typed $1 "claude-session start --id $2 >~/id 2>~/err"
      say "$(cat ~/code ~/id ~/err)"
    done
    printed=0
    for round in 1 2 3 4 5 6; do
      print_numbers $one left $((printed + 1)) $((printed + 500))
      print_numbers $two right $((printed + 1)) $((printed + 500))
      printed=$((printed + 500))
      claude-session capture-tick left 2>/dev/null & victim=$!
      sleep "0.$((5 + round * 3 / 2))"
      kill -9 $victim 2>/dev/null || true
      wait $victim || true
    done
    # The unit's own tick, killed by hand: it comes back by itself.
    user --no-block start claude-session-capture@left
    await is claude-session-capture@left.service activating
    user kill --signal=KILL claude-session-capture@left.service || true

    # What a killed pane shows after the last tick nobody has seen; so after a tick.
    seen() { grep -q 'right 03000 ' "$state/sessions/right/.pending.right"; }
    await seen
    tmux kill-pane -t $two
    ended() { ! is "claude-session@$1.service" active && [ -e "$state/history/$1/MANIFEST.json" ]; }
    await ended right
    await told 'right: ended;' # the manifest is there a moment before the line
    say '== right =='; journal -t claude-session | grep '^right: '
    say '== left lives =='; claude-session status left --json

    say '== third =='
    user start claude-session@third 2>&1 || say "exit $?"
    await told 'captured by the live session'
    settle
    journal -t claude-session | grep 'captured by the live session'
    user is-active claude-session-capture@third.timer claude-session@third.service || true
    typed $one "claude-session start --id third >~/id 2>&1"
    cat ~/code ~/id
    ls "$state/sessions"

    typed $one "tmux new-window -d -c ~/other 'claude-session start --id fourth; exec bash'"
    await is claude-session@fourth.service active
    # The first one is begin's.
    again() { [ "$(journal -t claude-session | grep -c '^left: .* ms$')" -ge 2 ]; }
    await again
    kill -TERM $USER_MANAGER_PID
    gone() { ! kill -0 $USER_MANAGER_PID 2>/dev/null; }
    await gone
    keep ended
    tmux kill-server`)

  await t.test('both begin from inside their pane and say their ID on standard output', async t => {
    t.match(said.started, /^0\nleft\n\S+ left: begins in pane %0 .*project app, session 1\n.*ms\n0\nright\n\S+ right: begins in pane %1 .*project other, session 1\n/)
  })

  await t.test('each has the lines of its own pane and no other', async t => {
    for (const [id, other] of [['left', 'right'], ['right', 'left']] as const) {
      const history = join(out, 'ended/history', id)
      const lines = linesOf(join(history, joinedIn(history)[0] ?? ''))
      t.strictSame(numbered(lines, id), upTo(3_000), `${id} has its lines once and in order`)
      t.strictSame(numbered(lines, other), [])
      checkManifest(t, history)
    }
  })

  await t.test('the session of a killed pane ends by itself and says what is not known', async t => {
    t.match(said.right, /gap behind line \d+ of part 1 \(pane-gone\)/)
    t.match(said.right, /right: ended; CHAT_SESSION_SCROLLBACK_/)
    t.match(JSON.parse(said['left lives'] ?? ''), [{ id: 'left', state: 'live', supervisor: 'units', paneLives: true }])
  })

  await t.test('a session for a pane that is captured fails, says whose it is, and starts no timer', async t => {
    const [unit, pane] = (said.third ?? '').split(/^(?=69$)/m)
    t.match(unit, /claude-session: pane %0 \(chosen as it is the only pane there is\) is captured by the live session left\. End that one first \(claude-session end left\)/)
    t.match(unit, /^inactive\nfailed$/m, 'timer and session')
    t.match(pane, /^69\n\S+ claude-session: pane %0 .*is captured by the live session left\..*\nleft\n?$/)
  })

  await t.test('the exit of the manager ends every session whole', async t => {
    t.strictSame(readdirSync(join(out, 'ended/sessions')), [])
    t.strictSame(readdirSync(join(out, 'ended/history')).sort(), ['fourth', 'left', 'right'])
    for (const id of ['fourth', 'left', 'right']) t.ok(existsSync(join(out, 'ended/history', id, 'MANIFEST.json')), id)
  })
})
