import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { defaultSettings } from '../../../src/core/settings.js'
import { readSettings } from '../../../src/shell/session/settings-files.js'

t.test('without files the answer is there before anything could be loaded', async t => {
  const dir = t.testdir({ file: '' })
  let settled: unknown
  void readSettings({ user: join(dir, 'none'), project: join(dir, 'file', 'below-a-file') }).then(answer => (settled = answer))
  await null
  t.same(settled, { settings: defaultSettings, warnings: [] })
})

t.test('user, then project', async t => {
  const dir = t.testdir({ user: 'rotate_lines = 5000\nredact = false\n', project: '\ufeffredact = true\r\nrotate_lines = 6_000\r\nstate_dir = "/"\r\n' })
  const { settings, warnings } = await readSettings({ user: join(dir, 'user'), project: join(dir, 'project') })
  t.same(settings, { ...defaultSettings, rotateLines: 5000, redact: true })
  t.match(warnings, [/project: unknown key "state_dir"$/, /project: rotate_lines is ignored/])
  t.same(await readSettings({ user: join(dir, 'user') }), { settings: { ...defaultSettings, rotateLines: 5000, redact: false }, warnings: [] })
})

t.test('invalid TOML is named with file and line, and costs only its own layer', async t => {
  const dir = t.testdir({ user: 'rotate_lines = 5000\nredact = \n', project: 'rotate_lines = 2000\n', deep: `a = ${'['.repeat(60_000)}` })
  const { settings, warnings } = await readSettings({ user: join(dir, 'user'), project: join(dir, 'project') })
  t.same(settings, { ...defaultSettings, rotateLines: 2000 })
  t.match(warnings, [/user:2: not valid TOML/])
  t.match((await readSettings({ user: join(dir, 'deep') })).warnings, [/deep(?::\d+)?: not valid TOML/])
})

t.test('a link is followed for the user and refused in a project', async t => {
  const dir = t.testdir({ real: 'rotate_lines = 5000\n' })
  symlinkSync('real', join(dir, 'link'))
  symlinkSync('nowhere', join(dir, 'dangling'))
  t.match(await readSettings({ user: join(dir, 'link') }), { settings: { rotateLines: 5000 }, warnings: [] })
  t.match(await readSettings({ user: join(dir, 'none'), project: join(dir, 'link') }), { settings: defaultSettings, warnings: [/link: not read \(a symbolic link\)/] })
  t.match(await readSettings({ user: join(dir, 'dangling'), project: join(dir, 'dangling') }), { settings: defaultSettings, warnings: [/a symbolic link/] })
})

t.test('a FIFO, a directory, a device and a file too long are named and do not hang', async t => {
  const dir = t.testdir({ fits: `#${'x'.repeat(65_535)}`, long: `#${'x'.repeat(65_536)}` })
  execFileSync('mkfifo', [join(dir, 'fifo')])
  mkdirSync(join(dir, 'directory'))
  for (const path of [join(dir, 'fifo'), join(dir, 'directory'), '/dev/zero']) {
    t.match(await readSettings({ user: path, project: path }), { settings: defaultSettings, warnings: [/not a regular file/, /not a regular file/] })
  }
  t.same((await readSettings({ user: join(dir, 'fits') })).warnings, [])
  t.match((await readSettings({ user: join(dir, 'long') })).warnings, [/longer than 64 KB/])
})

t.test('what cannot be read is named by its errno', { skip: process.getuid?.() === 0 ? 'root reads everything' : false }, async t => {
  const dir = t.testdir({})
  writeFileSync(join(dir, 'closed'), 'redact = false\n')
  chmodSync(join(dir, 'closed'), 0)
  t.match(await readSettings({ user: join(dir, 'closed') }), { settings: defaultSettings, warnings: [/closed: not read \(EACCES\)/] })
})

t.test('a path that cannot exist is one line of warning, not an error', async t => {
  t.match(await readSettings({ user: 'a\0b' }), { settings: defaultSettings, warnings: [/not read \(ERR_INVALID_ARG_VALUE\)/] })
  t.match(await readSettings({ user: `/${'x'.repeat(5000)}` }), { settings: defaultSettings, warnings: [/not read \(ENAMETOOLONG\)/] })
  const dir = t.testdir({ 'a\n\u202eb': 'x = ' })
  const { warnings } = await readSettings({ user: join(dir, 'a\n\u202eb') })
  t.equal(warnings.length, 1)
  t.notMatch(warnings[0], /[\n\u202e]/)
})
