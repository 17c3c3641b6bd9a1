import { rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { begin } from '../../../src/commands/begin.js'
import { markerFile } from '../../../src/shell/parts/marker-file.js'
import { readSession, writeSession } from '../../../src/shell/session/session-file.js'
import { tokenTarget } from '../../../src/shell/tokens/token-target.js'
import { writeTranscriptMarker } from '../../../src/shell/transcript/transcript-marker-file.js'
import { commandStage } from '../../helpers/command-stage.js'
import { needs } from '../../helpers/needs.js'
import { commandProblem } from '../../helpers/user-manager.js'

t.test('the pane and the transcript of a session, and session.toml only when it has changed', needs(commandProblem('tmux') ?? commandProblem('flock')), async t => {
  const { pane, environment, id, live } = commandStage(t)
  await begin(environment, id, { pane: pane.id })
  const record = readSession(live)
  if (record === undefined) throw new Error('no session')
  writeSession(live, { ...record, transcript: '/t/a.jsonl' })
  const first = await tokenTarget(live, id, undefined)
  t.match(first, { address: { pane: pane.id, socket: record.pane.socket }, project: record.directory, transcript: '/t/a.jsonl', session: { transcript: '/t/a.jsonl' } })
  t.same(await tokenTarget(live, id, first.session), first)
  t.match(await tokenTarget(live, id, { ...first.session, transcript: '/remembered' }), { transcript: '/remembered' }, 'what is remembered of this very file is believed')
  writeSession(live, { ...record, transcript: '/t/b.jsonl' })
  t.match(await tokenTarget(live, id, first.session), { transcript: '/t/b.jsonl' }, 'a new one is read')
  writeTranscriptMarker(live, { id, source: '/t/c.jsonl', identity: '1:2', base: 0, offset: 0, copy: 1, bytes: 0, lines: 0, damaged: 0, damagedBytes: 0, head: 0, tail: 0, copyTail: 0 })
  t.match(await tokenTarget(live, id, first.session), { transcript: '/t/c.jsonl' }, 'the one that is copied is the one that is followed')
  rmSync(markerFile(live, id))
  t.match(await tokenTarget(live, id, undefined), { address: first.address, row: undefined })
  rmSync(join(live, 'session.toml'))
  await t.rejects(tokenTarget(live, id, undefined), { exitCode: 65, message: /no session.toml/ })
})
