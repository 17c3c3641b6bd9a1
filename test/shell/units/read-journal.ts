import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { readJournal, type JournalAnswer } from '../../../src/shell/units/read-journal.js'
import { scratch, standIn } from '../../helpers/fresh-home.js'

// The real journal is asked in test/system/logs.ts; here stands what it could answer.
const asked = async (t: Test, body: string | undefined): Promise<{ texts: string[]; answer: JournalAnswer }> => {
  const bin = scratch(t, 'bin')
  if (body !== undefined) standIn(bin, 'journalctl', body)
  const answer = { problem: '' }
  const texts: string[] = []
  for await (const { text } of readJournal('work', { uid: 7, env: { PATH: body === undefined ? bin : `${bin}:/usr/bin:/bin` } }, answer)) texts.push(text)
  return { texts, answer }
}
const line = (fields: object): string => `echo '${JSON.stringify({ __REALTIME_TIMESTAMP: '1700000000000000', ...fields })}'`

t.test('lines of the units of this session, and those without a unit that name it', async t => {
  const { texts, answer } = await asked(t, [
    line({ MESSAGE: 'a tick', _SYSTEMD_USER_UNIT: 'claude-session-capture@work.service' }),
    line({ MESSAGE: 'Started it', USER_UNIT: 'claude-session@work.service' }),
    line({ MESSAGE: 'work: in its last millisecond' }),
    line({ MESSAGE: 'work: goes on as work2', _SYSTEMD_USER_UNIT: 'claude-session-rollover@older.service' }),
    line({ MESSAGE: 'work-2: not ours' }),
    line({ MESSAGE: 'not ours', _SYSTEMD_USER_UNIT: 'claude-session-capture@work-2.service' }),
    'echo broken; exit 1',
  ].join('\n'))
  t.same(texts, ['a tick', 'Started it', 'work: in its last millisecond', 'work: goes on as work2'])
  t.same(answer, { problem: '' }, 'journalctl exits with 1 when it finds nothing')
})

t.test('only what our user said is asked for, in every group', async t => {
  const { texts } = await asked(t, `for word; do case $word in _UID=7) uid=1 ;; +) [ "$uid" ] || exit 9; uid= ;; esac; done; [ "$uid" ] && ${line({ MESSAGE: 'work: every group has it' })}`)
  t.same(texts, ['work: every group has it'])
})

t.test('no journalctl, and one that fails, are told of in words', async t => {
  t.match((await asked(t, undefined)).answer, { problem: 'there is no journalctl on this machine' })
  t.match((await asked(t, 'echo "No such boot" >&2; exit 3')).answer, { problem: 'journalctl failed: No such boot' })
})

t.test('one that follows is ended when nobody wants more', async t => {
  const bin = scratch(t, 'bin')
  standIn(bin, 'journalctl', `${line({ MESSAGE: 'work: one' })}; trap 'touch "${join(bin, 'ended')}"; exit' TERM; while :; do sleep 0.05; done`)
  const stop = new AbortController()
  const texts: string[] = []
  const answer = { problem: '' }
  for await (const { text } of readJournal('work', { uid: 7, env: { PATH: `${bin}:/usr/bin:/bin` }, follow: { after: 1, stop: stop.signal } }, answer)) {
    texts.push(text)
    stop.abort()
  }
  t.same(texts, ['work: one'])
  t.same(answer, { problem: '' })
  t.ok(existsSync(join(bin, 'ended')))
})
