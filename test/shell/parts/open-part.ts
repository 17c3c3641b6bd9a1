import { closeSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openPart } from '../../../src/shell/parts/open-part.js'
import { bareSession } from '../../helpers/bare-session.js'

t.test('a part is found where its session is, before and after the end; a link is refused', async t => {
  const { id, directory, environment } = bareSession(t, undefined)
  const { paths } = environment
  writeFileSync(join(directory, 'session_00001_PART1.md'), 'text\n')
  const text = (): string => {
    const { fd } = openPart(paths, id, 1, 1)
    try {
      return readFileSync(fd, 'utf8')
    } finally {
      closeSync(fd)
    }
  }
  t.equal(text(), 'text\n')
  t.throws(() => openPart(paths, id, 1, 2), { exitCode: 74, message: /PART2\.md is not there any more/ })
  rmSync(paths.history, { recursive: true, force: true })
  renameSync(paths.sessions, paths.history)
  t.equal(text(), 'text\n')
  let looks = 0
  const movedMeanwhile = { ...paths, get sessions() { looks += 1; return looks === 1 ? join(paths.root, 'stale') : paths.sessions } }
  mkdirSync(join(paths.root, 'stale', id), { recursive: true })
  closeSync(openPart(movedMeanwhile, id, 1, 1).fd)
  t.equal(looks, 2, 'also when it was moved between the look and the opening')
  const part = join(paths.history, id, 'session_00001_PART1.md')
  rmSync(part)
  symlinkSync('session.toml', part)
  t.throws(text, { exitCode: 74, message: /ELOOP/ })
})
