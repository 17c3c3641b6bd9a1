import t from 'tap'
import { formatHooks, mergeHooks, removeHooks } from '../../../src/core/claude-settings/merge-hooks.js'
import { seeded } from '../../helpers/seeded.js'

type Json = Record<string, any>

const command = "'/home/a b/.local/bin/claude-session' hook"
const line = "'/home/a b/.local/bin/claude-session' statusline"
const timeouts = { SessionStart: 20, PreCompact: 30, PostCompact: 10, SessionEnd: 10, Stop: 10, UserPromptSubmit: 10 }
const own = (timeout: number, path = command): Json => ({ type: 'command', command: path, timeout })
const group = (timeout: number, path?: string): Json => ({ hooks: [own(timeout, path)] })
const other = (name: string): Json => ({ type: 'command', command: `/other/${name} hook` })
const all = Object.fromEntries(Object.entries(timeouts).map(([event, timeout]) => [event, [group(timeout)]]))
const text = (value: unknown, indent: string | number = 2): string => `${JSON.stringify(value, undefined, indent)}\n`
const merged = (value: unknown, path = command): Json => JSON.parse(mergeHooks(text(value), path).text)
/** Settings without hooks of ours, with one of ours at the end of each event. */
const withOwn = (before: Json): Json => ({
  ...before,
  hooks: { ...before.hooks, ...Object.fromEntries(Object.entries(all).map(([event, groups]) => [event, [...(before.hooks?.[event] ?? []), ...groups]])) },
})

/** Settings as people have them: valid, odd, and wrong in ways that are not ours to mend. */
const shapes: readonly Json[] = [
  {}, { hooks: {} }, { model: 'opus' }, { hooks: {}, model: 'opus' }, { permissions: { allow: ['Bash(ls:*)', 'Read'], deny: [] }, env: { A: '1' } },
  { hooks: { Stop: [] } }, { hooks: { Stop: [], SessionStart: [] }, z: 1, a: 2 }, { hooks: { PreToolUse: [] } }, { hooks: { PreToolUse: {} } },
  { hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [other('a'), other('b')] }] } }, { hooks: { Stop: [{ hooks: [other('a')] }] } },
  { hooks: { Stop: [{ matcher: '', hooks: [other('a')] }, { matcher: '*', hooks: [] }] } }, { hooks: { SessionStart: [{ matcher: 'startup', hooks: [other('a')] }] } },
  { hooks: { Stop: [{ hooks: [] }] } }, { hooks: { Stop: [{}] } }, { hooks: { Stop: [null, 1, 'two', [], { hooks: 'no' }, { hooks: { no: 1 } }] } },
  { hooks: { Stop: [{ hooks: [null, 1, {}, { type: 'command' }, { type: 'prompt', prompt: 'x' }] }] } }, { hooks: { Unknown: 5, stop: [], '': null, hooks: [] } },
  { hooks: { UserPromptSubmit: [{ hooks: [{ type: 'http', url: 'http://x' }] }], Notification: [{ hooks: [other('n')] }] } }, { $schema: 'https://json.schemastore.org/x.json', hooks: {} },
  { hooks: { SessionEnd: [{ hooks: [other('a')], comment: 'mine', matcher: null }] } }, { disableAllHooks: true }, { hooks: { PreCompact: [{ hooks: [{ type: 'command', command: 'cd /x && /y/claude-session hook' }] }] } },
  { statusLine: { type: 'command', command: '/y/line.sh' } }, JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2, "hooks": {"__proto__": [], "toString": 3}}'),
  { 'ünï': '\u2028 \ud83d\ude00', empty: '', nul: '\0', deep: [[[[{}]]]] }, { hooks: { Stop: [{ hooks: [other('a')] }, { hooks: [other('a')] }] } }, { 7: 'x', b: 1 },
  { hooks: { SessionStart: [{ matcher: 'compact', hooks: [{ ...other('a'), timeout: 'five', async: 1 }] }] } }, { big: Array.from({ length: 500 }, (_, index) => ({ index })) },
]

t.test('in settings of any shape each event gets one handler of ours, and all else keeps its value and its order', async t => {
  t.ok(shapes.length >= 30, `${shapes.length} shapes`)
  for (const [index, before] of shapes.entries()) {
    const { text: after, skipped, wired, reformatted } = mergeHooks(text(before), command)
    t.same([skipped, wired, reformatted], [[], false, false])
    // The text too, since order is part of it: what was there comes first.
    t.equal(after, text(withOwn(before)), `shape ${index}`)
    t.equal(mergeHooks(after, command).text, after, 'twice is once')
    t.equal(removeHooks(after, text(before)).text, text(before), 'and back')
  }
})

