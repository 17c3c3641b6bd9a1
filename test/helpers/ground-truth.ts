/**
 * What was printed, against what was captured. Numbered lines carry `#<n>#` in front; anything else (repeated lines, blanks) stands between
 * them. A line is lost when it was printed and is not in the parts, and it is excused only when a gap stands exactly where it is missing. A line is repeated when its
 * number comes twice.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Gap } from '../../src/core/capture/gap.js'
import { partNumber } from '../../src/core/session/part-name.js'
import { readGaps } from '../../src/shell/parts/gap-file.js'
import { readSession } from '../../src/shell/session/session-file.js'
import type { Seeded } from './seeded.js'

/** What a comparison counts. `unmarked` lists numbers that are lost where no gap says so. */
export interface Counted {
  readonly printed: number
  readonly captured: number
  readonly lost: number
  readonly unmarked: readonly number[]
  readonly repeated: readonly number[]
  readonly disordered: readonly number[]
  /** Places where the lines between two neighbouring numbered lines differ though no gap stands there. */
  readonly between: readonly string[]
  readonly gaps: Readonly<Record<string, number>>
}

/** Prints numbered lines and remembers all of them. */
export interface Printer {
  readonly all: string[]
  /** The next `count` lines as terminal text: numbered ones with random words, now and then runs of repeated lines. */
  readonly lines: (count: number, options?: { repeated?: boolean; wide?: boolean; long?: boolean }) => string
}

const wideWords = ['漢字かな', 'émigré', '한국어', '🙂🙃', 'naïve']

/** A printer of random lines. */
export const printer = (random: Seeded): Printer => {
  const all: string[] = []
  let number = 0
  const word = (): string => random.below(36 ** 5).toString(36)
  const one = ({ repeated = false, wide = false, long = false }): string[] => {
    if (repeated && random.below(12) === 0) return Array.from({ length: 1 + random.below(40) }, () => 'ok')
    if (repeated && random.below(15) === 0) return ['']
    number += 1
    const words = Array.from({ length: 1 + random.below(long && random.below(6) === 0 ? 60 : 8) }, () =>
      wide && random.below(5) === 0 ? random.pick(wideWords) : word(),
    )
    return [`#${number}# ${words.join(' ')}`]
  }
  return {
    all,
    lines: (count, options = {}) => {
      const fresh: string[] = []
      while (fresh.length < count) fresh.push(...one(options))
      all.push(...fresh)
      return fresh.map(line => `${line}\r\n`).join('')
    },
  }
}

const numberOf = (line: string): number | undefined => {
  const match = /^#(\d+)# /.exec(line)
  return match === null ? undefined : Number(match[1])
}

/** The captured lines of a session in order, with the index behind which each gap stands. In: the session's directory and number. */
export const readCaptured = (directory: string, number: number): { lines: string[]; gapsAt: { index: number; gap: Gap }[] } => {
  const lines: string[] = []
  const starts = new Map<number, number>()
  const parts = readdirSync(directory).flatMap(name => partNumber(number, name) ?? []).sort((a, b) => a - b)
  for (const part of parts) {
    starts.set(part, lines.length)
    lines.push(...readFileSync(join(directory, `session_${String(number).padStart(5, '0')}_PART${part}.md`), 'utf8').split('\n').slice(0, -1))
  }
  const gapsAt = readGaps(join(directory, 'gaps.jsonl')).map(gap => ({ index: (starts.get(gap.part) ?? lines.length) + gap.line, gap }))
  return { lines, gapsAt }
}

/** Compares what was printed with what a session captured. */
export const compare = (printed: readonly string[], directory: string): Counted => {
  const number = readSession(directory)?.number ?? 1
  const { lines, gapsAt } = readCaptured(directory, number)
  const marks = new Set(gapsAt.map(({ index }) => index))
  const seen = new Map<number, number>()
  const repeated: number[] = []
  const disordered: number[] = []
  let last = 0
  lines.forEach((line, index) => {
    const id = numberOf(line)
    if (id === undefined) return
    if (seen.has(id)) repeated.push(id)
    else {
      if (id < last) disordered.push(id)
      last = Math.max(last, id)
      seen.set(id, index)
    }
  })
  const unmarked: number[] = []
  const between: string[] = []
  let lost = 0
  let [before, others]: [number, string[]] = [-1, []]
  let missing: number[] = []
  const close = (index: number, name: string): void => {
    let marked = false
    for (let place = before + 1; place <= index; place += 1) marked ||= marks.has(place)
    if (!marked) {
      unmarked.push(...missing)
      const found = lines.slice(before + 1, index)
      if (missing.length === 0 && found.join('\n') !== others.join('\n')) between.push(`${name}: ${others.length} lines printed, ${found.length} captured`)
    }
    ;[before, others, missing] = [index, [], []]
  }
  // Blank lines below the last one are blank rows of the screen, and nobody can tell them from others.
  const end = printed.findLastIndex(line => line !== '') + 1
  for (const line of printed.slice(0, end)) {
    const id = numberOf(line)
    const index = id === undefined ? undefined : seen.get(id)
    if (id === undefined) others.push(line)
    else if (index === undefined) {
      lost += 1
      missing.push(id)
    } else close(index, `before #${id}#`)
  }
  close(lines.length, 'at the end')
  const gaps: Record<string, number> = {}
  for (const { gap } of gapsAt) gaps[gap.why] = (gaps[gap.why] ?? 0) + 1
  return { printed: printed.length, captured: lines.length, lost, unmarked, repeated, disordered, between, gaps }
}
