import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { wireHooks, type WireReport } from '../../src/commands/wire-hooks.js'
import { statusCommand } from '../../src/shell/tokens/status-command.js'
import { tree } from '../helpers/fresh-home.js'
import { inProcess } from '../helpers/in-process.js'

const odd = '{ "model": "opus",\n  "permissions": {"allow": ["Bash(ls:*)", "Read"]} }\n'

interface Stage {
  readonly home: string
  readonly file: string
  readonly backup: string
  readonly wire: (action: 'add' | 'remove', settings?: string) => WireReport
  readonly text: (path?: string) => string
  readonly now: () => string[]
}

const stage = (t: Test, text?: string, more: Record<string, string> = {}): Stage => {
  const home = join(t.testdir(), "it's a home")
  const claude = join(home, '.claude')
  const file = join(claude, 'settings.json')
  mkdirSync(home)
  if (text !== undefined) {
    mkdirSync(claude)
    writeFileSync(file, text)
  }
  const environment = inProcess({ HOME: home, ...more })
  return {
    home, file, backup: `${file}.claude-session-backup`,
    wire: (action, settings) => wireHooks(environment, action, settings),
    text: (path = file) => readFileSync(path, 'utf8'),
    now: () => tree(home),
  }
}

t.test('add keeps the text before beside the file, 0600; twice is once; remove leaves everything as it was', async t => {
  for (const before of [odd, '{}', '', '{"hooks":{"Stop":[]}}\n', '\ufeff{\r\n\t"a": 1\r\n}']) {
    const { file, backup, wire, text, now } = stage(t, before)
    chmodSync(file, 0o640)
    const tree = now()
    const first = wire('add')
    t.match(first.lines.join('\n'), `${file} now has the hooks for SessionStart, PreCompact, `)
    t.match(first.lines.join('\n'), backup)
    t.equal(first.lines.some(line => line.includes('laid out anew')), before === odd)
    t.equal(text(backup), before)
    t.strictSame([file, backup].map(path => statSync(path).mode & 0o777), [0o640, 0o600])
    t.equal(JSON.parse(text().replace(/^\ufeff/, '')).hooks.PreCompact[0].hooks[0].command, `'${join(file, "../../.local/bin/claude-session").replace("'", "'\\''")}' hook`)
    const once = now()
    t.strictSame(wire('add'), { lines: [`${file} has the hooks already`] })
    t.strictSame(now(), once)
    t.strictSame(wire('remove'), { lines: [`${file} is without the hooks`] })
    t.strictSame(now(), tree)
    t.strictSame(wire('remove'), { lines: [`${file} has no hooks of claude-session`] })
    t.strictSame(now(), tree)
  }
})

t.test('where there were no settings they are made for their owner alone, and removed when nothing else came in', async t => {
  const { file, wire, text } = stage(t)
  t.match(wire('add').lines, [/was made, with the hooks/])
  t.strictSame([join(file, '..'), file].map(path => statSync(path).mode & 0o777), [0o700, 0o600])
  t.strictSame(readdirSync(join(file, '..')), ['settings.json'], 'there is nothing to back up')
  t.match(wire('remove').lines, [/held nothing but the hooks and was removed/])
  t.notOk(existsSync(file))
  t.strictSame(wire('remove').lines, [`${file} is not there`])
  wire('add')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(text()), theme: 'dark' }))
  wire('remove')
  t.equal(text(), '{"theme":"dark"}')
  t.strictSame(readdirSync(join(file, '..')), ['settings.json'])
})

t.test('a link to the settings stays, its target is edited, the backup stands beside the link', async t => {
  const { home, file, backup, wire, text } = stage(t, odd)
  const dotfiles = join(home, 'dotfiles')
  mkdirSync(dotfiles)
  writeFileSync(join(dotfiles, 'claude.json'), odd)
  rmSync(file)
  symlinkSync('../dotfiles/claude.json', file)
  wire('add')
  t.equal(readlinkSync(file), '../dotfiles/claude.json')
  t.match(JSON.parse(text(join(dotfiles, 'claude.json'))).hooks, { Stop: Array })
  t.equal(text(backup), odd)
  t.strictSame(readdirSync(dotfiles), ['claude.json'])
  wire('remove')
  t.equal(readlinkSync(file), '../dotfiles/claude.json')
  t.equal(text(join(dotfiles, 'claude.json')), odd)
  t.strictSame(readdirSync(join(file, '..')), ['settings.json'])
})