t.test('where nothing is, or nothing in it, the hooks are all there is', async t => {
  for (const nothing of [undefined, '', '\n']) {
    const { text: after } = mergeHooks(nothing, command)
    t.equal(after, text({ hooks: all }))
    t.same(removeHooks(after, nothing), { text: nothing, lossy: false })
  }
})

t.test('the layout of the text is kept', async t => {
  for (const [indent, tail] of [[0, ''], [4, '\n'], ['\t', ''], [2, '\n\n'], [1, '\r\n']] as const) {
    const before = JSON.stringify({ model: 'x', hooks: { Stop: [{ hooks: [other('a')] }] } }, undefined, indent) + tail
    const { text: after, reformatted } = mergeHooks(before, command)
    t.equal(after.trimEnd().replaceAll('\r\n', '\n'), JSON.stringify(JSON.parse(after), undefined, indent))
    t.ok(after.endsWith(`}${tail}`))
    t.notOk(reformatted)
    t.equal(removeHooks(after, before).text, before)
  }
})

t.test('a text in a layout of its own is laid out anew, which is said, and comes back byte for byte', async t => {
  for (const before of ['{ "a": [1, 2],\n    "hooks": {"Stop": []} }', '{"a":1,"a":2}', '{"n": 1.0, "big": 12345678901234567890}\n\n', '{\n\t"a": 1,\n    "b": 2\n}', '{"u":"\\u00e9\\/"}']) {
    const { text: after, reformatted } = mergeHooks(before, command)
    t.ok(reformatted, before)
    t.match(JSON.parse(after).hooks.Stop, [group(10)])
    t.same(removeHooks(after, before), { text: before, lossy: false })
  }
})

t.test('what is no object, or has hooks that are none, is refused', async t => {
  for (const before of ['[]', '"x"', 'null', '1', '{"hooks": []}', '{"hooks": null}', '{"hooks": "no"}', '{"a": 1,}', '// mine\n{}', '{']) {
    t.throws(() => mergeHooks(before, command), { exitCode: 65, message: /^(not |its "hooks" is not an object$)/ }, before)
    t.throws(() => removeHooks(before, undefined), { exitCode: 65, message: /^(not |its "hooks" is not an object$)/ }, before)
  }
})

t.test('an event whose value is no list stays, is named, and the others are wired', async t => {
  for (const wrong of [null, {}, 'x', 1, false]) {
    const before = { hooks: { Stop: wrong } }
    const { text: after, skipped } = mergeHooks(text(before), command)
    t.same(skipped, ['Stop'])
    t.strictSame(JSON.parse(after), { hooks: { Stop: wrong, ...Object.fromEntries(Object.entries(all).filter(([event]) => event !== 'Stop')) } })
    t.equal(removeHooks(after, text(before)).text, text(before))
  }
})

t.test('the hooks of another installation of ours are replaced in their place, not doubled', async t => {
  for (const old of ['/old/claude-session hook', "'/o l d/claude-session' hook", '"$HOME/bin/claude-session" hook']) {
    const before = { hooks: { Stop: [{ hooks: [other('a'), own(99, old), other('b')] }, { hooks: [other('c')] }], SessionStart: [group(5, old), { hooks: [other('d')] }] }, z: 1 }
    const { text: after, wired } = mergeHooks(text(before), command)
    t.ok(wired)
    const hooks = { Stop: [{ hooks: [other('a'), own(10), other('b')] }, { hooks: [other('c')] }], SessionStart: [group(20), { hooks: [other('d')] }] }
    t.equal(after, text({ hooks: { ...hooks, ...Object.fromEntries(Object.entries(all).filter(([event]) => !Object.hasOwn(hooks, event))) }, z: 1 }))
  }
})

t.test('hooks of ours that are there more than once, for some matchers only or for other events, become one an event', async t => {
  const after = merged({ hooks: { Stop: [group(10), group(10, '/old/claude-session hook'), { hooks: [own(1), other('a'), own(2)] }], SessionStart: [{ matcher: 'startup', hooks: [own(20), other('b')] }], PreToolUse: [group(3)], Setup: [group(3), { hooks: [other('c')] }] } })
  t.strictSame(after, { hooks: { ...all, Stop: [group(10), { hooks: [other('a')] }], SessionStart: [{ matcher: 'startup', hooks: [other('b')] }, group(20)], Setup: [{ hooks: [other('c')] }] } })
})

