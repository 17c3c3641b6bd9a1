/**
 * A compaction as a person meets it: the installed package, its units in a real user manager, its hooks in settings.json, and in tmux panes a program that does
 * what Claude Code does. One manager and one installation; in each pane another witness sees the boundaries. The files that are left are compared out here.
 */
import { chownSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import t from 'tap'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { checkoutCopy, scratch } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { scenarioWords } from '../helpers/scenario-words.js'
import type { SimulatedTurn } from '../helpers/simulated-claude.js'
import { commandProblem, runInUserManager, userManagerProblem } from '../helpers/user-manager.js'

const here = needs(userManagerProblem() ?? commandProblem('tmux') ?? commandProblem('flock'))
const user = 1500
const panes = ['hooked', 'silent', 'unseen', 'broken'] as const
type Pane = (typeof panes)[number]

const words = (checkout: string, out: string): string => `${scenarioWords}
at_rest() { case $(user show --value --property=ActiveState "$1") in inactive | failed) ;; *) return 1 ;; esac; }
journal() { journalctl --user --quiet --output=cat "$@"; }
# By the identifier: what a process writes that ends at once can lose its unit.
told() { journal -t claude-session | grep -q -e "$1"; }
declare -A pane

# claude NAME SEED OPTION...: a pane in the project ~/NAME in which a Claude Code runs, and a session of that name.
claude() {
  local name=$1 seed=$2 options=$3
  mkdir ~/$name
  mkfifo ~/$name.fifo
  : >$out/$name.log
  pane[$name]=$(tmux new-window -d -P -F '#{pane_id}' -c ~/$name "exec '${process.execPath}' '$out/claude-main.mjs' '{\\"commands\\":\\"$HOME/$name.fifo\\",\\"log\\":\\"$out/$name.log\\",\\"renderer\\":\\"classic\\",\\"seed\\":$seed,$options}'")
  await grep -q '"did":"start"' $out/$name.log
  claude-session start --pane \${pane[$name]} --project ~/$name --id $name >/dev/null 2>&1
}
done_so_far() { grep -c "\\"did\\":\\"$2\\"" $out/$1.log || true; }
did_more() { [ "$(done_so_far $1 $2)" -gt "$3" ]; }
# tell NAME WHAT [HOW]: and wait until it is done.
tell() {
  local before
  before=$(done_so_far $1 $2)
  say "{\\"do\\":\\"$2\\",\\"with\\":\${3-{\\}}}" >~/$1.fifo
  await did_more $1 $2 "$before"
}
turns() { for _ in $(seq $2); do tell $1 turn; done; }
tick() { user start claude-session-capture@$1; }
now_in() { tmux show-options -p -v -t \${pane[$1]} @claude_session_id; }
# Whether session $2, which was in pane $1, has rolled over to the end.
rolled() { [ "$(now_in $1)" != $2 ] && [ -e $state/history/$2/MANIFEST.json ] && is claude-session@$2.service inactive && at_rest claude-session-rollover@$2.service; }
# report NAME OLD: how things stand after a boundary.
report() {
  local new unit
  await rolled $1 $2
  new=$(now_in $1)
  say "== $1 $2 $new =="
  for unit in claude-session@{$2,$new}.service claude-session-{capture,context,token}@{$2,$new}.timer; do say "$unit $(user show --value --property=ActiveState $unit)"; done
  say "sessions $(grep -l -x "directory = \\"$HOME/$1\\"" $state/sessions/*/session.toml | wc -l)"
  say "begun $(grep -c -x 'line = 0' $state/sessions/$new/.capture_marker.$new || true)"
}

# What the units call goes through here: a call of the rollover's that answers to the pattern in ~/hold stands still, once, for the seconds in ~/hold-seconds.
mkdir ~/slow
for command in tmux systemctl; do
  cat >~/slow/$command <<'WRAPPER'
#!/bin/bash
if [ -e ~/hold ] && grep -q -a rollover /proc/$PPID/cmdline && [[ "\${0##*/} $*" == $(cat ~/hold) ]] && mv ~/hold ~/held; then sleep "$(cat ~/hold-seconds)"; fi
exec /usr/bin/"\${0##*/}" "$@"
WRAPPER
done
chmod +x ~/slow/*
mkdir -p ~/.config/claude-session
say "PATH=$HOME/slow:/usr/local/bin:/usr/bin:/bin" >~/.config/claude-session/env
hold() { rm -f ~/held; say "$2" >~/hold-seconds; say "$1" >~/hold; }

trap 'code=$?; [ $code = 0 ] || { journalctl --user --no-pager --lines=120; cat ~/install.log; for name in "\${!pane[@]}"; do tail -n 2 $out/$name.log; tmux capture-pane -p -t \${pane[$name]}; done; } >&2' EXIT
out='${out}' checkout='${checkout}'
`

const installed = `
mkdir ~/.claude
"$checkout/install.sh" --yes --system-node >~/install.log 2>&1
mkdir -p ~/.config/systemd/user/claude-session-rollover@.service.d
printf '[Service]\\nRestartSec=50ms\\n' >~/.config/systemd/user/claude-session-rollover@.service.d/soon.conf
user daemon-reload
tmux -f /dev/null start-server \\; set -g history-limit 50000 \\; new-session -d -s people -x 90 -y 24
`

const scenario = `
${installed}
config="\\"configDirectory\\":\\"$HOME/.claude\\""
claude hooked 1 "$config"
claude silent 2 "$config,\\"hooks\\":\\"none\\""
# Nothing is known of where this one writes its transcript.
claude unseen 3 "\\"configDirectory\\":\\"$HOME/elsewhere\\",\\"hooks\\":\\"none\\""
claude broken 4 "$config"

# By hand, without a boundary.
turns hooked 2
user start claude-session-rollover@hooked
await told 'hooked: no boundary'
say "== nothing =="; now_in hooked; say $(ls $state/sessions)

# A hook asks.
turns hooked 3
tell hooked compact
report hooked hooked
second=$(now_in hooked)
turns hooked 4
tell hooked compact '{"trigger":"auto"}'
report hooked $second
second=$(now_in hooked)
turns hooked 2
tell hooked clear
report hooked $second
turns hooked 2

# A tick finds it in the transcript, and others ask with it.
turns silent 4
tell silent compact
tick silent
report silent silent
second=$(now_in silent)
turns silent 4
tell silent compact
tick $second
user --no-block start claude-session-rollover@$second
claude-session rollover $second 2>~/by-hand & by_hand=$!
user start claude-session-rollover@$second || true
wait $by_hand
report silent $second
turns silent 3

# A tick finds that the screen was wiped.
turns unseen 6
tick unseen
tell unseen compact
tick unseen
report unseen unseen
turns unseen 3

# The rollover is killed at a call of its own and finished by its retry.
while read -r call; do
  old=$(now_in broken)
  turns broken 3
  hold "$call" 1000
  tell broken compact
  await test -e ~/held
  user kill --signal=KILL claude-session-rollover@$old
  report broken $old
done <<'CALLS'
tmux *capture-pane*
tmux *set-option*@claude_session_id*
systemctl * start claude-session@*
systemctl * stop claude-session@*
CALLS
turns broken 3

say '== failed =='; user --failed --plain --no-legend
say '== rollovers =='; journal -t claude-session | grep 'seen by .*; goes on as '
# By the identifier: a line of a process's last millisecond can come without its unit's name.
say '== told =='; sed 's/^[0-9-]*T[0-9:.]*Z //' ~/by-hand; journal --identifier=claude-session

# One more is under way when everything is uninstalled.
old=$(now_in broken)
hold 'tmux *set-option*@claude_session_id*' 1
tell broken compact
await test -e ~/held
"$checkout/install.sh" --uninstall >~/uninstall.log 2>&1 || say "uninstall: $?"
say "== uninstalled $old =="; cat ~/uninstall.log
say '== left =='; user list-units --all --plain --no-legend 'claude-session*'; ls ~/.local/share/systemd/user 2>/dev/null || true
cp -a $state/. $out/state
tmux kill-server
`

const occurrences = (text: string, token: string): number => text.split(token).length - 1

t.test('a boundary ends one session and begins the next, whoever sees it and wherever the rollover is killed', here, async t => {
  const [out, checkout] = [scratch(t, 'out'), checkoutCopy(t)]
  buildSync({ entryPoints: ['test/helpers/claude-main.ts'], bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile: join(out, 'claude-main.mjs'), logLevel: 'warning' })
  for (const path of [out, checkout]) chownSync(path, user, user)
  const { code, stdout, stderr } = await runInUserManager(`${words(checkout, out)}\n${scenario}`, { writable: [out, checkout], seconds: 200 })
  t.equal(code, 0, 'the scenario plays to its end', code === 0 ? {} : { stdout: stdout.slice(-6000), stderr: stderr.slice(-12_000) })
  const pieces = stdout.split(/^== (.+) ==\n/m)
  const said = new Map(pieces.flatMap((piece, index) => (index % 2 === 1 ? [[piece, (pieces[index + 1] ?? '').trimEnd()] as const] : [])))
  const rollovers = [...said].flatMap(([name, text]) => {
    const [pane = '', old = '', next = ''] = name.split(' ')
    return panes.includes(pane as Pane) ? [{ pane: pane as Pane, old, next, text }] : []
  })
  const history = join(out, 'state/history')
  const recordOf = (id: string): NonNullable<ReturnType<typeof readSession>> => {
    const record = readSession(join(history, id))
    if (record === undefined) throw new Error(`${id} is not in history/`)
    return record
  }
  const lineageOf = (first: string): string[] => {
    const lineage = []
    for (let id = first; id !== ''; id = recordOf(id).next) lineage.push(id)
    return lineage
  }

  await t.test('without a boundary a rollover does nothing', async t => {
    t.equal(said.get('nothing'), `hooked\n${[...panes].sort().join(' ')}`)
  })

  await t.test('after each boundary exactly the next session is live, with its units, and the old one stands in history/', async t => {
    t.same(panes.map(pane => rollovers.filter(rollover => rollover.pane === pane).length), [3, 2, 1, 4])
    for (const { pane, old, next, text } of rollovers) {
      t.match(next, new RegExp(`^claude-${pane}-\\d+$`))
      const timers = (state: string, id: string): string[] => ['capture', 'context', 'token'].map(tick => `claude-session-${tick}@${id}.timer ${state}`)
      t.same(text.split('\n').sort(), [`claude-session@${old}.service inactive`, `claude-session@${next}.service active`, ...timers('inactive', old), ...timers('active', next), 'sessions 1', 'begun 1'].sort(), `${old} to ${next}`)
    }
    t.equal(said.get('failed'), '')
  })

  await t.test('the lineage is readable in both directions, and each session of it is whole', async t => {
    for (const pane of panes) {
      const lineage = lineageOf(pane)
      const stories = rollovers.filter(rollover => rollover.pane === pane)
      t.same(lineage.slice(0, stories.length + 1), [pane, ...stories.map(({ next }) => next)])
      t.same(lineage.map(id => recordOf(id).previous), ['', ...lineage.slice(0, -1)])
      t.same(lineage.map(id => recordOf(id).endReason), lineage.map((_, index) => (index < lineage.length - 1 ? 'rollover' : 'stopped')))
      for (const id of lineage) {
        const names = readdirSync(join(history, id))
        t.ok(names.includes('MANIFEST.json'), `${id} has its manifest`)
        t.equal(names.filter(isJoinedName).length, 1, `${id} has its joined file`)
        t.same(names.filter(name => /\.new$|^\.filling/.test(name)), [])
      }
    }
    t.same(readdirSync(join(out, 'state/sessions')), [], 'nothing is left of those that were cut off')
  })

  await t.test("each turn's text stands once in its lineage's parts and in no other's", async t => {
    const textOf = (id: string): string => readdirSync(join(history, id)).filter(name => /_PART\d+\.md$/.test(name)).map(name => readFileSync(join(history, id, name), 'utf8')).join('')
    const texts = new Map(panes.map(pane => [pane, lineageOf(pane).map(textOf).join('')]))
    for (const pane of panes) {
      const log = readFileSync(join(out, `${pane}.log`), 'utf8').split('\n').slice(0, -1).map(line => JSON.parse(line) as { did: string; turn?: SimulatedTurn; error?: string })
      t.same(log.filter(({ error }) => error !== undefined), [])
      const tokens = log.flatMap(({ did, turn }) => (did === 'turn' && turn !== undefined ? [turn.promptToken, ...turn.answerTokens] : []))
      t.ok(tokens.length >= 15, `${tokens.length} texts`)
      const gaps = lineageOf(pane).flatMap(id => readGaps(join(history, id, 'gaps.jsonl')))
      t.same(tokens.filter(token => occurrences(texts.get(pane) ?? '', token) !== 1).map(token => [token, occurrences(texts.get(pane) ?? '', token)]), [], `${pane}: gaps ${JSON.stringify(gaps.map(({ why }) => why))}`)
      for (const other of panes) if (other !== pane) t.notOk(tokens.some(token => (texts.get(other) ?? '').includes(token)), `nothing of ${pane} in ${other}`)
    }
  })

  await t.test('the journal tells who saw the boundary, what follows, and where the old session is', async t => {
    const told = said.get('told') ?? ''
    t.match(told, /^hooked: Claude Code compacted its context \(seen by a hook of Claude Code.*\); goes on as claude-hooked-\d+$/m)
    t.match(told, /^claude-hooked-\d+: the context was cleared \(seen by a hook of Claude Code.*\); goes on as claude-hooked-\d+$/m)
    t.match(told, /^silent: Claude Code compacted its context \(seen by its transcript.*\); a new session is asked for$/m)
    t.match(told, /^unseen: the pane was cleared \(seen by the wiped screen\); goes on as claude-unseen-\d+$/m)
    t.match(told, /^broken: (?:ended at the boundary.*|CHAT_SESSION_SCROLLBACK_.*) is in \/.*\/history\/broken$/m)
    // One of them was done by hand, or by its unit, whoever was first.
    t.ok([9, 10].includes((said.get('rollovers') ?? '').match(/seen by .*; goes on as /g)?.length ?? 0), said.get('rollovers') ?? '')
    for (const { old, next } of rollovers) t.equal(told.split('\n').filter(line => line.startsWith(`${old}: `) && line.endsWith(`goes on as ${next}`) && line.includes('seen by')).length, 1, `${old} goes on as ${next} once`)
  })

  await t.test('an uninstallation waits for a rollover that is under way, and ends what it began', async t => {
    const [name = '', text = ''] = [...said].find(([key]) => key.startsWith('uninstalled')) ?? []
    const [, old = ''] = name.split(' ')
    t.match(text, new RegExp(`Ended ${recordOf(old).next}\\.[^]*claude-session is removed\\.`))
    t.notMatch(text, /Warning|Error|uninstall:/)
    t.equal(recordOf(recordOf(old).next).endReason, 'stopped')
    t.equal(said.get('left') ?? '', '', 'no unit of it')
  })
})
