import { lstatSync, mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { parseSessionId } from '../../../src/core/session/session-id.js'
import { beforeCompaction, leadsToContext, linkContext, saveContext, savedContexts } from '../../../src/shell/context/save-context.js'
import { scratch } from '../../helpers/fresh-home.js'

const uid = process.getuid?.() ?? 0
const id = parseSessionId('work')

t.test('the link leads to the context of the session that was named last', async t => {
  const projects = scratch(t)
  for (const name of ['one', 'two']) {
    const directory = `${projects}/${name}`
    mkdirSync(directory)
    writeFileSync(`${directory}/context.json`, name)
    linkContext(projects, 'app', directory, uid)
    t.equal(readFileSync(`${savedContexts(projects, 'app')}/current-session-context.json`, 'utf8'), name)
  }
  t.same(['one', 'two'].map(name => leadsToContext(projects, 'app', `${projects}/${name}`)), [false, true])
  symlinkSync('/nowhere', `${savedContexts(projects, 'app')}/current-session-context.json.new`)
  linkContext(projects, 'app', `${projects}/one`, uid)
  linkContext(projects, 'app', `${projects}/one`, uid)
  t.equal(readlinkSync(`${savedContexts(projects, 'app')}/current-session-context.json`), `${projects}/one/context.json`, 'a leftover of a crash does not matter')
})

t.test('the context before a compaction is a copy that stays, the same when it is saved again', async t => {
  const projects = scratch(t)
  const directory = `${projects}/one`
  mkdirSync(directory)
  t.equal(saveContext(projects, 'app', id, directory, uid), undefined, 'there is none yet')
  writeFileSync(`${directory}/context.json`, '{}\n')
  const file = saveContext(projects, 'app', id, directory, uid)
  t.equal(file, beforeCompaction(projects, 'app', id))
  t.match(file, /\/app\/\.session-context\/pre-compaction-work\.json$/)
  const { ino } = statSync(file ?? '')
  saveContext(projects, 'app', id, directory, uid)
  t.equal(statSync(file ?? '').ino, ino, 'not written again')
  writeFileSync(`${directory}/context.json`, '{"later":1}\n')
  saveContext(projects, 'app', id, directory, uid)
  t.equal(readFileSync(file ?? '', 'utf8'), '{"later":1}\n')
  t.equal(lstatSync(file ?? '').mode & 0o777, 0o600)
})
