/**
 * Units that are started for a session while somebody ends it, in a real user manager with the real command: what asks for the start stands still between its look at the session and the asking. Nothing may be begun again.
 */
import t from 'tap'
import { encodeSign } from '../../src/core/session/boundary.js'
import { repository } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { scenarioWords } from '../helpers/scenario-words.js'
import { commandProblem, runInUserManager, userManagerProblem } from '../helpers/user-manager.js'

const here = needs(userManagerProblem() ?? commandProblem('tmux') ?? commandProblem('flock'))

const words = `${scenarioWords}
mkdir -p ~/.local/bin ~/slow ~/.local/share/systemd/user ~/app ~/other
cp '${repository}'/units/*.service '${repository}'/units/*.timer ~/.local/share/systemd/user
printf '#!/bin/sh\\nexec "${process.execPath}" "${repository}/dist/claude-session.cjs" "$@"\\n' >~/.local/bin/claude-session
# A call that answers to the pattern in ~/hold stands still, once, until ~/go is there.
for command in tmux systemctl; do
  cat >~/slow/$command <<'WRAPPER'
#!/bin/bash
if [ -e ~/hold ] && [[ "\${0##*/} $*" == $(cat ~/hold) ]] && mv ~/hold ~/held; then until [ -e ~/go ]; do sleep 0.02; done; fi
exec /usr/bin/"\${0##*/}" "$@"
WRAPPER
done
chmod +x ~/.local/bin/claude-session ~/slow/*
user daemon-reload
slowly() { PATH=$HOME/slow:$PATH "$@"; }
hold() { rm -f ~/held ~/go; say "$1" >~/hold; }
now_in() { tmux show-options -p -q -v -t "$1" @claude_session_id; }
claude_waits() { pgrep -P "$1" flock >/dev/null; }
boundary() { printf '%s' '${encodeSign({ by: 'hook', kind: 'compact', at: 1_763_850_000_000, key: '', rolled: 0 })}' >>$state/sessions/$1/.boundary.$1; }
whole() { local one; for one in $state/history/*; do [ -e "$one/MANIFEST.json" ] && say "$one"; done; }
units() { user list-units --plain --no-legend --state=active,activating,deactivating 'claude-session*'; }
# Nothing is starting or stopping any more, and how things stand then.
settled() { [ -z "$(user list-jobs --no-legend)" ]; }
report() {
  await settled
  say "== $1 =="
  say "live: $(ls $state/sessions | wc -l)"
  say "ended: $(whole | wc -l)"
  say "units: $(units | wc -l)"
  say "marked: $(tmux list-panes -a -F '#{@claude_session_id}' | grep -c . || true)"
}
trap 'code=$?; [ $code = 0 ] || journalctl --user --no-pager --lines=60 >&2' EXIT
tmux -f /dev/null new-session -d -x 90 -y 24 -c ~/app
pane=%0
`

const scenario = `
# Asked to start by who has begun it, and ended by hand meanwhile.
hold 'systemctl *start claude-session@one.service'
slowly claude-session start --pane $pane --id one >/dev/null 2>~/started & starting=$!
await test -e ~/held
claude-session end one 2>~/ended & ending=$!
# Either it waits, or it has done what it can.
await eval 'claude_waits $ending || ! kill -0 $ending 2>/dev/null'
touch ~/go
wait $starting; wait $ending
report started

# At a boundary, and the next one is ended by hand before its units are asked for.
claude-session start --pane $pane --id two >/dev/null 2>&1
boundary two
hold 'systemctl *start claude-session@claude-app-*.service'
slowly claude-session rollover two 2>~/rolled & rolling=$!
await test -e ~/held
claude-session end $(now_in $pane) 2>~/ended & ending=$!
await eval 'claude_waits $ending || ! kill -0 $ending 2>/dev/null'
touch ~/go
wait $rolling; wait $ending
report 'rolled over'

# At a boundary, and the pane ends before the next one's units are at work; there is another pane, which nobody has given to a session.
claude-session start --pane $pane --id three >/dev/null 2>&1
boundary three
hold 'systemctl *start claude-session@claude-app-*.service'
other=$(tmux new-window -d -P -F '#{pane_id}' -c ~/other)
slowly claude-session rollover three 2>~/rolled & rolling=$!
await test -e ~/held
tmux kill-pane -t $pane
touch ~/go
wait $rolling
report 'pane ended'
tmux kill-server
`

t.test('what is asked to start late begins nothing again: ended by hand, ended at a boundary, in a pane that has ended', here, async t => {
  const { code, stdout, stderr } = await runInUserManager(`${words}\n${scenario}`, { seconds: 100 })
  t.equal(code, 0, 'the scenario plays to its end', code === 0 ? {} : { stdout, stderr: stderr.slice(-8000) })
  const pieces = stdout.split(/^== (.+) ==\n/m)
  const said = Object.fromEntries(pieces.flatMap((piece, index) => (index % 2 === 1 ? [[piece, (pieces[index + 1] ?? '').trim().split('\n')]] : [])))
  for (const [name, count] of [['started', 1], ['rolled over', 3], ['pane ended', 5]] as const) t.same(said[name], [`live: 0`, `ended: ${count}`, 'units: 0', 'marked: 0'], name, { stdout, stderr: stderr.slice(-4000) })
})
