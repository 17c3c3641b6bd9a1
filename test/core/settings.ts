import t from 'tap'
import { defaultSettings, mergeSettings } from '../../src/core/settings.js'

t.test('without files the defaults hold, without a word', async t => {
  t.same(mergeSettings(undefined, undefined), { settings: { rotateLines: 60_000, redact: true, historyLimit: 100_000, compactionDrop: 0.5, alerts: [18, 16, 14, 12], worktree: 'never' }, warnings: [] })
  t.same(mergeSettings({}, {}), { settings: defaultSettings, warnings: [] })
})

t.test('the user may set everything in its range', async t => {
  t.same(mergeSettings({ rotate_lines: 10, redact: false, history_limit: 1000, compaction_drop: 0, alerts: [5, 30], worktree: 'ask' }, undefined), { settings: { rotateLines: 10, redact: false, historyLimit: 1000, compactionDrop: 0, alerts: [30, 5], worktree: 'ask' }, warnings: [] })
  t.same(mergeSettings({ rotate_lines: 1_000_000, history_limit: 10_000_000 }, undefined).warnings, [])
})

t.test('wrong alerts are called by what they are', async t => {
  for (const [value, called] of [[[200], 'another array'], [7, '7'], ['x', 'a string']] as const) t.match(mergeSettings({ alerts: value }, undefined).warnings, [new RegExp(`^[^:]+: alerts must be [^]*, not ${called}$`)])
})

t.test('a wrong value is the default, with a warning that names file and key', async t => {
  for (const value of [9, 1_000_001, 0, -1, 1.5, NaN, Infinity, -Infinity, 9007199254740993n, '60000', true, [], {}, new Date(0), null]) {
    const { settings, warnings } = mergeSettings({ rotate_lines: value }, undefined)
    t.same(settings, defaultSettings)
    t.equal(warnings.length, 1)
    t.match(warnings[0], /^config\.toml: rotate_lines must be a whole number from 10 to 1000000, not /)
  }
  for (const value of [0, 1, 'false', NaN, [], {}, null, 0n]) {
    const { settings, warnings } = mergeSettings({ redact: value }, undefined)
    t.equal(settings.redact, true)
    t.match(warnings, [/^config\.toml: redact must be true or false, not /])
  }
})

t.test('what counts as a drop is a share below the whole', async t => {
  t.equal(mergeSettings({ compaction_drop: 0.8 }, undefined).settings.compactionDrop, 0.8)
  for (const value of [1, -0.1, NaN, '0.5', true, 1n]) t.match(mergeSettings({ compaction_drop: value }, undefined), { settings: defaultSettings, warnings: [/compaction_drop must be a number from 0 to below 1/] })
  t.match(mergeSettings(undefined, { compaction_drop: 0 }), { settings: defaultSettings, warnings: [/compaction_drop is ignored/] })
})

t.test('alerts are at most four different shares, put in order', async t => {
  for (const [given, taken] of [[[], []], [[99], [99]], [[1, 3, 2], [3, 2, 1]], [[12, 14, 16, 18], [18, 16, 14, 12]]]) t.same(mergeSettings({ alerts: given }, undefined), { settings: { ...defaultSettings, alerts: taken }, warnings: [] })
  for (const value of [[0], [100], [1.5], ['18'], [18, 18], [1, 2, 3, 4, 5], 18, '18', true, {}, [[18]], [NaN]]) t.match(mergeSettings({ alerts: value }, undefined), { settings: defaultSettings, warnings: [/^config\.toml: alerts must be at most four different whole numbers/] })
  t.match(mergeSettings({ alerts: [20] }, { alerts: [] }), { settings: { alerts: [20] }, warnings: [/alerts is ignored: only your own/] })
})

t.test('a project may only tighten', async t => {
  t.same(mergeSettings({ redact: false }, { redact: true, rotate_lines: 1000 }), { settings: { rotateLines: 1000, redact: true, historyLimit: 100_000, compactionDrop: 0.5, alerts: [18, 16, 14, 12], worktree: 'never' }, warnings: [] })
  const weaker = mergeSettings({ rotate_lines: 20_000 }, { redact: false, rotate_lines: 20_001, history_limit: 5000 })
  t.same(weaker.settings, { ...defaultSettings, rotateLines: 20_000 })
  t.match(weaker.warnings, [/^\.claude-session\.toml: redact is ignored/, /rotate_lines is ignored: .*only lower it/, /history_limit is ignored/])
  t.same(mergeSettings({ redact: false }, { redact: 'true' }).settings.redact, false)
  t.match(mergeSettings(undefined, { rotate_lines: 999 }), { settings: defaultSettings, warnings: [/may not go below 1000/] })
  t.same(mergeSettings({ rotate_lines: 50 }, { rotate_lines: 1000 }).settings.rotateLines, 50)
})

t.test('unknown keys are named in one short line, whatever they are', async t => {
  const keys = ['state_dir', '__proto__', 'constructor', 'toString', 'a\nb\u202e\x1b[1m', 'x'.repeat(10_000), ...Array.from({ length: 1000 }, (_, n) => `k${n}`)]
  const parsed: Record<string, unknown> = {}
  for (const key of keys) Object.defineProperty(parsed, key, { value: { rotate_lines: 10 }, enumerable: true })
  const { settings, warnings } = mergeSettings(undefined, parsed)
  t.same(settings, defaultSettings)
  t.equal(warnings.length, 1)
  t.match(warnings[0], /unknown keys "state_dir", "__proto__", "constructor"/)
  t.match(warnings[0], /and 1001 more$/)
  t.ok((warnings[0] ?? '').length < 400)
  t.notMatch(warnings[0], /[\p{Cc}\u202e]/u)
  t.notOk('rotate_lines' in {}, 'no prototype was touched')
})

t.test('what is inherited is not configured', async t => {
  t.same(mergeSettings(Object.create({ redact: false, rotate_lines: 10 }), undefined), { settings: defaultSettings, warnings: [] })
})

t.test('a file that is no table is named and ignored', async t => {
  for (const parsed of [null, 1, 'text', true, [], 3n]) {
    t.match(mergeSettings(parsed, parsed), { settings: defaultSettings, warnings: [/^config\.toml: not a table/, /^\.claude-session\.toml: not a table/] })
  }
})

t.test('a worktree is the user\'s to want, in three words', async t => {
  for (const value of ['never', 'ask', 'concurrent']) t.match(mergeSettings({ worktree: value }, undefined), { settings: { worktree: value }, warnings: [] })
  for (const value of ['Concurrent', 'always', '', true, 1, ['ask'], {}, new Date(0)]) t.match(mergeSettings({ worktree: value }, undefined), { settings: defaultSettings, warnings: [/^config\.toml: worktree must be "never", "ask" or "concurrent", not (?!Conc)/] })
  for (const value of ['never', 'ask', 'concurrent']) t.match(mergeSettings({ worktree: 'ask' }, { worktree: value }), { settings: { worktree: 'ask' }, warnings: [/worktree is ignored: only your own/] })
})
