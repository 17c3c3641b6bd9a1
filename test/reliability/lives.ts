/**
 * A few randomised lives of a simulated Claude Code: every turn's text once in the lineage's parts, one rollover a boundary, nothing of another session's.
 *   npm run lives                     a thousand of them; see test/bench/lives.ts
 *   FROM=seed LIVES=n npm test -- test/reliability/lives.ts     these; with STORY=1 each tells what happened in it
 */
import t from 'tap'
import { describeLife, isWhole, randomLife, sumLives, type RandomLife } from '../helpers/random-life.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const lives = Number(process.env.LIVES ?? 6)
const from = Number(process.env.FROM ?? 100_000)

t.setTimeout(7_200_000)

t.test(`${lives} lives`, { timeout: 7_200_000 }, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const lived: RandomLife[] = []
  for (let seed = from; seed < from + lives; seed += 1) {
    const life = await randomLife(server, seed)
    lived.push(life)
    if (process.env.STORY !== undefined) for (const { story } of life.counts) for (const line of story) t.comment(line)
  }
  t.comment(`seeds ${from} to ${from + lives - 1}: ${JSON.stringify(sumLives(lived))}`)
  t.same(lived.filter(life => !isWhole(life)).map(describeLife), [])
})
