import { chmodSync } from 'node:fs'
import t from 'tap'
import { inPath } from '../../../src/shell/processes/in-path.js'

t.test('the first that may be run', async t => {
  const top = t.testdir({ one: { tool: '', dir: {} }, two: { tool: '#!/bin/sh\n' }, three: { tool: '#!/bin/sh\n' } })
  for (const name of ['two', 'three']) chmodSync(`${top}/${name}/tool`, 0o755)
  chmodSync(`${top}/one/tool`, 0o644)
  const env = { PATH: `::relative:/nonexistent:${top}/one:${top}/two:${top}/three` }
  t.equal(inPath(env, 'tool'), `${top}/two/tool`)
  t.equal(inPath(env, 'dir'), undefined, 'a directory is no program')
  t.equal(inPath({}, 'tool'), undefined)
})
