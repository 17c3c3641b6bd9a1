import { readFileSync, statSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { toHandoff } from '../../../src/core/handoff/handoff.js'
import { handoffFiles, readHandoff, writeHandoff } from '../../../src/shell/context/handoff-files.js'
import { contextOf } from '../../helpers/extract-text.js'
import { scratch } from '../../helpers/fresh-home.js'
import { transcriptLines } from '../../helpers/transcript-lines.js'

const uid = process.getuid?.() ?? 0
const log = transcriptLines()
log.typed('Add a parser')
const handoff = toHandoff(contextOf(log.text()), { context: '/c', transcript: '', scrollback: '' })

t.test('both files say the same and are for nobody else', async t => {
  const projects = scratch(t)
  const { json, text } = handoffFiles(projects, 'app')
  t.equal(writeHandoff(projects, 'app', handoff, uid), readFileSync(text, 'utf8'))
  t.match(readFileSync(text, 'utf8'), /> Add a parser/)
  t.same(readHandoff(projects, 'app'), handoff)
  for (const file of [json, text]) t.equal(statSync(file).mode & 0o777, 0o600)
})

t.test('none, a damaged one and one of a later schema are none', async t => {
  const projects = scratch(t)
  t.equal(readHandoff(projects, 'app'), undefined)
  writeHandoff(projects, 'app', handoff, uid)
  for (const wrong of ['', '{', 'null', '{"schema":2,"from":"x","corrections":[]}']) {
    writeFileSync(handoffFiles(projects, 'app').json, wrong)
    t.equal(readHandoff(projects, 'app'), undefined, wrong)
  }
})
