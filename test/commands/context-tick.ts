import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { contextTick } from '../../src/commands/context-tick.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { contextFile, readContext } from '../../src/shell/context/context-file.js'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { bareSession } from '../helpers/bare-session.js'
import { needs } from '../helpers/needs.js'
import { transcriptLines } from '../helpers/transcript-lines.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('flock'))

t.test('a tick takes what is new, once, in one line of log, and one warning for all that it could not read', here, async t => {
  const log = transcriptLines()
  log.typed('one')
  const { id, directory, environment } = bareSession(t, log.text())
  t.match(await contextTick(environment, id), { id, lines: 1, rebuilt: true, bytes: readFileSync(contextFile(directory)).length })
  const known = log.lines.length
  log.typed('two')
  appendFileSync(join(directory, 'transcript.jsonl'), `${log.lines.slice(known).join('\n')}\nbroken\n\0\n`)
  t.match(await contextTick(environment, id), { lines: 3, rebuilt: false })
  t.match(await contextTick(environment, id), { lines: 0 })
  t.match(environment.lines, [
    /^<5>work: context of \d+ bytes from 1 line in \d+ ms$/,
    '<4>work: transcript.jsonl line 3: not a record; and 1 like it',
    /^<5>work: context of \d+ bytes from 3 new lines in \d+ ms$/,
    /^<5>work: nothing new for the context in \d+ ms$/,
  ])
  t.match(readContext(directory), { id: 'work', directory: '/home/me/app', prompts: [{ text: 'one' }, { text: 'two' }] })
})

t.test('busy is 75 and unknown is 64', here, async t => {
  const { id, directory, environment } = bareSession(t, '')
  await t.rejects(contextTick(environment, parseSessionId('none')), { exitCode: 64, message: 'there is no live session none' })
  const lock = lockDirectory(directory)
  await t.rejects(contextTick(environment, id, { waitSeconds: 0 }), { exitCode: 75, message: /another process is at work/ })
  lock?.release()
  await t.resolves(contextTick(environment, id))
})
