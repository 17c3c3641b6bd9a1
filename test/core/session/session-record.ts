import t from 'tap'
import { decodeSession, encodeSession, type SessionRecord } from '../../../src/core/session/session-record.js'

const record: SessionRecord = {
  id: 'work', number: 3, project: 'app', directory: '/home/me/a "quoted" \\ dir 漢\u0007\u001b[31m\u001b', pane: { socket: '/tmp/tmux-0/default', serverPid: 123, serverStart: 1_763_850_000, id: '%7', version: '3.3a' },
  started: '2026-11-23T06:00:00.000Z', ended: '', status: 'live', endReason: '', previous: 'before', next: '', transcript: '', provisional: true, renamedTo: '',
}

t.test('a record comes back as it was, whatever stands in its texts', async t => {
  t.same(decodeSession(encodeSession(record), 'f'), record)
  const ended: SessionRecord = { ...record, status: 'ended', ended: 'now', endReason: 'stopped', provisional: false, renamedTo: 'other', next: 'n', transcript: '/t.jsonl' }
  t.same(decodeSession(encodeSession(ended), 'f'), ended)
  const placed: SessionRecord = { ...record, pane: { ...record.pane, boot: 'b/1', machine: 'm/host' } }
  t.same(decodeSession(encodeSession(placed), 'f'), placed)
})

t.test('a later version may add keys and leave out optional ones', async t => {
  const text = encodeSession(record).split('\n').filter(line => !/^(previous|next|transcript|ended|end_reason|provisional|renamed_to|number|\s*tmux_version) =/.test(line)).join('\n')
  t.same(decodeSession(`new_key = 1\n${text}`, 'f'), { ...record, number: 1, previous: '', provisional: false, pane: { ...record.pane, version: '' } })
})

t.test('what is no record is damaged data (65), named by its file', async t => {
  const bad = ['', 'id = ', '{}', 'id = 5', 'id = "x"', '[pane]\nid = "%0"', encodeSession(record).replace(/^id = .*$/m, ''), encodeSession(record).replace(/^\[pane\]$/m, '[other]'), 'id = "x"\npane = 3\n', '\0']
  for (const text of bad) t.throws(() => decodeSession(text, 'the-file'), { exitCode: 65, message: /^the-file / }, JSON.stringify(text.slice(0, 30)))
})

t.test('an inherited name is no key', async t => {
  t.throws(() => decodeSession('toString = "x"', 'f'), { exitCode: 65, message: /^f / })
})

t.test('a worktree is optional, and comes back as it was; a record of before there were any has none', async t => {
  const worktree = { path: '/s/worktrees/work', branch: 'claude-session/work', directory: '/s/worktrees/work/a "b"', repository: '/home/me/app/.git', checkout: '' }
  t.same(decodeSession(encodeSession({ ...record, worktree }), 'f'), { ...record, worktree })
  t.notOk('worktree' in decodeSession(encodeSession(record), 'f'))
  t.throws(() => decodeSession(encodeSession({ ...record, worktree }).replace(/^branch = .*$/m, ''), 'f'), { exitCode: 65, message: 'f has no text for branch' })
})