t.test('also an earlier version\'s hooks leave no trace', async t => {
  const before = '{ "hooks": { "Stop": [] }, "a": [1, 2] }'
  const earlier = JSON.stringify({ hooks: { Stop: [group(3, '/old/claude-session hook')], PreToolUse: [group(3)] }, a: [1, 2] })
  t.equal(removeHooks(earlier, before).text, before)
  t.equal(removeHooks(mergeHooks(earlier, command).text, before).text, before)
})

t.test('what came in beside our hooks stays, and lists that were empty before are empty again', async t => {
  const before = { hooks: { Stop: [], PreCompact: [{ hooks: [other('a')] }] } }
  const now = merged(before)
  now.hooks.SessionEnd[0].hooks.push(other('new'))
  now.theme = 'dark'
  t.strictSame(JSON.parse(removeHooks(text(now), text(before)).text ?? ''), { hooks: { Stop: [], PreCompact: [{ hooks: [other('a')] }], SessionEnd: [{ hooks: [other('new')] }] }, theme: 'dark' })
  t.strictSame(JSON.parse(removeHooks(text(now), undefined).text ?? ''), { hooks: { PreCompact: [{ hooks: [other('a')] }], SessionEnd: [{ hooks: [other('new')] }] }, theme: 'dark' }, 'without a copy of before')
  t.strictSame(removeHooks(text({ ...merged({}), theme: 'dark' }), undefined).text, text({ theme: 'dark' }))
})

t.test('another layout, taken on since, is kept; one that a value cannot hold is called lossy', async t => {
  const before = text({ model: 'x' })
  const now = mergeHooks(before, command).text
  t.equal(removeHooks(text(JSON.parse(now), 4), before).text, text({ model: 'x' }, 4))
  t.same(removeHooks(now.replace('{', '{ "a": [1, 2],'), before), { text: text({ a: [1, 2], model: 'x' }), lossy: false })
  t.same(removeHooks(now.replace('{', '{ "a": 1, "a": 2,'), before), { text: text({ a: 2, model: 'x' }), lossy: true })
})

t.test('a text without our hooks is not touched by a removal, whatever the copy of before says', async t => {
  for (const now of [...shapes.map(shape => text(shape)), '{ "a":1 }', '']) for (const before of [undefined, '{}', now]) t.same(removeHooks(now, before), { text: now, lossy: false })
})

t.test('a copy that has our hooks in it, or that somebody broke, does not bring them back', async t => {
  const now = mergeHooks(text({ a: 1 }), command).text
  for (const before of [now, text(merged({}, '/old/claude-session hook')), '{', '[]']) t.equal(removeHooks(now, before).text, text({ a: 1 }), before)
})

t.test('what is added by hand from the printed lines is what would have been added', async t => {
  const byHand = JSON.parse(`{${formatHooks(command, line).join('\n')}}`)
  t.strictSame(byHand, { hooks: all, statusLine: { type: 'command', command: line } })
  t.equal(mergeHooks(text(byHand), command, line).text, text(byHand))
})

t.test('the status line goes in with the hooks, and theirs comes back from what was saved, or from the text of before', async t => {
  for (const before of shapes) {
    const { text: after, theirs, was } = mergeHooks(text(before), command, line)
    const status = before.statusLine ?? { type: 'command', command: line }
    t.same([was, theirs], before.statusLine === undefined ? ['none', undefined] : ['theirs', before.statusLine.command])
    t.equal(after, text({ ...withOwn(before), statusLine: { ...status, command: line } }))
    t.same(mergeHooks(after, command, line), { text: after, wired: true, reformatted: false, skipped: [], was: 'ours' })
    for (const saved of [theirs, undefined]) t.equal(removeHooks(after, text(before), saved).text, text(before))
  }
  const edited = text({ ...withOwn({}), statusLine: { type: 'command', command: line, padding: 1 }, a: 1 })
  t.equal(removeHooks(edited, undefined, 'mine').text, text({ statusLine: { type: 'command', command: 'mine', padding: 1 }, a: 1 }), 'without a text of before')
  t.equal(removeHooks(edited, undefined).text, text({ a: 1 }), 'without either')
  t.equal(removeHooks(text({ statusLine: { type: 'command', command: line }, hooks: {} }), undefined).text, text({ hooks: {} }), 'without hooks of ours')
})

