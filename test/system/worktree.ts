/**
 * Git worktrees as a person meets them: the units in a real user manager with all their fences, a real repository, shells in tmux panes that go where `start` says. What git does at the end
 * of a session it does inside of the unit.
 */
import { chownSync } from 'node:fs'
import t, { type Test } from 'tap'
import { repository, scratch } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { scenarioWords } from '../helpers/scenario-words.js'
import { commandProblem, runInUserManager, userManagerProblem } from '../helpers/user-manager.js'

const here = needs(userManagerProblem() ?? commandProblem('tmux') ?? commandProblem('flock') ?? commandProblem('git'))

const words = `${scenarioWords}
journal() { journalctl --user --quiet --output=cat "$@"; }
# By the identifier: what a process writes that ends at once can lose its unit.
told() { journal -t claude-session | grep -q -e "$1"; }
# The last $2 lines about session $1, once $3 is among them.
last_told() { await told "$3"; journal -t claude-session | grep "^$1: " | tail -n "$2"; }
# In pane $1: types a command and waits until it is done. Its exit code is in ~/code, what it printed in ~/out and ~/err.
typed() {
  rm -f ~/code
  tmux send-keys -t "$1" "{ $2; } >~/out 2>~/err; echo \\$? >~/code.new; mv ~/code.new ~/code" Enter
  await test -e ~/code
}
new_pane() { tmux new-window -d -P -F '#{pane_id}' -c ~/app/src; }
# How things stand with the worktree of session $1.
stands() {
  say "files $(test -e "$state/worktrees/$1" && echo stand || echo gone), branch $(git -C ~/app show-ref --quiet --verify "refs/heads/claude-session/$1" && echo stands || echo gone)"
}
trap 'code=$?; [ $code = 0 ] || { journalctl --user --no-pager --lines=80; cat ~/err; } >&2' EXIT

mkdir -p ~/.local/bin ~/.local/share/systemd/user ~/.config/claude-session ~/app/src
cp "$checkout"/units/*.service "$checkout"/units/*.timer ~/.local/share/systemd/user
printf '#!/bin/sh\\nexec "${process.execPath}" "%s/dist/claude-session.cjs" "$@"\\n' "$checkout" >~/.local/bin/claude-session
chmod +x ~/.local/bin/claude-session
user daemon-reload
git config --global user.name Me
git config --global user.email me@example.org
git init --quiet --initial-branch=main ~/app
printf 'node_modules/\\n.env\\n' >~/app/.gitignore
for n in $(seq 500); do echo "$n" >~/app/src/file-$n; done
git -C ~/app add --all
git -C ~/app commit --quiet --message first
echo 'PATH=$HOME/.local/bin:$PATH' >~/.profile
tmux -f /dev/null start-server \\; set -g history-limit 50000 \\; new-session -d -s people -x 100 -y 30 -c ~/app
one=$(tmux list-panes -a -F '#{pane_id}')
`

const play = async (t: Test, script: string): Promise<Readonly<Record<string, string>>> => {
  const out = scratch(t, 'out')
  chownSync(out, 1500, 1500)
  const { code, stdout, stderr } = await runInUserManager(`checkout='${repository}'\n${words}\n${script}`, { seconds: 120 })
  t.equal(code, 0, 'the scenario plays to its end', code === 0 ? {} : { stdout: stdout.slice(-4000), stderr: stderr.slice(-8000) })
  const pieces = stdout.split(/^== (.+) ==$/m)
  return Object.fromEntries(pieces.flatMap((piece, index) => (index % 2 === 1 ? [[piece, (pieces[index + 1] ?? '').trim()]] : [])))
}