t.test('the backup is never overwritten while hooks of ours are in, and is written anew when they are not', async t => {
  const { file, backup, wire, text } = stage(t, odd)
  wire('add')
  writeFileSync(file, text().replaceAll('/.local/bin/', '/older/'))
  t.match(wire('add').lines[0], 'now has the hooks')
  t.equal(text(backup), odd)
  t.notMatch(text(), '/older/')
  writeFileSync(file, '{"by": "hand"}')
  wire('add')
  t.equal(text(backup), '{"by": "hand"}')
  t.match(wire('remove'), { lines: [/without/] })
  t.equal(text(), '{"by": "hand"}')
})

t.test('a crash between the two writes of add, or of remove, is made good by the next run of either', async t => {
  const { file, backup, wire, text, now } = stage(t, odd)
  const before = now()
  for (const next of ['add', 'remove'] as const) {
    writeFileSync(backup, odd)
    wire(next)
    if (next === 'add') wire('remove')
    t.strictSame(now(), before, next)
  }
  wire('add')
  writeFileSync(`${file}.claude-session-new`, 'half of')
  writeFileSync(`${backup}.claude-session-new`, 'half of')
  writeFileSync(file, '{}')
  wire('add')
  wire('remove')
  t.equal(text(), '{}')
  t.strictSame(readdirSync(join(file, '..')), ['settings.json'])
})

t.test('what came in since stays; what a value cannot hold is kept in the backup, and that is said', async t => {
  const { file, backup, wire, text } = stage(t, odd)
  wire('add')
  writeFileSync(file, text().replace('{', '{"twice": 1, "twice": 2,'))
  const edited = text()
  t.match(wire('remove').lines, [/is without the hooks/, /unusual way/])
  t.strictSame(JSON.parse(text()), { twice: 2, ...JSON.parse(odd) })
  t.equal(text(backup), edited)
})

t.test('settings that are gone are not brought back, and their backup is left', async t => {
  const { file, backup, wire, text } = stage(t, odd)
  wire('add')
  rmSync(file)
  t.strictSame(wire('remove').lines, [`${file} is not there`, `what it was before the hooks is in ${backup}`])
  t.notOk(existsSync(file))
  t.equal(text(backup), odd)
})

t.test('what cannot be edited is left as it is, and the lines say what to do by hand', async t => {
  for (const before of ['// mine\n{}', '{"a": 1,}', '{"hooks": []}', '[]', '{\n  "a": 1\n  "b": 2\n}']) {
    const { file, wire, now } = stage(t, before)
    const tree = now()
    const added = wire('add')
    t.match(added, { failure: { exitCode: 65, message: `${file} was left as it is: ` }, lines: [`To add the hooks by hand, put this into ${file}:`, '"hooks": {'] })
    t.match(JSON.parse(`{${added.lines.slice(1).join('')}}`), { hooks: { SessionStart: [{ hooks: [{ timeout: 20 }] }] } })
    t.match(wire('remove'), { failure: { exitCode: 65 }, lines: [/^Remove by hand from .* what calls: '.*claude-session' hook$/] })
    t.strictSame(now(), tree)
  }
  const { wire, file, home } = stage(t)
  writeFileSync(join(home, '.claude'), 'a file')
  t.match(wire('add'), { failure: { exitCode: 74, message: /ENOTDIR/ }, lines: [new RegExp(`into ${file}:$`), '"hooks": {'] })
})

t.test('events that hold something else are named', async t => {
  const { wire, file } = stage(t, '{"hooks": {"Stop": "x", "PreCompact": {}}}')
  t.strictSame(wire('add').lines.filter(line => line.includes('left alone')), ['Stop', 'PreCompact'].sort().map(event => `${file}: ${event} was left alone, it is not a list there`))
})

t.test('CLAUDE_CONFIG_DIR and --settings name another file; without HOME there is no command to call', async t => {
  const elsewhere = join(t.testdir(), 'config')
  const { home, wire } = stage(t, undefined, { CLAUDE_CONFIG_DIR: elsewhere })
  wire('add')
  wire('add', join(home, 'mine.json'))
  t.strictSame(readdirSync(home), ['mine.json'])
  t.strictSame(readdirSync(elsewhere), ['settings.json'])
  for (const HOME of [undefined, '', 'relative']) t.throws(() => wireHooks({ ...inProcess({ HOME: home }), env: { HOME } }, 'add'), { exitCode: 78, message: /^HOME is not set/ })
})

