/** The `claude` function of `claude-session init`, outside of tmux: a pane of one server is the terminal, the function's tmux is another server. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { shells, type Shell } from '../../src/core/text/quote-word.js'
import { listNames } from '../../src/shell/files/list-names.js'
import { put } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { program, shellStage, untilEnded, type ShellPane, type ShellStage } from '../helpers/shell-stage.js'
import { commandProblem } from '../helpers/user-manager.js'
import { untilNow } from '../helpers/until.js'

const problem = commandProblem('tmux') ?? commandProblem('flock')

interface Outside {
  readonly stage: ShellStage
  readonly pane: ShellPane
  /** What claude was called with, or saw: `arguments`, `directory`, `environment`, `pane`. */
  readonly told: (name: string) => string
  /** Waits until claude has been called, and forgets it. */
  readonly called: () => void
  readonly tmux: (...args: string[]) => string
  /** Ends the server, if there is one. */
  readonly stop: () => void
}

/** A stand-in for claude: it notes its arguments and what is around it, and in a pane stays until a line is typed. */
const claude = (at: string): string => `#!/bin/sh
for word do printf '%s\\n' "<$word>"; done >'${at}/arguments'
pwd >'${at}/directory'
env >'${at}/environment'
echo "claude was here"
echo >'${at}/called'
if [ -n "$TMUX" ]; then read -r line; fi
exit 3
`

