/** What our text makes a shell start: one process in the background when it starts, none at a prompt, also when the session has another ID since the last one. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { sessionDirectory } from '../../src/core/paths.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { shells } from '../../src/core/text/quote-word.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { sessionField } from '../../src/shell/session/session-field.js'
import { run } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { shellProcesses } from '../helpers/shell-processes.js'
import { shellStage, untilEnded } from '../helpers/shell-stage.js'
import { straceProblem } from '../helpers/strace.js'
import { checkout, commandProblem, runInUserManager, userManagerProblem } from '../helpers/user-manager.js'
import { untilNow } from '../helpers/until.js'

const problem = commandProblem('tmux') ?? commandProblem('flock') ?? straceProblem()

for (const shell of shells) {
  const here = needs(problem ?? commandProblem(shell))

  t.test(`${shell}: one process in the background when it starts, and it waits for none`, here, async t => {
    const stage = shellStage(t, { real: false })
    const traced = (name: string, ...prefix: readonly string[]): ReturnType<typeof shellProcesses> => {
      const [trace, ready] = [join(stage.server.directory, name), join(stage.server.directory, `${name}.ready`)]
      const pane = stage.open(shell, { prefix: [...prefix, 'strace', '-D', '-f', '-e', 'trace=process', '-o', trace] })
      // The shell itself writes this, at its first prompt.
      pane.type(`echo >${ready}`)
      untilNow('the shell is at its prompt', () => existsSync(ready))
      return shellProcesses(trace)
    }
    const without = traced('without', 'env', 'CLAUDE_SESSION_DISABLE=1')
    // It does not end before it may: a shell that waited for it would not come to its prompt.
    const [go, gone] = [join(stage.server.directory, 'go'), join(stage.server.directory, 'gone')]
    stage.replace(`${stage.noteCall}\nuntil [ -e '${go}' ]; do sleep 0.02; done\n: >'${gone}'`)
    t.equal(traced('with') - without, 1)
    untilNow('the command is called', () => stage.calls().length === 1)
    t.notOk(existsSync(gone))
    writeFileSync(go, '')
    untilNow('the command ends', () => existsSync(gone))
  })

  t.test(`${shell}: after a rollover the prompt has the new ID, without a process`, here, async t => {
    const stage = shellStage(t)
    const { server, paths, command } = stage
    const pane = stage.open(shell)
    const old = parseSessionId(pane.ask('echo "$CLAUDE_SESSION_ID"'))
    untilNow('the session is live', () => server.tmux('show-options', '-p', '-q', '-v', '-t', pane.id, '@claude_session_owned') === '1')
    const directory = sessionDirectory(paths, old)
    // Until then its supervisor has yet to begin it, and would begin it again.
    untilNow('its supervisor is at work', () => readFileSync(join(directory, 'supervisor.log'), 'utf8').includes('the embedded supervisor captures'))
    noteSign(directory, old, { by: 'hook', kind: 'compact', at: Date.now(), key: 'x', rolled: 0 })
    const trace = join(server.directory, 'trace')
    const strace = spawn('strace', ['-f', '-e', 'trace=process', '-o', trace, '-p', server.tmux('display-message', '-p', '-t', pane.id, '#{pane_pid}')], { stdio: ['ignore', 'ignore', 'pipe'] })
    await once(strace.stderr, 'data')
    t.match(run(command, ['rollover', old], server.env), { code: 0 })
    const next = sessionField(join(paths.history, old), 'next')
    t.match(next, /^claude-ho_me_s-\d+$/)
    const said = join(server.directory, 'said')
    for (let turn = 0; turn < 3; turn += 1) pane.type('')
    pane.type(`echo "$CLAUDE_SESSION_ID" >${said}`)
    untilNow('the shell has said it', () => existsSync(said) && readFileSync(said, 'utf8') !== '')
    t.equal(readFileSync(said, 'utf8'), `${next}\n`)
    strace.kill('SIGINT')
    await once(strace, 'exit')
    t.strictSame(existsSync(trace) && readFileSync(trace, 'utf8') !== '' ? shellProcesses(trace) : 0, 0)
    // The pane is the tool's own still, and its end the next session's.
    pane.type('exit')
    untilEnded(server, 'the next session has ended', () => existsSync(join(paths.history, next, 'MANIFEST.json')))
  })
}

t.test('with a user manager the units run the session that a shell began, and the shell\'s exit stops them', needs(userManagerProblem() ?? commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const prepare = `
mkdir -p ~/.local/bin ~/.local/share/systemd/user
cp '${checkout}'/units/*.service '${checkout}'/units/*.timer ~/.local/share/systemd/user
printf '#!/bin/sh\\nexec "%s" "%s" "$@"\\n' '${process.execPath}' '${checkout}/dist/claude-session.cjs' >~/.local/bin/claude-session
chmod +x ~/.local/bin/claude-session
~/.local/bin/claude-session init bash >~/.bashrc`
  const script = `
await() { for _ in {1..600}; do if "$@"; then return 0; fi; sleep 0.05; done; echo "waited in vain for: $*" >&2; return 1; }
state=~/.local/state/claude-session
tmux new-session -d sleep 1000
pane=$(tmux new-window -d -P -F '#{pane_id}' bash)
owned() { [ "$(tmux show-options -p -q -v -t "$pane" @claude_session_owned)" = 1 ]; }
await owned
id=$(ls $state/sessions)
systemctl --user is-active "claude-session@$id"
ticking() { systemctl --user is-active "claude-session-capture@$id.timer" >$HOME/timer; }
await ticking
cat ~/timer
test ! -e $state/start-trouble
tmux send-keys -t "$pane" 'clear; echo the last line; sleep 0.3; exit' Enter
ended() { tmux run-shell true; test -e "$state/history/$id/MANIFEST.json"; }
await ended
stopped() { [ "$(systemctl --user show --value --property=ActiveState "claude-session@$id")" = inactive ]; }
await stopped
grep -x 'the last line' $state/history/$id/*_LINES.txt
tmux list-panes -a -F '#{pane_id}'
tmux kill-server`
  const { code, stdout, stderr } = await runInUserManager(script, { prepare, seconds: 110 })
  t.equal(code, 0, stderr)
  t.equal(stdout, 'active\nactive\nthe last line\n%0', 'the pane has closed')
})
