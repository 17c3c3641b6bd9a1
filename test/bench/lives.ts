/**
 * A thousand randomised lives of a simulated Claude Code (test/helpers/claude-life.ts says how they are lived), counted.
 *   npm run lives                     seeds 300000 to 300999
 *   FROM=seed LIVES=n npm run lives   others; JOBS=n: so many at a time (default: two for each processor, since a life mostly waits)
 * It prints the lives in which something is wrong, the sums, and leaves with 1 when there were any. A life is lived again by its seed.
 *
 * Files go to /dev/shm where there is one: what is counted here is not what a power loss leaves, and a life makes some hundred files durable.
 */
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { describeLife, isWhole, randomLife, sumLives, type RandomLife } from '../helpers/random-life.js'
import { tmuxServer } from '../helpers/tmux-server.js'

/** What a worker answers to a seed. */
type Answer = { readonly life: RandomLife } | { readonly seed: number; readonly error: string }

/** Lives what it is told to, one life after the other, until it is told no more. */
const work = (): void => {
  const server = tmuxServer()
  // Where the one who asked is gone, nobody is told; the end of the channel ends this process too.
  const say = (answer: Answer): void => void process.send?.(answer, () => undefined)
  process.on('message', (seed: number) => {
    void randomLife(server, seed).then(
      life => say({ life: { ...life, counts: life.counts.map(count => ({ ...count, story: [] })) } }),
      (error: unknown) => say({ seed, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.on('disconnect', () => {
    server.stop()
    process.exit(0)
  })
}

const duration = (ms: number): string => `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`

/** Hands the seeds out. Out: the lives, and what failed altogether. */
const liveAll = async (seeds: readonly number[], jobs: number): Promise<{ lives: readonly RandomLife[]; failed: readonly string[] }> => {
  const lives: RandomLife[] = []
  const failed: string[] = []
  const waiting = [...seeds]
  const began = Date.now()
  const show = (): void => {
    if (!process.stderr.isTTY) return
    const [done, wrong] = [lives.length + failed.length, lives.filter(life => !isWhole(life)).length + failed.length]
    const left = done === 0 ? '' : `, ${duration(((Date.now() - began) / done) * (seeds.length - done))} to go`
    process.stderr.write(`\r\u001b[K${done} of ${seeds.length} lives, ${wrong} wrong${left}`)
  }
  const env = { ...process.env, LIVES_WORKER: '1', ...(existsSync('/dev/shm') && process.env.TMPDIR === undefined ? { TMPDIR: '/dev/shm' } : {}) }
  await Promise.all(
    Array.from({ length: Math.min(jobs, seeds.length) }, () => new Promise<void>(resolve => {
      const worker = fork(process.argv[1] ?? '', [], { env })
      let current: number | undefined
      const next = (): void => {
        current = waiting.shift()
        if (current === undefined) worker.disconnect()
        else worker.send(current)
      }
      worker.on('message', (answer: Answer) => {
        if ('life' in answer) {
          lives.push(answer.life)
          if (!isWhole(answer.life)) console.log(`${process.stderr.isTTY ? '\r\u001b[K' : ''}${describeLife(answer.life)}`)
        } else failed.push(`seed ${answer.seed}: ${answer.error}`)
        show()
        next()
      })
      worker.on('exit', code => {
        if (code !== 0) failed.push(`seed ${current}: its process left with ${code}`)
        resolve()
      })
      next()
    })),
  )
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  return { lives, failed }
}

const main = async (): Promise<void> => {
  const [from, count] = [Number(process.env.FROM ?? 300_000), Number(process.env.LIVES ?? 1_000)]
  const jobs = Number(process.env.JOBS ?? 2 * availableParallelism())
  const began = Date.now()
  const { lives, failed } = await liveAll(Array.from({ length: count }, (_, index) => from + index), jobs)
  for (const line of failed) console.log(line)
  console.log(`seeds ${from} to ${from + count - 1}, ${jobs} at a time, ${duration(Date.now() - began)}`)
  const { gaps, ...sums } = sumLives(lives)
  for (const [what, number] of Object.entries(sums)) console.log(`${what.padEnd(12)}${number}`)
  console.log(`gaps        ${Object.entries(gaps).map(([why, times]) => `${why} ${times}`).join(', ')}`)
  process.exitCode = failed.length > 0 || lives.some(life => !isWhole(life)) ? 1 : 0
}

if (process.env.LIVES_WORKER === undefined) void main()
else work()
