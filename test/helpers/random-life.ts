import { claudeLife, type HookManner, type LifeCount } from './claude-life.js'
import { seeded } from './seeded.js'
import type { TmuxServer } from './tmux-server.js'

/** The life with a seed: how it is lived, in words, and what came of its panes. */
export interface RandomLife {
  readonly seed: number
  readonly manner: string
  readonly counts: readonly LifeCount[]
}

/** What came of many lives: texts that were said, and of them those that are wrong; gaps by their reasons. */
export interface LifeSums {
  readonly lives: number
  readonly panes: number
  readonly boundaries: number
  readonly rollovers: number
  readonly texts: number
  readonly lost: number
  readonly repeated: number
  readonly foreign: number
  /** Once in marked lines and once outside: see LifeCount. */
  readonly retold: number
  readonly filled: number
  readonly gaps: Readonly<Record<string, number>>
}

/** Lives the life that a seed stands for: which renderer, which hooks, how many panes, kills or none. In: a tmux server, which goes on living; the seed. */
export const randomLife = async (server: TmuxServer, seed: number): Promise<RandomLife> => {
  const random = seeded(seed)
  const hooks = random.pick(['present', 'absent', 'late', 'twice'] as const satisfies readonly HookManner[])
  const renderer = random.pick(['classic', 'classic', 'fullscreen'] as const)
  const panes = random.below(4) === 0 ? 3 : 1
  const kills = random.below(4) === 0
  const counts = await claudeLife({ server, random, name: `life${random.seed}`, panes, steps: (8 + random.below(12)) * panes, hooks, renderer, kills })
  return { seed: random.seed, manner: `${renderer}, hooks ${hooks}, ${panes} ${panes === 1 ? 'pane' : 'panes'}${kills ? ', kills' : ''}`, counts }
}

const isRight = ({ lost, repeated, foreign, boundaries, rollovers }: LifeCount): boolean => lost.length + repeated.length + foreign.length === 0 && boundaries === rollovers

/** Whether nothing of a life was lost, repeated or taken for another's, with one rollover a boundary. */
export const isWhole = ({ counts }: RandomLife): boolean => counts.every(isRight)

/** What is wrong with a life, in one line that begins with its seed. */
export const describeLife = ({ seed, manner, counts }: RandomLife): string => {
  const wrong = counts.filter(count => !isRight(count)).map(({ boundaries, rollovers, lost, repeated, foreign }) => `${boundaries} boundaries, ${rollovers} rollovers, lost [${lost.join(' ')}], repeated [${repeated.join(' ')}], foreign [${foreign.join(' ')}]`)
  return `seed ${seed} (${manner}): ${wrong.join('; ')}`
}

/** The sums over some lives. */
export const sumLives = (lives: readonly RandomLife[]): LifeSums => {
  const counts = lives.flatMap(life => life.counts)
  const sum = (of: (count: LifeCount) => number): number => counts.reduce((total, count) => total + of(count), 0)
  const gaps: Record<string, number> = {}
  for (const count of counts) for (const [why, times] of Object.entries(count.gaps)) gaps[why] = (gaps[why] ?? 0) + times
  return {
    lives: lives.length,
    panes: counts.length,
    boundaries: sum(({ boundaries }) => boundaries),
    rollovers: sum(({ rollovers }) => rollovers),
    texts: sum(({ texts }) => texts),
    lost: sum(({ lost }) => lost.length),
    repeated: sum(({ repeated }) => repeated.length),
    foreign: sum(({ foreign }) => foreign.length),
    retold: sum(({ retold }) => retold.length),
    filled: sum(({ filled }) => filled),
    gaps,
  }
}
