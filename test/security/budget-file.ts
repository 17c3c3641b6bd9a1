/**
 * S4. `/dev/shm` is everyone's: whatever another user has put there under our file's name, or puts there while we write, nothing of anybody's is changed, followed or waited
 * for, and the tick goes on with the runtime directory alone. RACES=20000 races longer.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, linkSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { tokenBudget } from '../../src/core/tokens/token-budget.js'
import { encodeTokenLine } from '../../src/core/tokens/token-line.js'
import { budgetFile, publishBudget } from '../../src/shell/tokens/publish-budget.js'
import { needs } from '../helpers/needs.js'

const uid = process.getuid?.() ?? 0
const asRoot = needs(uid === 0 ? undefined : 'only root can give a file to another user')
const races = Number(process.env.RACES ?? 1_000)
const stranger = 12_345
const secret = 'the victim\n'

const stage = (t: Test) => {
  const dir = t.testdir({ sessions: { work: {} }, run: { work: { [budgetFile]: `${encodeTokenLine('work', tokenBudget({ used: 5, source: 'pane', at: 0 }, 100, [18]))}\n` } }, shm: {}, victim: secret })
  const shm = join(dir, 'shm')
  chmodSync(shm, 0o1777)
  return {
    dir, shm,
    target: join(shm, budgetFile),
    victim: join(dir, 'victim'),
    publish: () => publishBudget(join(dir, 'sessions'), join(dir, 'run'), shm, uid),
    unharmed: () => readFileSync(join(dir, 'victim'), 'utf8') === secret && statSync(join(dir, 'victim')).nlink <= 2,
  }
}

/** What may stand in the file's place. Each must be refused with words that fit, and stand there afterwards as it stood before. */
const attacks: readonly [name: string, plant: (place: ReturnType<typeof stage>) => void, said: RegExp, root?: boolean][] = [
  ['a link to a file of ours', ({ target, victim }) => symlinkSync(victim, target), /not a regular file/],
  ['a dangling link', ({ target, dir }) => symlinkSync(join(dir, 'created-by-us'), target), /not a regular file/],
  ['a link in a circle', ({ target }) => symlinkSync(target, target), /not a regular file/],
  ['a hard link to a file of ours', ({ target, victim }) => linkSync(victim, target), /second name/],
  ['a FIFO', ({ target }) => void execFileSync('mkfifo', [target]), /not a regular file/],
  ['a directory', ({ target }) => mkdirSync(target), /not a regular file/],
  ['a directory that is not empty', ({ target }) => { mkdirSync(target); writeFileSync(join(target, 'x'), '') }, /not a regular file/],
  ['a file of another user', ({ target }) => { writeFileSync(target, 'theirs'); chownSync(target, stranger, stranger) }, /belongs to user 12345/, true],
  ['a link of another user', ({ target, victim }) => { symlinkSync(victim, target); execFileSync('chown', ['-h', String(stranger), target]) }, /not a regular file/, true],
  ['a place of another user', ({ shm }) => chownSync(shm, stranger, stranger), /belongs to user 12345/, true],
  ['a place where others can exchange files', ({ shm }) => chmodSync(shm, 0o777), /others can exchange files/],
  ['a place where the group can', ({ shm }) => chmodSync(shm, 0o770), /others can exchange files/],
  ['a place that is a link', ({ shm, dir }) => { rmSync(shm, { recursive: true }); mkdirSync(join(dir, 'other')); symlinkSync('other', shm) }, /not a directory/],
  ['no place at all', ({ shm }) => rmSync(shm, { recursive: true }), /not a directory/],
]

for (const [name, plant, said, root = false] of attacks) {
  t.test(`${name} is refused and left as it is`, root ? asRoot : {}, async t => {
    const place = stage(t)
    plant(place)
    const look = (): string => execFileSync('sh', ['-c', 'find . -not -path "./run*" -exec stat -c "%n %F %u %a %h %N" {} + | sort'], { cwd: place.dir, encoding: 'utf8' })
    const before = look()
    t.match(place.publish(), said)
    t.equal(look(), before)
    t.ok(place.unharmed())
    t.notOk(existsSync(join(place.dir, 'created-by-us')))
  })
}

t.test('names that were planted beside it are not written through, and it is published all the same', async t => {
  const { shm, target, victim, publish, unharmed } = stage(t)
  symlinkSync(victim, `${target}.${process.pid}.new`)
  execFileSync('mkfifo', [`${target}.${process.pid}-1.new`])
  t.equal(publish(), '')
  t.match(readFileSync(target, 'utf8'), /^session=work used=5 /)
  t.ok(unharmed())
  t.equal(lstatSync(target).mode & 0o777, 0o600)
  t.equal(readdirSync(shm).length, 3)
})

t.test(`${races} writes while somebody swaps the file: the victim stays as it is, and nothing ever hangs`, async t => {
  const { shm, target, victim, publish, unharmed } = stage(t)
  const swap = spawn('sh', ['-c', 'echo ready; while :; do ln -sf "$2" "$1"; rm -f "$1"; mkfifo "$1"; rm -f "$1"; mkdir "$1"; rmdir "$1"; ln "$2" "$1"; rm -f "$1"; done 2>/dev/null', 'swap', target, victim], { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
  await once(swap.stdout, 'data')
  let [done, refused, lost] = [0, 0, 0]
  for (let race = 0; race < races; race += 1) {
    try {
      if (publish() === '') done += 1
      else refused += 1
    } catch (error) {
      // A directory can stand where the new file is renamed to: an error that the next tick mends.
      if (!(error instanceof Error && 'exitCode' in error && error.exitCode === 74)) throw error
      lost += 1
    }
  }
  // With what it has just started.
  process.kill(-(swap.pid ?? 0), 'SIGKILL')
  await once(swap, 'exit')
  rmSync(target, { recursive: true, force: true })
  t.comment(`${done} published, ${refused} refused, ${lost} failed`)
  t.ok(done > 0 && refused > 0)
  t.ok(unharmed())
  t.same(readdirSync(shm).filter(each => each !== budgetFile), [], 'nothing is left beside it')
  t.equal(publish(), '')
})
