/**
 * `claude-session doctor` on a machine that is ill: the command and the units laid out as install.sh does, a real user manager, a real tmux server, and one thing after another broken by hand. Each
 * look is the command's own JSON and exit code.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import t from 'tap'
import type { Finding } from '../../src/core/checks/finding.js'
import { run } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { scenarioWords } from '../helpers/scenario-words.js'
import { tmuxServer } from '../helpers/tmux-server.js'
import { checkout, commandProblem, runInUserManager, userManagerProblem } from '../helpers/user-manager.js'
import { until } from '../helpers/until.js'

const here = needs(userManagerProblem() ?? commandProblem('tmux') ?? commandProblem('flock'))

const words = `${scenarioWords}
version=~/.local/share/claude-session/versions/0.1.0-abc
# The command as install.sh lays it out, with the runtime $1.
wrap() {
  printf "#!/bin/sh\\nset -- '%s' \\"\\$@\\"\\nexec '%s' \\"\\$@\\"\\n" $version/lib/claude-session.cjs "$1" >$version/bin/claude-session
  chmod 755 $version/bin/claude-session
}
mkdir -p $version/{bin,lib} ~/.local/bin ~/.local/share/systemd/user
cp '${checkout}'/dist/*.cjs $version/lib
cp -r '${checkout}/units' $version
cp -r '${checkout}'/units/* ~/.local/share/systemd/user
ln -s versions/0.1.0-abc ~/.local/share/claude-session/current
ln -s ../share/claude-session/current/bin/claude-session ~/.local/bin/claude-session
wrap '${process.execPath}'
user daemon-reload
claude-session wire add >/dev/null
# look NAME OPTION...: a look of the doctor.
look() {
  local name=$1 code=0
  shift
  '${process.execPath}' $version/lib/claude-session.cjs doctor --json "$@" >~/found 2>~/said || code=$?
  say "== $name $code =="
  cat ~/found
  say '== after 0 =='
}
`

const looks = async (script: string): Promise<{ code: number | undefined; stderr: string; stdout: string; by: (name: string) => { exit: number; find: (check: string) => Finding | undefined; all: Finding[] } }> => {
  const { code, stdout, stderr } = await runInUserManager(`${words}\n${script}`, { seconds: 150 })
  const pieces = stdout.split(/^== (\S+) (\d+) ==$/m)
  return {
    code,
    stdout,
    stderr,
    by: name => {
      const at = pieces.indexOf(name)
      const all = at < 0 ? [] : (JSON.parse(pieces[at + 2] ?? '[]') as Finding[])
      return { exit: Number(pieces[at + 1]), all, find: check => all.find(found => found.check === check) }
    },
  }
}

t.test('what stands still is found, and with --fix it goes on', here, async t => {
  const { code, stdout, stderr, by } = await looks(`
    look fresh
    CLAUDE_SESSION_HOME=~/elsewhere look elsewhere
    mkdir -p ~/.config/claude-session; echo "CLAUDE_SESSION_HOME='$HOME/elsewhere'" >~/.config/claude-session/env
    CLAUDE_SESSION_HOME=~/elsewhere look told
    rm -r ~/.config/claude-session
    printf 'set -g history-limit 2000\\n' >~/.tmux.conf
    mkdir ~/app
    tmux new-session -d -x 80 -y 24 -c ~/app
    pane=$(tmux list-panes -a -F '#{pane_id}')
    claude-session start --pane $pane --id work >/dev/null 2>&1
    await test -e $state/sessions/work/.capture_marker.work
    look live
    # Its timer is stopped, and an hour goes by.
    user stop claude-session-capture@work.timer
    tmux send-keys -t $pane 'seq -f "line %g" 1 200; touch ~/printed' Enter
    await test -e ~/printed
    touch -d '1 hour ago' $state/sessions/work/.capture_marker.work
    look stale
    look cured --fix
    is claude-session-capture@work.timer active
    grep -q -x 'line 100' $state/sessions/work/session_*_PART1.md
    say "limit $(tmux show-options -gv history-limit), $(cat ~/.tmux.conf)"
    # Another that nobody ticks: begun, and its units never started.
    other=$(tmux new-window -d -P -F '#{pane_id}' -c ~/app)
    tmux set-option -p -t $other @claude_session_id other
    claude-session begin other 2>/dev/null
    look unticked
    look ticked --fix
    is claude-session@other.service active
    is claude-session-capture@other.timer active
    # A history that was cut off, and units that changed on disk.
    claude-session end other 2>/dev/null
    rm $state/history/other/MANIFEST.json
    echo '# changed' >>~/.local/share/systemd/user/claude-session-token@.timer
    look cut
    look whole --fix
    test -e $state/history/other/MANIFEST.json
    claude-session end work 2>/dev/null
    tmux kill-server`)
  t.equal(code, 0, 'the scenario plays to its end', code === 0 ? {} : { stdout: stdout.slice(-4_000), stderr: stderr.slice(-4_000) })
  t.equal(by('fresh').exit, 0)
  t.equal(by('fresh').find('unit-environment'), undefined)
  t.match(by('elsewhere').find('unit-environment'), { outcome: 'warning', do: /claude-session\/env, which the units read when they start: CLAUDE_SESSION_HOME=/ }, 'the units do not know what a shell sets')
  t.equal(by('told').find('unit-environment'), undefined, 'until it is said to them')
  t.same(by('fresh').all.filter(({ outcome }) => ['problem', 'unknown'].includes(outcome)), [])
  for (const check of ['node', 'runtime', 'command', 'units', 'tmux', 'flock', 'user-manager', 'systemd', 'user-bus', 'settings.json', 'hooks', 'status-line']) t.match(by('fresh').find(check), { outcome: 'ok' }, check)
  t.match(by('fresh').find('lingering'), { outcome: 'warning', do: /enable-linger/ })

  t.match(by('live').find('session work'), { outcome: 'ok', says: /by its timers/ })
  t.match(by('live').find('history-limit'), { outcome: 'warning', do: /set -g history-limit 100000$/ })
  t.match(by('live').find('pane-history'), { outcome: 'warning', says: /%0 \(work\)/ })
  t.equal(by('live').exit, 0, 'warnings are no problem')

  t.equal(by('stale').exit, 78)
  t.match(by('stale').find('session work'), { outcome: 'problem', says: /timers are stopped: capture; its last capture was 60 min ago/, do: /--fix/ })
  t.equal(by('cured').exit, 0)
  t.match(by('cured').find('session work'), { outcome: 'ok', fixed: 'captured, restarted its timers' })
  t.match(by('cured').find('history-limit'), { outcome: 'ok', fixed: /history-limit 100000/ })
  t.match(stdout, /^limit 100000, set -g history-limit 2000$/m, 'the running server has it, the user\'s file is as it was')

  t.match(by('unticked').find('session other'), { outcome: 'problem', says: /nothing runs its ticks/ })
  t.match(by('ticked').find('session other'), { outcome: 'ok', fixed: 'captured, started its units' })
  t.match(by('cut').find('history other'), { outcome: 'warning' })
  t.match(by('cut').find('daemon-reload'), { outcome: 'warning' })
  t.match(by('cut').find('units'), { outcome: 'warning', says: /claude-session-token@\.timer/ })
  t.match(by('whole').find('history other'), { outcome: 'ok', fixed: /MANIFEST/ })
  t.match(by('whole').find('daemon-reload'), { outcome: 'ok', fixed: /read its units again/ })
})

t.test('what --fix leaves to the user is said: settings, a runtime that is gone, names of others', here, async t => {
  const { code, stdout, stderr, by } = await looks(`
    evil=$'a\\e[31m\\n\\u202eb'
    mkdir ~/"$evil"
    printf 'redact = ' >~/"$evil"/.claude-session.toml
    tmux new-session -d -x 80 -y 24 -c ~/"$evil"
    tmux set-environment -g CLAUDE_CODE_CHILD_SESSION 1
    tmux set-option -g scroll-on-clear off
    claude-session start --pane $(tmux list-panes -a -F '#{pane_id}') --project ~/"$evil" --id work >/dev/null 2>&1
    mkdir ~/.claude-other
    export CLAUDE_CONFIG_DIR=~/.claude-other
    printf '{\\n  "hooks": {},,\\n}' >~/.claude-other/settings.json
    wrap /opt/gone/bin/node
    look ill --fix
    cat ~/.claude-other/settings.json; say
    code=0; '${process.execPath}' $version/lib/claude-session.cjs doctor >~/text 2>&1 || code=$?
    say "text $code"
    if LC_ALL=C grep -q $'\\e' ~/text || grep -q $'\\u202e' ~/text; then say 'not clean'; fi
    tail -n 2 ~/text
    tmux kill-server`)
  t.equal(code, 0, 'the scenario plays to its end', code === 0 ? {} : { stdout: stdout.slice(-4_000), stderr: stderr.slice(-4_000) })
  const ill = by('ill')
  t.equal(ill.exit, 69)
  t.match(ill.find('runtime'), { outcome: 'problem', says: /is gone: \/opt\/gone\/bin\/node/, do: /install\.sh/ })
  t.match(ill.find('settings.json'), { outcome: 'warning', says: /not valid JSON in line 2/ })
  t.match(ill.find('transcripts'), { outcome: 'warning', do: /set-environment -g -u CLAUDE_CODE_CHILD_SESSION/ })
  t.match(ill.find('scroll-on-clear'), { outcome: 'warning', says: /\(work\)/ })
  t.match(ill.find('configuration'), { outcome: 'warning', says: /\/a b\/\.claude-session\.toml:1: not valid TOML/ })
  t.match(stdout, /^ {2}"hooks": \{\},,$/m, 'the broken file is as it was')
  t.match(stdout, /^text 69$/m)
  t.notMatch(stdout, /^not clean$/m)
})

t.test('where there is no user manager, a supervisor that was killed is found, and with --fix another one goes on', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ limit: 50_000 })
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_session_id', 'work')
  const cli = join(checkout, 'dist/claude-session.cjs')
  const doctor = (...options: string[]): { code: number | null; session: Finding | undefined } => {
    const { code, out } = run(process.execPath, [cli, 'doctor', '--json', ...options], server.env)
    return { code, session: (JSON.parse(out) as Finding[]).find(({ check }) => check === 'session work') }
  }
  const supervisor = spawn(process.execPath, [cli, 'run', 'work'], { env: server.env, stdio: 'ignore' })
  await until('the supervisor is at work', () => doctor().session?.outcome === 'ok')
  t.match(doctor(), { code: 0, session: { says: /by the embedded supervisor/ } })
  supervisor.kill('SIGKILL')
  await once(supervisor, 'exit')
  t.match(doctor(), { code: 78, session: { outcome: 'problem', says: /nothing runs its ticks/ } })
  t.match(doctor('--fix'), { code: 0, session: { outcome: 'ok', says: /by the embedded supervisor/, fixed: 'captured, started the embedded supervisor' } })
  t.match(doctor(), { code: 0, session: { outcome: 'ok' } }, 'and it stays')
  t.equal(run(process.execPath, [cli, 'end', 'work'], server.env).code, 0)
})
