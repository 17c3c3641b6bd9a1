import { mkdirSync } from 'node:fs'
import t from 'tap'
import { resolvePaths } from '../../../src/core/paths.js'
import { parseSessionId } from '../../../src/core/session/session-id.js'
import { sessionPlace } from '../../../src/shell/session/session-place.js'

t.test('a session is where it lives, else where it ended or would have', async t => {
  const paths = resolvePaths({ HOME: t.testdir() })
  const id = parseSessionId('work')
  t.equal(sessionPlace(paths, id), `${paths.history}/work`)
  mkdirSync(`${paths.history}/work`, { recursive: true })
  t.equal(sessionPlace(paths, id), `${paths.history}/work`)
  mkdirSync(`${paths.sessions}/work`, { recursive: true })
  t.equal(sessionPlace(paths, id), `${paths.sessions}/work`)
})
