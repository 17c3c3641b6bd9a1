/** `claude-session init`, in real shells in real tmux panes. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { isJoinedName } from '../../src/core/session/joined-name.js'
import { projectSlug } from '../../src/core/session/project-slug.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { shells, quoteWord } from '../../src/core/text/quote-word.js'
import { claimProject } from '../../src/shell/session/claim-project.js'
import { writeNextSessionId } from '../../src/shell/session/next-session-id.js'
import { readPaneFile } from '../../src/shell/tmux/pane-file.js'
import { needs } from '../helpers/needs.js'
import { interactive, shellStage, untilEnded } from '../helpers/shell-stage.js'
import { commandProblem } from '../helpers/user-manager.js'
import { untilNow } from '../helpers/until.js'

const tmux = commandProblem('tmux') ?? commandProblem('flock')
const id = 'echo "$CLAUDE_SESSION_ID"'

for (const shell of shells) {
  const here = needs(tmux ?? commandProblem(shell))

  t.test(`${shell}: a new pane begins a session, its shells carry the ID, and its shell's exit ends it whole`, here, async t => {
    const { server, paths, live, open } = shellStage(t)
    const pane = open(shell)
    const first = pane.ask(id)
    t.match(first, /^claude-ho_me_s-/)
    untilNow('the session is live', () => live().includes(first))
    t.equal(pane.ask('echo $CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN'), '1')
    untilNow('the pane is the tool\'s own', () => server.tmux('show-options', '-p', '-v', '-t', pane.id, 'remain-on-exit') === 'on')
    t.equal(server.tmux('show-options', '-p', '-v', '-t', pane.id, '@claude_session_id'), first)
    t.notMatch(server.tmux('capture-pane', '-p', '-t', pane.id), /\[1\]|Done|has ended|[0-9]+ +(?:done|exit)/, 'nothing is said of the process in the background')

    // A shell in the shell, and a shell in its place: the same pane.
    pane.type(`${shell}`)
    t.equal(pane.ask(id), first)
    pane.type(`exec ${shell}`)
    t.equal(pane.ask(id), first)
    t.strictSame(live(), [first])

    const other = open(shell)
    const second = other.ask(id)
    t.match(second, /^claude-ho_me_s-\d+$/)
    untilNow('the other pane has its session', () => live().includes(second))

    pane.type('exit')
    pane.type('clear; echo the last line; sleep 0.3; exit')
    untilEnded(server, 'the pane has closed', () => !server.tmux('list-panes', '-a', '-F', '#{pane_id}').split('\n').includes(pane.id))
    const history = join(paths.history, first)
    untilNow('the session has ended', () => existsSync(join(history, 'MANIFEST.json')))
    const joined = readdirSync(history).find(isJoinedName) ?? ''
    t.match(readFileSync(join(history, joined), 'utf8'), /^the last line$/m, 'the last screen is in it')
    const gaps = existsSync(join(history, 'gaps.jsonl')) ? readFileSync(join(history, 'gaps.jsonl'), 'utf8') : ''
    t.notMatch(gaps, /pane-gone/)
    t.ok(existsSync(join(paths.projects, 'ho_me_s/.session-management/handoff.md')), 'the hand-off is written')
    t.strictSame(live(), [second])
    t.equal(readPaneFile(paths.runtime, { serverPid: Number(server.tmux('display-message', '-p', '#{pid}')), id: pane.id }), undefined)
  })
}

/** Prefixes that make the shell another program's child, and not the tmux server's. */
const inside = (...env: readonly string[]): readonly string[] => ['env', ...env, 'sh', '-c', '"$@"; exit', 'sh']

