/**
 * R8: many ticks of one session at once. One works after the other, and who waits too long ends with 75 (a success for the units); nothing is written twice; and a holder that is
 * killed leaves no lock behind.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { lockDirectory } from '../../src/shell/files/lock-directory.js'
import { liveSession, whatIsWrong, type LiveSession } from '../helpers/live-session.js'

const atOnce = 50
const rounds = process.env.CAMPAIGN === '1' ? 20 : 2

const start = async (live: LiveSession, path?: string): Promise<number | null> => {
  const [program = '', ...args] = live.command.tick
  const child = spawn(program, args, { env: { ...live.server.env, ...(path === undefined ? {} : { PATH: path }) }, stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

/** Ends as they come: exit code to how often. */
const tally = (codes: readonly (number | null)[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const code of codes) counts[String(code)] = (counts[String(code)] ?? 0) + 1
  return counts
}

const ticksAtOnce = (live: LiveSession, path?: string): Promise<(number | null)[]> => Promise.all(Array.from({ length: atOnce }, () => start(live, path)))

t.test(`${atOnce} ticks at once, ${rounds} times: exact, and who waits too long ends with 75`, async t => {
  const live = await liveSession(t, { seed: 95, rotateLines: 300 })
  for (let round = 0; round < rounds; round += 1) {
    live.print(1_000)
    const codes = tally(await ticksAtOnce(live))
    t.comment(`round ${round}: ${JSON.stringify(codes)}`)
    t.ok((codes['0'] ?? 0) >= 1, 'at least one worked')
    t.equal((codes['0'] ?? 0) + (codes['75'] ?? 0), atOnce, 'all others waited too long, none failed')
  }
  t.equal(whatIsWrong(await live.finish()), '')
})

t.test('a tick waits for another process that is about to be ready, and not for one that stays', async t => {
  const live = await liveSession(t, { seed: 96 })
  const lock = lockDirectory(live.directory)
  t.equal(await start(live), 75)
  live.print(100)
  const waiting = start(live)
  await sleep(500)
  lock?.release()
  t.equal(await waiting, 0)
  t.equal(whatIsWrong(await live.finish()), '')
})

t.test('the holder of the lock is killed with -9: the lock is free at once', async t => {
  const live = await liveSession(t, { seed: 97 })
  // It waits while it holds the lock, as a tick does that is stuck: flock(1) locks the descriptor that it inherits.
  const holder = spawn('sh', ['-c', 'exec 3<"$1"; flock -x 3; echo held; exec sleep 1000', 'sh', live.directory], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(holder.stdout, 'data')
  t.throws(() => lockDirectory(live.directory), { message: /another process/ })
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const began = performance.now()
  const lock = lockDirectory(live.directory)
  t.comment(`free after ${Math.round(performance.now() - began)} ms`)
  t.not(lock, undefined)
  lock?.release()
})

t.test('without a lock the same ticks write lines twice or fail: the test above has teeth', async t => {
  const live = await liveSession(t, { seed: 98 })
  const bin = join(live.server.directory, 'no-lock')
  mkdirSync(bin)
  symlinkSync('/bin/true', join(bin, 'flock'))
  let wrong = 0
  for (let round = 0; round < 3 && wrong === 0; round += 1) {
    live.print(1_000)
    const codes = tally(await ticksAtOnce(live, `${bin}:${live.server.env.PATH ?? ''}`))
    t.comment(JSON.stringify(codes))
    wrong += atOnce - (codes['0'] ?? 0)
  }
  const found = whatIsWrong(await live.finish())
  t.comment(found === '' ? 'exact by chance' : found)
  t.ok(wrong > 0 || found !== '')
})