t.test('the second session of a checkout gets a worktree; its unit removes it when nothing is lost, and keeps it when something is', here, async t => {
  const said = await play(t, `
    echo 'worktree = "concurrent"' >~/.config/claude-session/config.toml
    two=$(new_pane) three=$(new_pane) four=$(new_pane)
    typed $one 'claude-session start --id first'
    say '== first =='; cat ~/code ~/out; ls "$state"
    typed $two 'claude-session start --id second'
    say '== second =='; cat ~/code ~/out ~/err
    # The shell goes where it was told to, and something is done there.
    typed $two "$(sed -n 's/.*Go there: //p' ~/err)"
    typed $two 'pwd; echo new >file-new; echo SECRET >../.env; mkdir -p ../node_modules/a; echo x >../node_modules/a/x; git branch --show-current'
    say '== there =='; cat ~/out; git -C ~/app status --short
    say '== where =='; claude-session where second --json
    user stop claude-session@second
    say '== kept =='; last_told second 1 '^second: its worktree'; stands second
    typed $two 'git add --all; git commit --quiet --message second'
    tmux kill-pane -t $two
    say '== ignored =='; claude-session end second 2>&1; stands second
    rm "$state/worktrees/second/.env"
    say '== commit =='; claude-session end second 2>&1; stands second
    git -C ~/app merge --quiet claude-session/second
    say '== merged =='; claude-session end second 2>&1; stands second

    typed $three 'claude-session start --id third'
    say '== third =='; cat ~/code ~/out; stands third
    user stop claude-session@third
    last_told third 2 '^third: branch'; stands third

    # The shell exits, its pane with it, and the session ends by itself.
    typed $four 'claude-session start --id fourth'
    typed $four 'cd "$HOME/.local/state/claude-session/worktrees/fourth"'
    tmux send-keys -t $four 'exit' Enter
    no_pane() { ! tmux list-panes -a -F '#{pane_id}' | grep -qx "$four"; }
    await no_pane
    user start claude-session-capture@fourth || true
    await told 'branch claude-session/fourth'
    say '== fourth =='; stands fourth
    say '== worktrees =='; git -C ~/app worktree list
    tmux kill-server`)

  t.match(said.first, /^0\nfirst\n(?!worktrees)[^]*sessions/)
  t.notMatch(said.first, /worktrees/)
  t.match(said.second, /^0\nsecond\n[^]*second: worktree (\S+\/worktrees\/second), branch claude-session\/second, at [0-9a-f]{12}; what is not committed stays behind\. Go there: cd \S+\/worktrees\/second\/src$/m)
  t.match(said.there, /^\/\S+\/worktrees\/second\/src\nclaude-session\/second$/, 'and the checkout has nothing of it')
  t.match(JSON.parse(said.where ?? ''), { worktree: /\/worktrees\/second$/, branch: 'claude-session/second', cd: /\/worktrees\/second\/src$/ })
  t.match(said.kept, /^second: its worktree \S+ is kept: 1 untracked file \(src\/file-new\); 1 ignored file that the checkout has not \(\.env\); 1 pane stands in it \(%1\); 1 process runs in it \(\d+\)\. When .*\nfiles stand, branch stands$/)
  t.match(said.ignored, /is kept: 1 ignored file that the checkout has not \(\.env\); commits that no other branch and no remote has/)
  t.match(said.commit, /second: has ended already[^]*is kept: commits that no other branch and no remote has[^]*\nfiles stand, branch stands$/)
  t.match(said.merged, /second: its worktree \S+ is removed; nothing was lost with it\n.*branch claude-session\/second \([0-9a-f]{12}\) is deleted[^]*\nfiles gone, branch gone$/)
  t.match(said.third, /^0\nthird\nfiles stand, branch stands\nthird: its worktree \S+ is removed; nothing was lost with it\nthird: branch .* is deleted; its commits are in another\nfiles gone, branch gone$/, 'inside of the unit')
  t.equal(said.fourth, 'files gone, branch gone')
  t.match(said.worktrees, /^\S+\/app +[0-9a-f]+ \[main\]$/)
})

t.test('a repository that cannot be written to gives no worktree (73) and nothing begins; what could not be removed from it goes with the next end; ask asks on a terminal', here, async t => {
  const said = await play(t, `
    chmod -R a-w ~/app/.git
    typed $one 'claude-session start --id work --worktree'
    say '== refused =='; cat ~/code ~/out ~/err; ls "$state/sessions" 2>/dev/null || true; chmod -R u+w ~/app/.git; stands work
    typed $one 'claude-session start --id work --worktree --json'
    say '== json =='; cat ~/out
    chmod -R a-w ~/app/.git
    user stop claude-session@work
    say '== kept =='; last_told work 1 '^work: its worktree'; user is-failed claude-session@work || true; chmod -R u+w ~/app/.git; stands work
    claude-session end work 2>/dev/null
    say '== removed =='; stands work

    echo 'worktree = "ask"' >~/.config/claude-session/config.toml
    two=$(new_pane) three=$(new_pane)
    typed $one 'claude-session start --id first'
    typed $two 'claude-session start --id second'
    say '== nobody asked =='; cat ~/code ~/out ~/err; stands second
    asked() { tmux capture-pane -p -J -t $1 | grep -q '\\[y/N\\]'; }
    at_prompt() { [ "$(tmux display-message -p -t $1 '#{pane_current_command}')" != node ]; }
    tmux send-keys -t $three 'claude-session start --id third' Enter
    await asked $three
    tmux send-keys -t $three C-c
    await at_prompt $three
    say '== Ctrl-C =='; ls "$state/sessions" | grep -x third || say 'nothing begins'
    four=$(new_pane)
    rm -f ~/code
    tmux send-keys -t $four 'claude-session start --id fourth >~/out; echo $? >~/code' Enter
    await asked $four
    tmux send-keys -t $four y Enter
    await test -s ~/code
    say '== asked =='; cat ~/code ~/out; stands fourth
    tmux kill-server`)
  t.match(said.refused, /^73\n[^]*claude-session: making the worktree \S+ failed: .*unable to create directory for [^]*\nfiles gone, branch gone$/)
  t.match(JSON.parse(said.json ?? ''), { id: 'work', worktree: /\/worktrees\/work$/, branch: 'claude-session/work', cd: /\/worktrees\/work$/ })
  t.match(said.kept, /^work: its worktree \S+ is gone, but not all that git knows of it: git worktree remove says: .*Permission denied\. When that is mended: claude-session end work\ninactive\nfiles gone, branch stands$/)
  t.equal(said.removed, 'files gone, branch gone')
  t.match(said['nobody asked'], /^0\nsecond\n[^]*session first works in this checkout, too, and nobody can be asked: no worktree is made[^]*\nfiles gone, branch gone$/)
  t.equal(said['Ctrl-C'], 'nothing begins')
  t.equal(said.asked, '0\nfourth\nfiles stand, branch stands')
})
