import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { defaultSettings } from '../../src/core/settings.js'
import { readSettings } from '../../src/shell/session/settings-files.js'
import { seeded } from '../helpers/seeded.js'

/** FILES=10000 npm test -- test/security/project-settings.ts takes as many as the promise says. */
const mutated = Number(process.env.FILES ?? 2_500)

/** S7. A hostile `.claude-session.toml` cannot stop a tick, cannot weaken anything, and is named when it tries. */
const { seed, below: random } = seeded(20240607)
t.comment(`seed ${seed}`)

t.test('30 named files: the default or tighter, and one warning that names the key or the file', async t => {
  const dir = t.testdir({})
  const path = join(dir, '.claude-session.toml')
  const files: [string | Buffer, RegExp][] = [
    ['redact = false', /redact is ignored/], ['redact = 0', /redact must be/], ['redact = "false"', /redact must be/], ['redact = []', /redact must be/], ['[redact]\nenabled = false', /redact must be/],
    ['rotate_lines = 1000000', /rotate_lines is ignored/], ['rotate_lines = 10', /rotate_lines is ignored/], ['rotate_lines = 0', /rotate_lines must/], ['rotate_lines = -1', /rotate_lines must/],
    ['rotate_lines = 9007199254740993', /rotate_lines must/], ['rotate_lines = 99999999999999999999999999', /rotate_lines must/], ['rotate_lines = nan', /rotate_lines must/], ['rotate_lines = inf', /rotate_lines must/],
    ['rotate_lines = 1000.5', /rotate_lines must/], ['rotate_lines = 2024-01-01', /rotate_lines must/], ['rotate_lines = "1000"', /rotate_lines must/],
    ['worktree = "concurrent"', /worktree is ignored/], ['worktree = true', /worktree must/],
    ['history_limit = 1000', /history_limit is ignored/], ['history_limit = nan', /history_limit must/], ['state_dir = "/tmp/x"', /unknown key "state_dir"/], ['command = "touch X"', /unknown key "command"/], ['[hooks]\nstart = "id"', /unknown key "hooks"/],
    ['"__proto__" = { redact = false }', /unknown key "__proto__"/], ['[__proto__]\nredact = false', /unknown key "__proto__"/], ['[constructor.prototype]\nredact = false', /unknown key "constructor"/], ['"redact " = false', /unknown key "redact "/],
    ['redact = true\nredact = false', /toml:2: not valid TOML/], ['redact = ', /not valid TOML/], ['\0', /not valid TOML/], [Buffer.from([0xff, 0xfe, 0x72, 0]), /not valid TOML/], [`a = ${'['.repeat(65_000)}`, /not valid TOML/], [`a = ${'{a='.repeat(20_000)}`, /not valid TOML/],
    [`${'#'.repeat(65_537)}`, /longer than 64 KB/], ['"\\u202e\\u001b[31m" = 1', /unknown key/], [`"${'k'.repeat(60_000)}" = 1`, /unknown key/],
  ]
  t.ok(files.length >= 30)
  for (const [content, warning] of files) {
    writeFileSync(path, content)
    const answer = await readSettings({ user: join(dir, 'none'), project: path })
    const name = JSON.stringify(content.toString().slice(0, 40))
    t.same(answer.settings, defaultSettings, name)
    t.match(answer.warnings, [warning], name)
    t.equal(answer.warnings.length, 1, name)
    t.notMatch(answer.warnings[0], /[\p{Cc}\u202e]/u)
    t.ok((answer.warnings[0] ?? '').length < 500 + dir.length, name)
  }
  t.equal(({} as Record<string, unknown>)['redact'], undefined, 'no prototype was touched')
})

t.test(`${mutated} mutated files: never an error, never weaker than the user says`, async t => {
  const dir = t.testdir({ user: 'rotate_lines = 20_000\nredact = true\n' })
  const [user, path] = [join(dir, 'user'), join(dir, '.claude-session.toml')]
  const pieces = [
    'rotate_lines', 'redact', 'history_limit', '=', ' = ', '\n', 'true', 'false', '1000', '20000', '20001', '60_000', '-1', '1e9', 'nan', 'inf', '-inf', '0x3e8', '9007199254740993', '1.5', '"', "'", '"""', '[', ']', '[[', ']]', '{', '}', '.', ',', '#',
    '__proto__', 'constructor', 'prototype', '1979-05-27T07:32:00Z', '\\u202e', '\ufeff', '\0', '\r\n', 'é', '😀', '\ud800', ' ', '\t', 'x'.repeat(300),
  ]
  const honest = ['rotate_lines = 2000\n', 'redact = true\n', 'history_limit = 5000\n', '# a comment\n', 'other = "value"\n', '[table]\nkey = 1\n']
  const wrong: string[] = []
  let tightened = 0
  let warned = 0
  for (let count = 0; count < mutated; count += 1) {
    let text = ''
    if (count % 2 === 0) for (let length = random(12); length >= 0; length -= 1) text += pieces[random(pieces.length)] ?? ''
    else {
      for (let length = random(4); length >= 0; length -= 1) text += honest[random(honest.length)] ?? ''
      for (let cuts = random(3); cuts > 0; cuts -= 1) {
        const place = random(text.length)
        text = text.slice(0, place) + (random(2) === 0 ? '' : (pieces[random(pieces.length)] ?? '')) + text.slice(place + random(3))
      }
    }
    writeFileSync(path, text)
    try {
      const { settings, warnings } = await readSettings({ user, project: path })
      const tighter = settings.redact && settings.rotateLines >= 1000 && settings.rotateLines <= 20_000 && settings.historyLimit === 100_000
      const quiet = warnings.every(line => line.length < 1000 && !/[\p{Cc}\u202e]/u.test(line)) && warnings.length <= 4
      if (!tighter || !quiet) wrong.push(`${JSON.stringify(text)} -> ${JSON.stringify({ settings, warnings })}`)
      if (settings.rotateLines < 20_000) tightened += 1
      if (warnings.length > 0) warned += 1
    } catch (error) {
      wrong.push(`${JSON.stringify(text)} threw ${String(error)}`)
    }
  }
  t.comment(`${mutated} files: ${warned} warned about, ${tightened} tightened, ${wrong.length} wrong`)
  t.same(wrong.slice(0, 5), [])
  t.ok(tightened > 100 && warned > 1000, 'both kinds were put to the test')
})