const theirs = (command: string): string => `{"statusLine":{"type":"command","command":${JSON.stringify(command)},"padding":0},\n"model":"opus"}`
const savedAt = (home: string): string => join(home, '.config/claude-session/statusline-command')

t.test('the status line calls us, and one that was there before is kept for it to run, 0600; remove puts all back', async t => {
  for (const [before, command] of [[odd, undefined], [theirs('echo mine'), 'echo mine'], [theirs(" printf 'a\\n' ; # b\n"), " printf 'a\\n' ; # b\n"]] as const) {
    const { home, wire, text, now } = stage(t, before)
    const saved = savedAt(home)
    mkdirSync(join(saved, '../..'))
    const tree = now()
    const first = wire('add')
    t.equal(first.lines.includes(`the status line there is run before ours, from ${saved}`), command !== undefined)
    t.match(JSON.parse(text()).statusLine, { type: 'command', command: /claude-session' statusline$/, ...(command === undefined ? {} : { padding: 0 }) })
    t.equal(existsSync(saved), command !== undefined)
    if (command !== undefined) {
      t.ok(text(saved).endsWith(`\n${command}\n`), text(saved))
      t.strictSame([saved, join(saved, '..')].map(path => statSync(path).mode & 0o777), [0o600, 0o700])
      t.equal(statusCommand(saved, '{}', process.getuid?.() ?? 0), command.includes('mine') ? 'mine' : 'a')
    }
    const once = now()
    t.match(wire('add').lines, [/has the hooks already/])
    t.strictSame(now(), once)
    wire('remove')
    rmSync(join(saved, '..'), { recursive: true, force: true })
    t.strictSame(now(), tree)
  }
})

t.test('with a foreign edit since, the status line of before comes back all the same, and nothing of ours is left', async t => {
  const { home, backup, wire, file, text } = stage(t, theirs('echo mine'))
  wire('add')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(text()), theme: 'dark' }))
  rmSync(backup)
  wire('remove')
  t.equal(text(), '{"statusLine":{"type":"command","command":"echo mine","padding":0},"model":"opus","theme":"dark"}')
  t.notOk(existsSync(savedAt(home)))
  t.strictSame(readdirSync(join(file, '..')), ['settings.json'])
})

t.test('a status line that came instead of ours replaces the saved one; where somebody took it out, the saved one goes', async t => {
  const { home, wire, file, text } = stage(t, theirs('echo one'))
  wire('add')
  writeFileSync(file, theirs('echo two'))
  wire('add')
  t.match(text(savedAt(home)), /\necho two\n$/)
  wire('remove')
  t.equal(text(), theirs('echo two'))
  wire('add')
  writeFileSync(file, '{"model":"opus"}')
  wire('add')
  t.notOk(existsSync(savedAt(home)))
  wire('remove')
  t.equal(text(), '{"model":"opus"}')
})

t.test('one that cannot be run before ours is left alone, and that is said', async t => {
  const long = theirs(`echo ${'x'.repeat(5_000)}`)
  const cases: [before: string, why: RegExp, saved?: string][] = [
    ['{"statusLine":{"type":"static"}}', /it is not a command there$/], ['{"statusLine":null}', /it is not a command there$/], [long, /too long to be run before ours$/],
    [theirs('echo mine'), /statusline-command holds another one$/, 'echo by hand\n'],
  ]
  for (const [before, why, byHand] of cases) {
    const { home, wire, text, now } = stage(t, before)
    mkdirSync(join(savedAt(home), '..'), { recursive: true })
    if (byHand !== undefined) writeFileSync(savedAt(home), byHand)
    const tree = now()
    t.match(wire('add').lines.filter(line => line.includes('status line')), [why])
    t.strictSame(JSON.parse(text()).statusLine, JSON.parse(before).statusLine)
    t.match(wire('add').lines, [/has the hooks already/, why])
    wire('remove')
    t.strictSame(now(), tree)
  }
})

t.test('two settings with a status line each: the second one\'s is left alone; each is as it was in the end', async t => {
  const { home, file, wire, text } = stage(t, theirs('echo one'))
  const other = join(home, 'other.json')
  writeFileSync(other, theirs('echo two'))
  wire('add')
  t.match(wire('add', other).lines.at(-1), /status line was left alone/)
  wire('remove', other)
  t.match(text(savedAt(home)), /echo one/)
  wire('remove')
  t.strictSame([text(file), text(other)], [theirs('echo one'), theirs('echo two')])
})
