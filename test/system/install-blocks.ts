import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { tokenFooterLine, tokenStatusRight } from '../../src/core/tokens/parse-token-pane.js'
import { put, run, scratch, standIn, tree, type Ran } from '../helpers/fresh-home.js'
import { awkward, installer, share } from '../helpers/installer.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'

// The marked blocks in files of the user's: tmux.conf and the shells' start-up files, edited by one and the same function.

const { inInstaller, commands } = installer(t)
const has = (command: string): boolean => run('sh', ['-c', `command -v ${command}`], process.env).code === 0
const without = (command: string): string | undefined => (has(command) ? undefined : `${command} is not installed`)
const [begin, end] = ['# >>> claude-session >>>', '# <<< claude-session <<<']

interface Blocks {
  readonly home: string
  readonly program: string
  /** Runs functions of the installer in that home, as in a run that comes to its end. */
  readonly edit: (script: string, env?: NodeJS.ProcessEnv) => Ran
}

/** A home with a program that knows the footer's line, and the shells' start-up texts. */
const blocksIn = (t: Test, home = scratch(t, awkward)): Blocks => {
  const program = join(home, share, 'current')
  put(join(program, 'bin/claude-session'), '')
  standIn(join(program, 'bin'), 'claude-session', `cat <<'END'\n${tokenFooterLine}\nEND`)
  for (const shell of ['bash', 'zsh', 'fish']) put(join(program, `shell/init.${shell}`), `echo "started: ${shell}"\n`)
  const edit = (script: string, env: NodeJS.ProcessEnv = {}): Ran =>
    inInstaller(`FINISHED=yes; check_home; begin_work; NEW=$DATA/current; used_shells >"$WORK/shells"; ${script}`, { HOME: home, ...env })
  return { home, program, edit }
}

/** The files that get a block: how it is put there, and what is in it. */
const kinds = [
  { file: '.tmux.conf', step: 'wire_tmux', inside: tokenFooterLine, env: {} },
  { file: '.bashrc', step: 'wire_shells', inside: 'current/shell/init.bash', env: {} },
  { file: '.zshrc', step: 'wire_shells', inside: 'current/shell/init.zsh', env: { LOGIN_SHELL: '/usr/bin/zsh' } },
  { file: '.config/fish/config.fish', step: 'wire_shells', inside: 'current/shell/init.fish', env: { LOGIN_SHELL: '/usr/bin/fish' } },
]

