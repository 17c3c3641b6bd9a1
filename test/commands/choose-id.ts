import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { chooseId } from '../../src/commands/choose-id.js'
import { parseSessionId } from '../../src/core/session/session-id.js'
import { writeNextSessionId } from '../../src/shell/session/next-session-id.js'
import { releaseId, reservedIds } from '../../src/shell/session/reserved-ids.js'
import { bareSession } from '../helpers/bare-session.js'
import { needs } from '../helpers/needs.js'
import { commandProblem } from '../helpers/user-manager.js'

const here = needs(commandProblem('flock'))

t.test('an ID that was not asked for is reserved until it is released: the next one who asks gets another', here, async t => {
  const { environment } = bareSession(t, undefined)
  const { paths, uid } = environment
  const still = { ...environment, now: () => new Date(1_763_850_000_000) }
  const choose = (): string => chooseId(still, '/somewhere/app', undefined)
  writeFileSync(join(paths.sessions, '.reserved.claude-app-1763850001'), '')
  t.same([choose(), choose()], ['claude-app-1763850000', 'claude-app-1763850002'])
  writeNextSessionId(paths.projects, 'app', parseSessionId('claude-app-7'), uid)
  t.same([choose(), choose()], ['claude-app-7', 'claude-app-1763850003'])
  for (const id of reservedIds(paths.sessions)) releaseId(paths.sessions, id, 0)
  t.equal(choose(), 'claude-app-7')
})

t.test('one that is asked for is taken as it is, unless a session of that name is live', here, async t => {
  const { environment, id } = bareSession(t, undefined)
  t.equal(chooseId(environment, '/somewhere/app', 'mine'), 'mine')
  t.same(reservedIds(environment.paths.sessions), [])
  t.throws(() => chooseId(environment, '/somewhere/app', id), { message: `session ${id} is live already` })
  t.throws(() => chooseId(environment, '/somewhere/app', '../x'), { message: /is not a session ID/ })
})
