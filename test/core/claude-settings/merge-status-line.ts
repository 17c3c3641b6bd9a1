import t from 'tap'
import { mergeStatusLine, removeStatusLine, theirCommand } from '../../../src/core/claude-settings/merge-status-line.js'

const command = '/home/u/.local/bin/claude-session statusline'
const ours = { type: 'command', command }

t.test('where there is none ours is added, and goes without a trace', async t => {
  const { settings, ...rest } = mergeStatusLine({ a: 1 }, command)
  t.strictSame([settings, rest], [{ a: 1, statusLine: ours }, { was: 'none' }])
  t.strictSame(removeStatusLine(settings, undefined), { a: 1 })
})

t.test("somebody else's command is replaced and comes back, with all that stands beside it, in its place", async t => {
  for (const theirs of ['~/line.sh', '', 'cd /x && /y/claude-session statusline']) {
    const before = { statusLine: { padding: 0, type: 'command', command: theirs, refreshInterval: 5 }, z: 1 }
    t.equal(theirCommand(before), theirs)
    const { settings, ...rest } = mergeStatusLine(before, command)
    t.equal(JSON.stringify(settings), JSON.stringify({ statusLine: { padding: 0, type: 'command', command, refreshInterval: 5 }, z: 1 }))
    t.strictSame(rest, { was: 'theirs', theirs })
    t.equal(JSON.stringify(removeStatusLine(settings, theirs)), JSON.stringify(before))
  }
})

t.test('ours is not saved as theirs, and that of another installation becomes this one\'s', async t => {
  for (const own of [command, "'/old place/claude-session' statusline"]) t.strictSame(mergeStatusLine({ statusLine: { type: 'command', command: own } }, command), { settings: { statusLine: ours }, was: 'ours' })
})

t.test('one of another shape is left alone, and so is one that is not ours when ours is taken out', async t => {
  for (const statusLine of [null, 5, 'x', [], {}, { type: 'static', text: 'x' }, { type: 'command' }, { type: 'command', command: ['x'] }, { command }]) {
    t.strictSame(mergeStatusLine({ statusLine }, command), { settings: { statusLine }, was: 'other' })
    t.equal(theirCommand({ statusLine }), undefined)
    t.strictSame(removeStatusLine({ statusLine }, 'x'), { statusLine })
  }
  t.strictSame(removeStatusLine({ statusLine: { type: 'command', command: 'mine' } }, 'x'), { statusLine: { type: 'command', command: 'mine' } })
})
