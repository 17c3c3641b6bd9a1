/**
 * Randomised lives of a simulated Claude Code: every turn's text once in the lineage's parts, one rollover a boundary, nothing of another session's.
 *   LIVES=1000 npm run lives          the whole campaign
 *   FROM=…                            other lives; SEED=n LIVES=1 lives the one with that seed again, and tells its story
 */
import t from 'tap'
import { claudeLife, type HookManner, type LifeCount } from '../helpers/claude-life.js'
import { seeded } from '../helpers/seeded.js'
import { tmuxServer } from '../helpers/tmux-server.js'

const lives = Number(process.env.LIVES ?? 6)
const from = Number(process.env.FROM ?? 100_000)
const told = process.env.SEED !== undefined

t.setTimeout(7_200_000)

t.test(`${lives} lives`, { timeout: 7_200_000 }, async t => {
  const server = tmuxServer()
  t.teardown(server.stop)
  const sums = { panes: 0, boundaries: 0, rollovers: 0, texts: 0, lost: 0, repeated: 0, retold: 0, foreign: 0, filled: 0 }
  const gaps: Record<string, number> = {}
  const wrong: string[] = []
  for (let life = 0; life < lives; life += 1) {
    const random = seeded(from + life)
    const hooks = random.pick(['present', 'absent', 'late', 'twice'] as const satisfies readonly HookManner[])
    const renderer = random.pick(['classic', 'classic', 'fullscreen'] as const)
    const panes = random.below(4) === 0 ? 3 : 1
    const kills = random.below(4) === 0
    const counts: readonly LifeCount[] = await claudeLife({ server, random, name: `life${life}`, panes, steps: (8 + random.below(12)) * panes, hooks, renderer, kills })
    for (const count of counts) {
      sums.panes += 1
      sums.boundaries += count.boundaries
      sums.rollovers += count.rollovers
      sums.texts += count.texts
      sums.lost += count.lost.length
      sums.repeated += count.repeated.length
      sums.retold += count.retold.length
      sums.foreign += count.foreign.length
      sums.filled += count.filled
      for (const [why, times] of Object.entries(count.gaps)) gaps[why] = (gaps[why] ?? 0) + times
      if (told) for (const line of count.story) t.comment(line)
      if (count.lost.length + count.repeated.length + count.foreign.length === 0 && count.boundaries === count.rollovers) continue
      wrong.push(`seed ${random.seed} (${renderer}, hooks ${hooks}, ${panes} panes${kills ? ', kills' : ''}): ${count.boundaries} boundaries, ${count.rollovers} rollovers, lost ${count.lost.join(' ')}, repeated ${count.repeated.join(' ')}, foreign ${count.foreign.join(' ')}`)
      t.comment(`seed ${random.seed} (${renderer}, hooks ${hooks}, ${panes} panes${kills ? ', kills' : ''}): ${count.texts} texts, ${count.boundaries} boundaries, ${count.rollovers} rollovers, ${count.lost.length} lost, ${count.repeated.length} repeated, ${count.foreign.length} foreign, gaps ${JSON.stringify(count.gaps)}`)
    }
  }
  t.comment(`seeds ${from} to ${from + lives - 1}: ${JSON.stringify(sums)}, gaps ${JSON.stringify(gaps)}`)
  t.same(wrong, [])
})
