import { appendFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { showCaptured, type ShownText } from '../../src/commands/show-captured.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { writePending } from '../../src/shell/parts/pending-file.js'
import type { BareSession } from '../helpers/bare-session.js'
import { capturedSession, moveToHistory } from '../helpers/captured-session.js'
import { scratch } from '../helpers/fresh-home.js'

const parts = [['one', 'two'], ['three', 'four'], ['five']]
const shown = ({ environment, id }: BareSession, options?: ShownText): string => [...showCaptured(environment, id, options)].map(String).join('')

t.test('all parts one behind the other, or their last lines, of a live session and of an ended one', async t => {
  for (const status of ['live', 'ended'] as const) {
    const session = capturedSession(t, parts, { status, ended: '2026-01-02T00:00:00.000Z' })
    t.equal(shown(session), 'one\ntwo\nthree\nfour\nfive\n')
    for (const [tail, text] of [[0, ''], [1, 'five\n'], [2, 'four\nfive\n'], [3, 'three\nfour\nfive\n'], [4, 'two\nthree\nfour\nfive\n'], [99, 'one\ntwo\nthree\nfour\nfive\n']] as const) t.equal(shown(session, { tail }), text, `${status} ${tail}`)
  }
})

t.test('a line that is being written is left out; pending text comes behind the rest, without what a tick has written since', async t => {
  const session = capturedSession(t, parts)
  appendFileSync(join(session.directory, 'session_00001_PART3.md'), 'torn')
  t.equal(shown(session, { tail: 1 }), 'five\n')
  t.equal(shown(session, { tail: 1, pending: true }), 'five\n', 'there is none')
  writePending(session.directory, session.id, { total: 5, lines: ['prompt', ''] })
  t.equal(shown(session, { tail: 1 }), 'five\n')
  t.equal(shown(session, { tail: 1, pending: true }), 'five\nprompt\n\n')
  writePending(session.directory, session.id, { total: 3, lines: ['four', 'five', 'prompt'] })
  t.equal(shown(session, { tail: 1, pending: true }), 'five\nprompt\n')
})

t.test('a session that ends while it is shown is shown to its end', async t => {
  const session = capturedSession(t, parts)
  const pieces = showCaptured(session.environment, session.id)
  t.equal(String(pieces.next().value), 'one\ntwo\n')
  moveToHistory(session)
  t.equal([...pieces].map(String).join(''), 'three\nfour\nfive\n')
})

t.test('no session is 64, and neither is a link to a directory; a part that is a link is not followed', async t => {
  const session = capturedSession(t, parts)
  const { environment, directory } = session
  t.throws(() => [...showCaptured(environment, parseSessionId('none'))], { exitCode: 64, message: 'there is no session none' })
  symlinkSync(directory, join(environment.paths.sessions, 'link'))
  t.throws(() => [...showCaptured(environment, parseSessionId('link'))], { exitCode: 64, message: 'there is no session link' })
  const secret = scratch(t)
  appendFileSync(join(secret, 'file'), 'secret\n')
  rmSync(join(directory, 'session_00001_PART2.md'))
  symlinkSync(join(secret, 'file'), join(directory, 'session_00001_PART2.md'))
  t.throws(() => shown(session), { exitCode: 74, message: /ELOOP/ })
})
