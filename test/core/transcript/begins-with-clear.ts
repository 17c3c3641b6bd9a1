import t from 'tap'
import { beginsWithClear } from '../../../src/core/transcript/begins-with-clear.js'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'

const begins = (...records: object[]): boolean => beginsWithClear(records.flatMap(record => parseRecord(JSON.stringify(record)) ?? []))
const user = (content: unknown, more: object = {}): object => ({ type: 'user', message: { role: 'user', content }, ...more })
const snapshot = { type: 'file-history-snapshot', messageId: 'm', snapshot: {} }
const caveat = user('<local-command-caveat>Caveat: …</local-command-caveat>', { isMeta: true })
const command = (name: string): object => user(`<command-name>/${name}</command-name>\n            <command-message>${name}</command-message>\n            <command-args></command-args>`)
const output = user('<local-command-stdout></local-command-stdout>')
const hook = { type: 'attachment', attachment: { type: 'hook_success', hookEvent: 'SessionStart' } }

t.test('the file that /clear begins: a snapshot, a caveat, then the command', async t => {
  t.ok(begins(snapshot, caveat, command('clear'), output))
  t.ok(begins({ type: 'mode' }, hook, command('clear'), output, user('hello')))
  t.ok(begins(user('<command-message>clear</command-message>\n<command-name>/clear</command-name>')), 'either order')
  t.ok(begins(user([{ type: 'text', text: '<command-name>/clear</command-name>' }])), 'content as an array')
})

t.test('a fresh start is none, nor is the file that /clear ended', async t => {
  t.notOk(begins(snapshot, user('what is 2 + 2?'), { type: 'assistant', message: { role: 'assistant', content: [{ type: 'text', text: '4' }] } }))
  t.notOk(begins(snapshot, caveat, command('exit'), output))
  t.notOk(begins())
  t.notOk(begins(snapshot, caveat))
})

t.test('the words alone do not make it one', async t => {
  t.notOk(begins(user('what does <command-name>/clear</command-name> mean?'), command('clear')), 'somebody asks about it')
  t.notOk(begins(command('clearance')))
  t.notOk(begins(user(`<command-name>/review</command-name><command-args>${'x'.repeat(600)}<command-name>/clear</command-name></command-args>`)))
  t.notOk(begins({ type: 'assistant', message: { role: 'assistant', content: '<command-name>/clear</command-name>' } }, command('clear')))
  t.notOk(begins(user('<command-name>/clear</command-name>', { isSidechain: true })))
})