t.test('a block goes behind what is there, once, with a backup, and comes out to the byte', async t => {
  const befores = [undefined, '', '\n', 'mine', 'mine\n', "a 'quoted' line\n\n", '# \ufffd\u0001 \\ & #{x}\r\n']
  for (const [at, { file, step, inside, env }] of kinds.entries()) {
    for (const before of at === 0 ? befores : [undefined, 'mine', '# \ufffd\u0001 \\ & $x\r\n']) {
      const { home, edit } = blocksIn(t)
      const conf = join(home, file)
      if (before !== undefined) {
        put(conf, before)
        chmodSync(conf, 0o640)
      }
      const bare = tree(home)
      const failed = edit(`FINISHED=no; ${step}; exit 1`, env)
      t.match(failed, { code: 1, out: 'between two marks' }, failed.err)
      t.strictSame(tree(home), bare, 'a run that failed')
      const added = edit(`${step}; remember_created`, env)
      t.match(added, { code: 0, out: inside }, added.err)
      const after = readFileSync(conf, 'utf8')
      t.ok(after.startsWith(before ?? begin) && after.endsWith(`\n${end}\n`), after)
      t.equal(existsSync(`${conf}.claude-session-backup`), before !== undefined)
      t.equal(lstatSync(conf).mode & 0o777, before === undefined ? 0o600 : 0o640)
      const once = tree(home)
      t.match(edit(step, env).out, /has (the token budget in tmux's footer|the start of claude-session) already/)
      t.strictSame(tree(home), once)
      t.match(edit('unwire_files; touch "$DATA/created-directories"; remove_created "$DATA/created-directories"; rm -f "$DATA/wired-files" "$DATA/created-directories"', env), { code: 0, err: '', out: /without the block/ })
      t.strictSame(tree(home), bare, `${file} ${JSON.stringify(before)}`)
    }
  }
})

t.test('what came into the file since stays; an earlier block is replaced in its place', async t => {
  const { home, edit } = blocksIn(t)
  const conf = join(home, '.tmux.conf')
  put(conf, 'a\n')
  edit('wire_tmux')
  const block = readFileSync(conf, 'utf8').slice(2)
  put(conf, `z\n${block.replace('status-right-length 80', 'status-right-length 70')}b`)
  const old = readFileSync(conf)
  edit('FINISHED=no; wire_tmux; exit 1')
  t.strictSame(readFileSync(conf), old, 'a run that failed')
  edit('wire_tmux')
  t.equal(readFileSync(conf, 'utf8'), `z\n${block}b`)
  t.equal(readFileSync(`${conf}.claude-session-backup`, 'utf8'), 'a\n')
  edit('unwire_files')
  t.equal(readFileSync(conf, 'utf8'), 'z\nb')
  t.notOk(existsSync(`${conf}.claude-session-backup`))
})

t.test('what somebody else wrote into the file while a run failed is kept beside it', async t => {
  const { home, edit } = blocksIn(t)
  put(join(home, '.bashrc'), 'mine\n')
  const { err } = edit('FINISHED=no; wire_shells; echo "# theirs" >>~/.bashrc; exit 1')
  t.equal(readFileSync(join(home, '.bashrc'), 'utf8'), 'mine\n')
  t.match(err, /\.bashrc was changed by somebody else while this ran/)
  t.match(readFileSync(join(home, '.bashrc.before-claude-session'), 'utf8'), /^mine\n[^]*# theirs\n$/)
})

t.test('a file that has it from its owner, is no file, cannot be reached, or was cut into is left alone; what to add is shown', async t => {
  const { home, edit } = blocksIn(t)
  const conf = join(home, '.tmux.conf')
  const bashrc = join(home, '.bashrc')
  const leaves = (script: string, what: object, env: NodeJS.ProcessEnv = {}): void => {
    const before = tree(home)
    t.match(edit(script, env), { code: 0, ...what })
    t.strictSame(tree(home), before)
  }
  leaves('FOOTER=no; wire_tmux', { out: `put this line into ${conf}:\n  ${tokenFooterLine}\n` })
  leaves('SHELLS=no; wire_shells', { out: /put this into .*\.bashrc:\n {2}if \[ -r "\$HOME\/\.local\/share\/claude-session\/current\/shell\/init\.bash" \]/ })
  put(conf, "set -ag status-right '#{@claude_tokens}'\n")
  put(bashrc, 'eval "$(claude-session init bash)"\n')
  leaves('wire_tmux; wire_shells', { out: /\.tmux\.conf has "@claude_tokens" already[^]*\.bashrc has "claude-session init" already/ })
  for (const file of [conf, bashrc]) put(file, `${begin}\nmine\n`)
  leaves('wire_tmux; wire_shells; for f in "$TMUX_CONF" "$HOME/.bashrc"; do remove_block "$f" && exit 1; done; exit 0', { err: /the marks of an earlier block[^]*@claude_tokens[^]*\.bashrc was left as it is: the marks[^]*init\.bash/ })
  for (const link of ['nowhere', '/dev/null']) {
    for (const file of [conf, bashrc]) {
      rmSync(file)
      symlinkSync(link, file)
    }
    leaves('wire_tmux; wire_shells', { err: /\.tmux\.conf was left as it is: (a link to a file that is not there|not a regular file)[^]*\.bashrc was left as it is: (a link|not a reg)/ })
  }
  rmSync(bashrc)
  put(join(home, '.config/fish'), 'in the way')
  leaves('wire_shells', { err: /fish\/config\.fish was left as it is: it cannot be written/ }, { LOGIN_SHELL: '/usr/bin/fish' })
  leaves('wire_shells', { err: /rel\/\.zshrc was left as it is: its path is not a full one/ }, { LOGIN_SHELL: '/bin/zsh', ZDOTDIR: 'rel', PATH: commands })
  rmSync(conf)
  put(join(home, '.config/tmux/tmux.conf'), 'set -g mouse on\n')
  edit('wire_tmux')
  t.match(readFileSync(join(home, '.config/tmux/tmux.conf'), 'utf8'), '@claude_tokens')
  t.notOk(existsSync(conf))
  // Oh my tmux!: what stands in it is a script too.
  put(conf, `run 'cut -c3- "$TMUX_CONF" | sh -s _apply_configuration'\n\n# _apply_configuration() {\n# }\n# "$@"\n`)
  leaves('wire_tmux', { err: /\.tmux\.conf was left as it is[^]*at the end of tmux_conf_theme_status_right in .*\.tmux\.conf\.local:\n {3}#\{\?#\{@claude_tokens\}.*,\}\n$/ })
})

t.test('a link stays, its target is edited, the backup stands beside the link', async t => {
  const { home, edit } = blocksIn(t)
  put(join(home, 'dot files/rc'), 'mine')
  symlinkSync('dot files/rc', join(home, '.bashrc'))
  const before = tree(home)
  edit('wire_shells')
  t.equal(readlinkSync(join(home, '.bashrc')), 'dot files/rc')
  t.match(readFileSync(join(home, 'dot files/rc'), 'utf8'), 'init.bash')
  t.strictSame(readdirSync(join(home, 'dot files')), ['rc'])
  t.ok(existsSync(join(home, '.bashrc.claude-session-backup')))
  edit('unwire_files; rm -f "$DATA/wired-files"')
  t.strictSame(tree(home), before)
  edit('FINISHED=no; wire_shells; exit 1')
  t.strictSame(tree(home), before, 'a run that failed')
})

t.test('only shells that are used are edited: with a start-up file, or the one to log in with; ZDOTDIR and XDG_CONFIG_HOME count', async t => {
  const used = (home: string, env: NodeJS.ProcessEnv): string[] => inInstaller('check_home; used_shells', { HOME: home, LOGIN_SHELL: '/bin/sh', ...env }).out.split('\n').slice(0, -1)
  const home = scratch(t)
  t.strictSame(used(home, {}), [])
  t.strictSame(used(home, { LOGIN_SHELL: '/usr/local/bin/zsh' }), ['zsh'])
  t.strictSame(used(home, { SHELL: '/opt/fish' }), ['fish'])
  put(join(home, '.bashrc'), '')
  put(join(home, 'z/.zshrc'), '')
  put(join(home, 'c/fish/config.fish'), '')
  t.strictSame(used(home, {}), ['bash'])
  t.strictSame(used(home, { ZDOTDIR: join(home, 'z'), XDG_CONFIG_HOME: join(home, 'c') }), ['bash', 'zsh', 'fish'])
  const { home: bare, edit } = blocksIn(t)
  t.match(edit('wire_shells', { LOGIN_SHELL: '/bin/dash' }), { code: 0, out: /you log in with \/bin\/dash, and there is no start-up file[^]*claude-session start/ }, 'who has none of them is told')
  if (!has('zsh')) return
  put(join(bare, '.zshenv'), 'echo hello\nZDOTDIR=~/z\n')
  put(join(bare, 'z/.zshrc'), 'mine\n')
  t.equal(edit('wire_shells', { LOGIN_SHELL: '/bin/zsh' }).code, 0)
  t.match(readFileSync(join(bare, 'z/.zshrc'), 'utf8'), 'init.zsh', 'a ZDOTDIR that .zshenv does not export')
  t.notOk(existsSync(join(bare, '.zshrc')))
})

t.test('the real shells read what is in the block, in any home, and say nothing when claude-session is gone', async t => {
  const { home, program, edit } = blocksIn(t)
  const env = { HOME: home, PATH: process.env['PATH'], TERM: 'dumb' }
  for (const file of ['.bashrc', '.zshrc', '.config/fish/config.fish']) put(join(home, file), 'set -u 2>/dev/null; set -e 2>/dev/null\n'.repeat(file.startsWith('.config') ? 0 : 1))
  t.equal(edit('wire_shells').code, 0)
  for (const shell of ['bash', 'zsh', 'fish']) {
    if (!has(shell)) {
      t.pass(`${shell} is not installed`, { skip: `${shell} is not installed` })
      continue
    }
    t.equal(run(shell, ['-i', '-c', 'true'], env).out, `started: ${shell}\n`)
    rmSync(join(program, 'shell', `init.${shell}`))
    t.match(run(shell, ['-i', '-c', 'echo there'], env).out, /^there\n$/)
  }
  if (!has('zsh')) return
  put(join(home, '.local/share/zsh/site-functions/_claude-session'), '#compdef claude-session\necho completed\n')
  put(join(home, '.zshrc'), `autoload -Uz compinit; compinit -u -D\n${readFileSync(join(home, '.zshrc'), 'utf8')}`)
  t.match(run('zsh', ['-i', '-c', 'echo $_comps[claude-session]; _claude-session'], env).out, '_claude-session\ncompleted\n', 'and zsh finds the completion')
})

t.test('who logs in with bash is told when a pane\'s login shell would not read .bashrc', async t => {
  const { home, edit } = blocksIn(t)
  const told = (): string => edit('wire_shells').err
  t.match(told(), /reads ~\/\.profile, which does not read ~\/\.bashrc[^]*put this line into ~\/\.profile/)
  put(join(home, '.profile'), 'if [ -n "$BASH_VERSION" ]; then . "$HOME/.bashrc"; fi\n')
  t.equal(told(), '')
  put(join(home, '.bash_profile'), '. ~/.profile\n')
  t.equal(told(), '', 'by way of another file')
  put(join(home, '.bash_profile'), 'PATH=x\n')
  t.match(told(), /reads ~\/\.bash_profile/)
  t.equal(edit('wire_shells', { LOGIN_SHELL: '/bin/zsh' }).err, '')
})

t.test('tmux shows the budget from that block, once however often it is read, and a running one at once', needs(without('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ width: 120 })
  t.teardown(pane.close)
  const { home, edit } = blocksIn(t)
  const conf = join(home, '.tmux.conf')
  const before = server.tmux('show-options', '-gv', 'status-right')
  put(conf, '')
  const env = { TMUX: `${server.socket},1,0`, TMUX_TMPDIR: server.directory }
  for (let time = 0; time < 2; time += 1) t.match(edit('wire_tmux; show_footer', env), { code: 0, err: '' })
  server.tmux('source-file', conf)
  t.equal(server.tmux('show-options', '-gv', 'status-right'), `${before} ${tokenStatusRight}`)
  t.equal(server.tmux('show-options', '-gv', 'status-right-length'), '80')
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_tokens', '79% context left #(touch x)')
  server.tmux('set-option', '-p', '-t', pane.id, '@claude_tokens_short', '79%')
  // A client of its own, seen from outside.
  const seen = server.newPane({ width: 120 })
  t.teardown(seen.close)
  const viewer = server.tmux('new-session', '-d', '-P', '-F', '#{pane_id}', '-x', '120', '-y', '10', `env -u TMUX tmux -S '${server.socket}' attach -t '${pane.id}'`)
  const footerSeen = (): string => server.tmux('capture-pane', '-p', '-t', viewer).trimEnd().split('\n').slice(-2).join('\n')
  for (let tries = 0; tries < 100 && !footerSeen().includes('79%'); tries += 1) await sleep(50)
  t.match(footerSeen(), /79% context left #\(touch x\)/)
  server.tmux('set-option', '-g', 'status-right-length', '99')
  server.tmux('source-file', conf)
  t.equal(server.tmux('show-options', '-gv', 'status-right-length'), '99')
  edit('unwire_files', env)
  t.equal(server.tmux('show-options', '-gv', 'status-right'), before)
})
