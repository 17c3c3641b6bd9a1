import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { claimProject } from '../../../src/shell/session/claim-project.js'

const uid = process.getuid?.() ?? 0

t.test('counts the sessions of a project up, durably', async t => {
  const dir = t.testdir({})
  t.same(claimProject(dir, '/home/me/app', uid), { slug: 'app', number: 1 })
  t.same(claimProject(dir, '/home/me/app', uid), { slug: 'app', number: 2 })
  t.match(readFileSync(join(dir, 'app/project.toml'), 'utf8'), /path = "\/home\/me\/app"\nsessions = 2/)
})

t.test('a second directory of the same name gets a slug and numbers of its own, always the same', async t => {
  const dir = t.testdir({})
  claimProject(dir, '/one/app', uid)
  const { slug, number } = claimProject(dir, '/two/app', uid)
  t.match(slug, /^app-[0-9a-f]{4}$/)
  t.equal(number, 1)
  t.same(claimProject(dir, '/two/app', uid), { slug, number: 2 })
})

t.test('where the count was damaged it begins anew', async t => {
  const dir = t.testdir({ app: { 'project.toml': 'path = "/x/app"\nsessions = "many"\n' } })
  t.same(claimProject(dir, '/x/app', uid), { slug: 'app', number: 1 })
})

t.test('awkward names become names of files', async t => {
  const dir = t.testdir({})
  for (const [path, slug] of [['/', 'root'], ['/a b/c d', 'c_d'], ['/x/..hidden', '_.hidden'], ['/x/\u202e', '_']] as const) t.equal(claimProject(dir, path, uid).slug, slug)
})

t.test('a project.toml that is not ours to read is named, not overwritten', async t => {
  const dir = t.testdir({ app: { 'project.toml': 'garbage' }, bad: { 'project.toml': 'sessions = 3\n' } })
  t.throws(() => claimProject(dir, '/x/app', uid), { exitCode: 65, message: /app\/project\.toml is not valid TOML/ })
  t.throws(() => claimProject(dir, '/x/bad', uid), { exitCode: 65, message: /does not say which directory/ })
  t.equal(readFileSync(join(dir, 'app/project.toml'), 'utf8'), 'garbage')
})
