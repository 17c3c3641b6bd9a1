import t from 'tap'
import { distinctSlug, projectSlug } from '../../../src/core/session/project-slug.js'
import { isSessionId } from '../../../src/core/session/session-id.js'
import { seeded } from '../../helpers/seeded.js'

t.test('a slug is the base name with what an ID cannot hold turned to _', async t => {
  const cases: [string, string][] = [
    ['/home/me/my-app', 'my-app'], ['/home/me/my app', 'my_app'], ['/', 'root'], ['/a/b/', 'b'], ['/é', '_'], ['/🙂', '_'], ['/a..b', 'a_.b'], ['/...', '__.'], ['/.hidden', '.hidden'],
    ['/#(touch X)', '__touch_X_'], ['/a\nb', 'a_b'], ['/%i', '_i'],
  ]
  for (const [directory, slug] of cases) t.equal(projectSlug(directory), slug, directory)
})

t.test('20,000 random directories: every slug makes a session ID, also the distinct one', async t => {
  const random = seeded(96)
  t.comment(`seed ${random.seed}`)
  const pieces = ['a', 'Z', '9', '.', '..', '-', '_', ' ', '#', '{', '漢', '🙂', '\n', '\0', '\x1b', '%', ':', '\\', 'x'.repeat(60)]
  let wrong = 0
  for (let run = 0; run < 20_000; run += 1) {
    const directory = `/d/${Array.from({ length: random.below(9) }, () => random.pick(pieces)).join('')}`
    for (const slug of [projectSlug(directory), distinctSlug(directory), distinctSlug(directory, 16)]) {
      if (!isSessionId(`claude-${slug}-1763850000`) && (wrong += 1) < 5) t.fail(JSON.stringify([directory, slug]))
    }
  }
  t.equal(wrong, 0)
})

t.test('two directories of one name are told apart, and one is always itself', async t => {
  t.not(distinctSlug('/a/app'), distinctSlug('/b/app'))
  t.equal(distinctSlug('/a/app'), 'app-8463')
  t.equal(distinctSlug('/a/app', 8).length, 'app-'.length + 8)
})