const outside = (t: Test, shell: Shell, { config = '', real = false } = {}): Outside => {
  const stage = shellStage(t, { real })
  const at = join(stage.server.directory, 'at')
  mkdirSync(at)
  const inner = join(stage.server.directory, 'inner')
  mkdirSync(inner)
  const env = { ...stage.server.env, TMUX_TMPDIR: inner }
  const tmux = (...args: string[]): string => execFileSync('tmux', ['-u', ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trimEnd()
  const stop = (): void => {
    spawnSync('tmux', ['kill-server'], { env })
    untilNow('the server has gone', () => /no server running|No such file/.test(spawnSync('tmux', ['list-sessions'], { env, encoding: 'utf8' }).stderr))
  }
  t.teardown(stop)
  program(join(at, 'bin/claude'), claude(at))
  // A server that is there already, begun by Claude Code, with a base-index of its owner's.
  tmux('new-session', '-d', 'sleep', '100000', ';', 'set-environment', '-g', 'CLAUDECODE', '1', ';', 'set-option', '-g', 'base-index', '1')
  stage.configure(shell, config)
  const around = ['env', '-u', 'TMUX', '-u', 'TMUX_PANE', `TMUX_TMPDIR=${inner}`, `PATH=${at}/bin:${stage.server.env.PATH ?? ''}`, 'CLAUDE_CODE_CHILD_SESSION=1', 'MY_SECRET=of this shell']
  const pane = stage.open(shell, { prefix: around, directory: join(stage.home, 'some dir') })
  return {
    stage,
    pane,
    tmux,
    stop,
    told: name => readFileSync(join(at, name), 'utf8').trimEnd(),
    called: () => {
      untilNow('claude is called', () => existsSync(join(at, 'called')))
      rmSync(join(at, 'called'))
    },
  }
}

const sessions = (tmux: Outside['tmux']): string[] => tmux('list-panes', '-a', '-F', '#{session_name}').split('\n').filter(name => name.startsWith('claude-'))

for (const shell of shells) {
  const here = needs(problem ?? commandProblem(shell))

  t.test(`${shell}: claude runs in a tmux session of its own, with its arguments, its directory and its environment, and its end is the session's`, here, async t => {
    const { stage, pane, told, called, tmux } = outside(t, shell, { real: true })
    pane.type(`claude --model x 'two words' '' '#{pid} #(touch /tmp/no) \$HOME' 'a;' ';' 'b\\;' --continue`)
    called()
    const typed = ['--model', 'x', 'two words', '', '#{pid} #(touch /tmp/no) $HOME', 'a;', ';', 'b\\;', '--continue']
    t.equal(told('arguments'), typed.map(word => `<${word}>`).join('\n'))
    t.equal(told('directory'), join(stage.home, 'some dir'))
    const environment = told('environment')
    t.match(environment, /^MY_SECRET=of this shell$/m, 'also when the server knows nothing of it')
    t.match(environment, /^CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN=1$/m)
    t.notMatch(environment, /^(?:CLAUDECODE|CLAUDE_CODE_CHILD_SESSION|CLAUDE_SESSION_ID)=/m)
    const inside = sessions(tmux)
    t.equal(inside.length, 1)
    t.match(tmux('display-message', '-p', '-t', `=${inside[0] ?? ''}:`, '#{history_limit} #{session_attached} #{session_windows} #{pane_current_command}'), /^100000 1 1 (?:claude|sh)$/)
    t.strictSame(readdirSync(stage.server.env.XDG_RUNTIME_DIR ?? '').filter(name => name.startsWith('claude-session-')), [], 'no file of it stays')
    t.match(tmux('show-options', '-gv', 'history-limit'), /^2000$/)
    untilNow('a session is live', () => stage.live().length === 1 && tmux('list-panes', '-a', '-F', '#{@claude_session_owned}').includes('1'))
    const [id = ''] = stage.live()
    t.match(id, /^claude-some_dir-\d+$/)
    tmux('send-keys', '-t', `=${inside[0] ?? ''}:`, 'Enter')
    untilEnded({ ...stage.server, tmux }, 'the session has ended', () => existsSync(join(stage.paths.history, id, 'MANIFEST.json')))
    t.match(readFileSync(join(stage.paths.history, id, listNames(join(stage.paths.history, id)).find(isJoinedName) ?? ''), 'utf8'), /^claude was here$/m)
    t.equal(pane.ask('echo back'), 'back', 'the shell has its terminal back')
    t.strictSame(sessions(tmux), [])
  })

  t.test(`${shell}: what prints and leaves runs directly, and so does what is not typed at a terminal, or meant so`, here, async t => {
    const { pane, told, called, tmux, stage } = outside(t, shell)
    const direct = (line: string, words: readonly string[]): void => {
      pane.type(line)
      called()
      t.equal(told('arguments'), words.map(word => `<${word}>`).join('\n'), line)
      t.notMatch(told('environment'), /^TMUX=/m)
    }
    direct('claude -p "a b"', ['-p', 'a b'])
    direct('claude --model x --print y', ['--model', 'x', '--print', 'y'])
    direct('claude -cp', ['-cp'])
    direct('claude --version', ['--version'])
    direct('claude mcp list', ['mcp', 'list'])
    direct('command claude hello', ['hello'])
    direct('claude hello | cat', ['hello'])
    direct('echo x | claude', [])
    direct('CLAUDE_SESSION_DISABLE=1 claude hello', ['hello'])
    t.equal(pane.ask(shell === 'fish' ? 'command claude --version >/dev/null; echo $status' : 'claude --version >/dev/null; echo $?'), '3', 'its exit code is claude\'s')
    t.strictSame(sessions(tmux), [])
    t.strictSame(stage.calls(), [])
  })

  t.test(`${shell}: a claude of the user's own stays what it is`, here, async t => {
    const { pane } = outside(t, shell, { config: shell === 'fish' ? 'function claude; echo mine; end' : 'claude() { echo mine; }' })
    t.equal(pane.ask('claude'), 'mine')
    if (shell === 'fish') return
    const other = outside(t, shell, { config: 'alias claude="echo an alias"' })
    t.equal(other.pane.ask('claude'), 'an alias')
    // What is defined before our text, and calls claude itself.
    const more = outside(t, shell, { config: 'alias claude="claude --model x"' })
    more.pane.type('claude y')
    more.called()
    t.equal(more.told('arguments'), '<--model>\n<x>\n<y>')
    t.match(more.told('environment'), /^TMUX=/m)
  })

  t.test(`${shell}: an editor's terminal is left alone`, here, async t => {
    for (const mark of ['TERM_PROGRAM=vscode', 'TERMINAL_EMULATOR=JetBrains-JediTerm', 'ZED_TERM=true', 'INSIDE_EMACS=29.1,comint']) {
      const { pane, called, told } = outside(t, shell, { config: shell === 'fish' ? `set -gx ${mark.replace('=', ' ')}` : `export ${mark}` })
      pane.type('claude y')
      called()
      t.notMatch(told('environment'), /^TMUX=/m, mark)
    }
  })
}

t.test('nothing in the user\'s tmux.conf keeps claude from its pane, nor the shell from its terminal when claude has ended', needs(problem), async t => {
  const { stage, pane, called, told, tmux, stop } = outside(t, 'bash')
  for (const conf of ['set -g destroy-unattached on', 'set -g exit-unattached on', 'set -g remain-on-exit on', 'set-hook -g after-new-session "rename-session theirs"', 'set -g detach-on-destroy off\nnew-session -d -s theirs']) {
    stop()
    put(join(stage.home, '.tmux.conf'), `${conf}\n`)
    pane.type('claude hello')
    called()
    t.match(told('environment'), /^TMUX=/m, conf)
    untilNow('it is its owner\'s pane', () => tmux('list-clients', '-F', '#{session_windows} #{pane_current_command}').match(/^1 (?:claude|sh)$/) !== null)
    tmux('send-keys', '-t', tmux('list-clients', '-F', '#{pane_id}'), 'Enter')
    untilNow(`the shell has its terminal back: ${conf}`, () => stage.server.tmux('display-message', '-p', '-t', pane.id, '#{pane_current_command}') === 'bash')
  }
})

t.test('in a terminal that tmux does not know claude runs outside of it, with what was typed', needs(problem), async t => {
  const { stage, pane, called, told, tmux } = outside(t, 'bash')
  pane.type(`TERM=dumb claude 'a;' ';' 'b\\;' --continue`)
  called()
  t.equal(told('arguments'), ['a;', ';', 'b\\;', '--continue'].map(word => `<${word}>`).join('\n'))
  t.notMatch(told('environment'), /^TMUX=/m)
  t.match(stage.server.tmux('capture-pane', '-p', '-J', '-t', pane.id), /^claude-session: tmux did not begin a session .* so claude runs outside of tmux and nothing is captured *$/m)
  t.strictSame(sessions(tmux), [])
  t.strictSame(readdirSync(stage.server.env.XDG_RUNTIME_DIR ?? '').filter(name => name.startsWith('claude-session-')), [], 'no file of it stays')
})