for (const shell of shells) {
  const here = needs(tmux ?? commandProblem(shell))

  t.test(`${shell}: what is not a pane's own shell is left alone, and keeps no other pane's ID`, here, async t => {
    const stage = shellStage(t, { real: false, more: { CLAUDE_SESSION_ID: 'of-another-pane', CLAUDE_SESSION_PANE: '/elsewhere,1 %9', VIM: '/usr/share/vim' } })
    const told = (...prefix: readonly string[]): string => stage.open(shell, { prefix }).ask(id)
    t.equal(told('env', 'CLAUDE_SESSION_DISABLE=1'), 'of-another-pane', 'switched off: not even that')
    t.equal(told('env', 'CLAUDECODE=1'), 'of-another-pane', 'a shell of Claude Code')
    t.equal(told(...inside('VIM=/usr/share/vim')), '', 'in vim')
    for (const mark of ['NVIM=/run/nvim.0', 'INSIDE_EMACS=29.1,comint', 'STY=1.screen', 'ZELLIJ=0', 'TERM_PROGRAM=vscode']) t.equal(told(...inside('-u', 'VIM', mark)), '', mark)
    t.equal(told('env', '-u', 'TMUX_PANE'), '', 'no pane')
    t.equal(told('env', 'TMUX=/nonexistent/default,1,0'), '', 'no server')
    const { status, stdout } = spawnSync(shell, ['-c', `. ${quoteWord(join(stage.home, stage.startFile(shell)), shell)}; ${id}`], { env: { ...stage.server.env, SSH_CLIENT: '::1 1 22', TMUX: `${stage.server.socket},1,0`, TMUX_PANE: '%0' }, encoding: 'utf8' })
    t.strictSame([status, stdout], [0, 'of-another-pane\n'], 'not interactive: ssh host cmd')
    t.strictSame(stage.calls(), [])

    // VIM is in the environment of the server: that alone does not keep a pane's own shell from its session.
    const own = stage.open(shell)
    const first = own.ask(id)
    t.match(first, /^claude-ho_me_s-/)
    untilNow('the command is called', () => stage.calls().length > 0)
    t.strictSame(stage.calls(), [`start --by-shell ${stage.command} --pane ${own.id} --project . --id ${first}`], 'called once, for this pane')
    const other = stage.open(shell, { prefix: inside('-u', 'VIM') })
    t.match(other.ask(id), /^claude-ho_me_s-/, 'the pane began with a program that knows nothing of us: its first shell begins the session')
    untilNow('the command is called', () => stage.calls().length === 2)
  })

  const root = process.getuid?.() === 0 ? commandProblem('setpriv') : 'another user can be tried by root only'
  t.test(`${shell}: another user in the pane (sudo -s, su) gets nothing of its owner's`, needs(tmux ?? commandProblem(shell) ?? root), async t => {
    const stage = shellStage(t, { real: false, more: { CLAUDE_SESSION_ID: 'mine' } })
    // That it cannot reach the socket is not what keeps it out: root could.
    for (const path of [stage.server.directory, stage.home, dirname(stage.server.socket), stage.server.socket]) chmodSync(path, 0o777)
    const pane = stage.open(shell, { prefix: ['setpriv', '--reuid', '65534', '--clear-groups'] })
    t.equal(pane.ask('echo "$TMUX_PANE$CLAUDE_SESSION_ID"'), pane.id)
    const own = stage.open(shell)
    own.ask(id)
    untilNow('the command is called', () => stage.calls().length > 0)
    t.match(stage.calls(), [new RegExp(`--pane ${own.id} `)])
    t.equal(stage.calls().length, 1)
  })

  t.test(`${shell}: the ID has the project's name as the command makes it, and is the one that the last session left`, here, async t => {
    const stage = shellStage(t, { real: false, more: { LC_ALL: 'C.UTF-8' } })
    for (const name of ['plain', 'a b\'c"d', 'é日本🙂x', '..x....y', '-n', 'back\\slash', 'l'.repeat(120)]) {
      const directory = join(stage.home, 'in', name)
      const told = stage.open(shell, { directory }).ask(id)
      t.ok(told.startsWith(`claude-${projectSlug(directory).slice(0, 80)}-`), `${name}: ${told}`)
    }
    mkdirSync(stage.paths.sessions, { recursive: true, mode: 0o700 })
    const at = join(stage.home, 'in', 'a "project"')
    mkdirSync(at, { recursive: true })
    // The project of that name is another directory's; this one's has digits behind it.
    claimProject(stage.paths.projects, `${stage.home}/elsewhere/a "project"`, process.getuid?.() ?? 0)
    const { slug } = claimProject(stage.paths.projects, at, process.getuid?.() ?? 0)
    t.match(slug, /^a__project_-[0-9a-f]{4}$/)
    writeNextSessionId(stage.paths.projects, slug, parseSessionId('claude-left-by-the-last'), process.getuid?.() ?? 0)
    symlinkSync(at, join(stage.home, 'link'))
    const linked = stage.open(shell, { directory: join(stage.home, 'link') })
    t.equal(linked.ask(id), 'claude-left-by-the-last', 'also by a link')
    t.match(stage.open(shell, { directory: at }).ask(id), new RegExp(`^claude-${slug}-\\d+$`), 'only once')
    mkdirSync(join(stage.paths.sessions, 'claude-used'))
    writeNextSessionId(stage.paths.projects, slug, parseSessionId('claude-used'), process.getuid?.() ?? 0)
    t.match(stage.open(shell, { directory: at }).ask(id), new RegExp(`^claude-${slug}-\\d+$`), 'one that is in use is not taken')
  })

  t.test(`${shell}: twenty panes at once have twenty IDs`, here, async t => {
    const stage = shellStage(t, { real: false })
    mkdirSync(stage.paths.sessions, { recursive: true, mode: 0o700 })
    const { slug } = claimProject(stage.paths.projects, stage.home, process.getuid?.() ?? 0)
    writeNextSessionId(stage.paths.projects, slug, parseSessionId('claude-left'), process.getuid?.() ?? 0)
    stage.server.tmux(...Array.from({ length: 20 }, (_, index) => [...(index === 0 ? [] : [';']), 'new-window', '-d', '-t', 'keep:', '-c', stage.home, ...interactive[shell]]).flat())
    untilNow('all have called the command', () => stage.calls().length === 20)
    const ids = stage.calls().map(call => call.replace(/.* --id /, ''))
    t.equal(new Set(ids).size, 20, ids.join(' '))
    t.ok(ids.includes('claude-left'))
    for (const each of ids) t.match(each, /^claude-(?:left|ho_me_s-\d{10})$/)
  })

  t.test(`${shell}: what the user has at the prompt stays, also where a shell knows nothing of ours`, here, async t => {
    const stage = shellStage(t, { real: false })
    const mine = { bash: 'count=0; export PROMPT_COMMAND="count=\\$((count + 1)); "', zsh: 'count=0; mine() { count=$((count + 1)) }; precmd_functions=(mine)', fish: 'set -g count 0; function mine --on-event fish_prompt; set -g count (math $count + 1); end' }[shell]
    stage.configure(shell, mine)
    const pane = stage.open(shell)
    const before = Number(pane.ask('echo $count'))
    t.ok(Number(pane.ask('echo $count')) > before)
    pane.type('false')
    t.equal(pane.ask(shell === 'fish' ? 'echo $status' : 'echo $?'), '1', 'nor is the last exit code touched')
    if (shell === 'bash') {
      pane.type('bash --norc')
      pane.ask(id)
      t.notMatch(stage.server.tmux('capture-pane', '-p', '-t', pane.id), /not found/)
      stage.configure(shell, 'count=0; unset PROMPT_COMMAND; PROMPT_COMMAND=([0]="count=\\$((count + 1))" [1]="other=1")')
      const list = stage.open(shell)
      const one = Number(list.ask('echo $count'))
      t.ok(Number(list.ask('echo $count')) > one)
      t.equal(list.ask('echo ${#PROMPT_COMMAND[@]} $other'), '2 1')
      stage.configure(shell, 'count=0; mine() { count=$((count + 1)); }; __bp_imported=defined; precmd_functions=(mine); unset PROMPT_COMMAND')
      t.equal(stage.open(shell).ask('echo "${precmd_functions[*]} ${PROMPT_COMMAND-none}"'), 'mine __claude_session_prompt none', 'bash-preexec has a list of its own')
    }
  })

  t.test(`${shell}: aliases, functions and options of the user's do not get in the way`, here, async t => {
    const stage = shellStage(t, { real: false })
    const own = {
      bash: 'set -uC; shopt -s failglob; IFS=/; alias cd="echo no" read="echo no" export="echo no" local="echo no" printf="echo no"; cd() { echo no; }; read() { echo no; }; printf() { echo no; }',
      zsh: 'setopt ksh_arrays sh_word_split no_unset no_clobber null_glob; alias -g L="| less"; alias read="echo no" local="echo no" export="echo no"; read() { echo no; }; typeset() { echo no }',
      fish: 'function cd; echo no; end; function pwd; echo no; end; function read; echo no; end',
    }[shell]
    stage.configure(shell, own)
    const pane = stage.open(shell)
    t.match(pane.ask(id), /^claude-ho_me_s-/)
    untilNow('the command is called', () => stage.calls().length === 1)
    t.notMatch(stage.server.tmux('capture-pane', '-p', '-t', pane.id), /^no$|rror|not found|unset|bad/m)
    if (shell === 'bash') {
      t.equal(pane.ask('echo "$-"; shopt failglob expand_aliases').replace(/\s+/g, ' ').replace(/^\w+/, flags => [...flags].filter(flag => 'uC'.includes(flag)).sort().join('')), 'Cu failglob on expand_aliases on')
      const complaints = (...prefix: readonly string[]): number => {
        const other = stage.open(shell, { prefix: ['env', 'LC_ALL=xx_YY', ...prefix] })
        other.ask('echo there')
        return stage.server.tmux('capture-pane', '-p', '-t', other.id).split('setlocale').length
      }
      t.equal(complaints(), complaints('CLAUDE_SESSION_DISABLE=1'), 'of a locale that is not there bash complains as it always does')
    }
    if (shell === 'zsh') {
      for (const other of ['emulate sh', 'setopt ignore_braces ignore_close_braces', 'setopt err_exit noglob posix_builtins']) {
        stage.configure(shell, other)
        t.match(stage.open(shell).ask(id), /^claude-ho_me_s-/, other)
      }
    }
  })
}