t.test('500 random settings: back byte for byte; and with a foreign edit in between, as if only that had been made', async t => {
  const { seed, below, pick } = seeded(20_261_123)
  t.comment(`SEED=${seed}`)
  const events = [...Object.keys(timeouts), 'PreToolUse', 'Notification', 'Unknown']
  const junk = (): unknown => pick<unknown>([null, 0, -1.5, 'text', '', true, [], {}, [1, [2]], { a: { b: [] } }, 'ü\u2028"\\', 1e21])
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: below(most + 1) }, make)
  const foreign = (): unknown => (below(8) === 0 ? junk() : { ...other(`h${below(50)}`), ...(below(3) === 0 ? { timeout: below(60) } : {}) })
  const anyGroup = (): unknown => (below(10) === 0 ? junk() : { ...(below(2) === 0 ? { matcher: pick(['', '*', 'startup', 'Bash|Read']) } : {}), hooks: below(12) === 0 ? junk() : some(3, foreign) })
  const settings = (): Json => {
    const keys = some(5, () => [pick(['model', 'env', 'permissions', 'x', '7', 'ü']), junk()] as const)
    if (below(3) > 0) keys.splice(below(keys.length + 1), 0, ['statusLine', below(4) === 0 ? junk() : { ...(below(2) === 0 ? { padding: 0 } : {}), type: 'command', command: pick(['~/line.sh', '', 'a | b', '/x/claude-session statusline --mine']) }])
    const hooks = Object.fromEntries(some(5, () => [pick(events), below(15) === 0 ? junk() : some(3, anyGroup)]))
    const at = below(keys.length + 1)
    return Object.fromEntries(below(4) === 0 ? keys : [...keys.slice(0, at), ['hooks', hooks], ...keys.slice(at)])
  }
  const spoil = (body: string): string => body.replace(/\n/g, () => pick(['\n', '\n ', '\n\n'])).replace(/^\{/, () => pick(['{', '{ ', body.startsWith('{}') ? '{' : '{"twice":1,"twice":2,']))
  /** One that means the same with and without our hooks in it. */
  const edit = (value: Json, kind: number, name: string, added: unknown): void => {
    const groups = value.hooks?.[name]
    if (kind === 0) value.added = added
    else if (kind === 1) delete value.model
    else if (kind === 2) value.env = added
    else if (kind === 3) value.hooks = { ...value.hooks, Another: [{ hooks: [added] }] }
    else if (kind === 4 && Array.isArray(groups)) groups.unshift({ matcher: 'x', hooks: [added] })
    else if (kind === 5 && Array.isArray(groups)) groups.push({ hooks: [added] })
    else if (kind === 6 && Array.isArray(groups) && groups.length > 0 && Array.isArray(groups[0]?.hooks) && groups[0].hooks.length > 0) groups[0].hooks.push(added)
    else if (kind === 7 && Array.isArray(groups) && groups.length > 0) groups.splice(0, 1)
    else if (kind === 8) delete value.hooks
    else if (kind === 9 && value.hooks !== undefined) delete value.hooks[name]
  }
  let counted = 0
  const statusLines: Record<string, number> = {}
  for (let round = 0; round < 500; round += 1) {
    const value = settings()
    const plain = JSON.stringify(value, undefined, pick([0, 2, 4, '\t'])).replaceAll('\n', pick(['\n', '\r\n'])) + pick(['', '\n', '\r\n', '\n\n'])
    const before = below(3) === 0 ? spoil(plain) : plain
    const status = below(4) === 0 ? undefined : line
    const { text: after, theirs, was } = mergeHooks(before, command, status)
    const saved = below(2) === 0 ? theirs : undefined
    const isOurs = JSON.parse(after).statusLine?.command === line
    if (isOurs !== (status !== undefined && was !== 'other')) t.fail(`the status line of ${before} is ${String(isOurs)}`)
    statusLines[was ?? 'not asked for'] = (statusLines[was ?? 'not asked for'] ?? 0) + 1
    if (after === before) t.fail(`nothing added: ${before}`)
    if (mergeHooks(after, command, status).text !== after) t.fail(`not idempotent: ${before}`)
    if (removeHooks(after, before, saved).text !== before) t.fail(`not exact: ${before}`)

    const [kind, added] = [below(10), other(`edit${round}`)]
    // An event that was there with at least one group, so that the edit finds the same place in both.
    const name = pick(Object.keys(JSON.parse(before).hooks ?? {}).filter(event => Array.isArray(JSON.parse(before).hooks[event]) && JSON.parse(before).hooks[event].length > 0).concat('None'))
    const [edited, wanted] = [JSON.parse(after), JSON.parse(before)]
    edit(edited, kind, name, added)
    edit(wanted, kind, name, added)
    const got = JSON.parse(removeHooks(JSON.stringify(edited), before, saved).text ?? '{}')
    if (JSON.stringify(got) !== JSON.stringify(wanted)) t.fail(`edit ${kind} of ${name} in ${before}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`)
    else counted += 1
  }
  t.equal(counted, 500)
  t.strictSame(Object.keys(statusLines).sort(), ['none', 'not asked for', 'other', 'theirs'])
})
