/**
 * What a damaged or tampered state directory has in the place of our files: a FIFO, at which an open waits for ever, a link that leads out, to a file of somebody's or to one without end. Every call that opens one of
 * them comes back, and nothing outside is written. A test that hangs here is red.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { CliError } from '../../src/errors.js'
import { appendRanges } from '../../src/shell/files/append-ranges.js'
import { describeFile } from '../../src/shell/files/describe-file.js'
import { readBytes } from '../../src/shell/files/read-bytes.js'
import { readIfExists } from '../../src/shell/files/read-if-exists.js'
import { appendParts } from '../../src/shell/parts/append-parts.js'
import { appendGaps } from '../../src/shell/parts/gap-file.js'
import { joinParts } from '../../src/shell/parts/join-parts.js'
import { noteSign } from '../../src/shell/session/boundary-file.js'
import { detach } from '../../src/shell/processes/detach.js'
import { readSession } from '../../src/shell/session/session-file.js'
import { sealCopy } from '../../src/shell/transcript/seal-copy.js'

const sign = { by: 'hook', kind: 'clear', at: 1, key: 'k', rolled: 0 } as const
const gap = { part: 1, line: 1, why: 'x' } as unknown as Parameters<typeof appendGaps>[1][number]

/** Each call, by the file that it opens in a session's directory. */
const calls: readonly (readonly [file: string, call: (directory: string) => unknown])[] = [
  ['session.toml', readSession],
  ['context.json', directory => readIfExists(join(directory, 'context.json'))],
  ['session_00001_PART1.md', directory => readBytes(join(directory, 'session_00001_PART1.md'), 0)],
  ['session_00001_PART1.md', directory => describeFile(join(directory, 'session_00001_PART1.md'))],
  ['session_00001_PART1.md', directory => joinParts(directory, 1, '20260101')],
  ['session_00001_PART1.md', directory => appendParts(directory, 1, [{ part: 1, lines: ['x'] }])],
  ['transcript.jsonl', directory => appendRanges(join(directory, 'transcript.jsonl'), 0, [])],
  ['transcript.jsonl', directory => sealCopy(join(directory, 'transcript.jsonl'), 0, { judged: true })],
  ['gaps.jsonl', directory => appendGaps(join(directory, 'gaps.jsonl'), [gap])],
  ['.boundary.work', directory => noteSign(directory, 'work', sign)],
  ['recover.log', directory => detach(['true'], join(directory, 'recover.log'))],
]

/** Whether the call comes back, and how. */
const outcome = (call: () => unknown): string => {
  try {
    call()
    return 'done'
  } catch (error) {
    if (error instanceof CliError) return String(error.exitCode)
    throw error
  }
}

for (const [file, call] of calls) {
  t.test(`${file} is a FIFO: ${String(call).split('=>').at(-1)?.trim().slice(0, 40) ?? ''}`, async t => {
    const directory = t.testdir({})
    execFileSync('mkfifo', [join(directory, file)])
    t.match(outcome(() => call(directory)), /^(?:74|done)$/)
  })
  t.test(`${file} is a link: ${String(call).split('=>').at(-1)?.trim().slice(0, 40) ?? ''}`, async t => {
    const directory = t.testdir({ victim: 'the victim\n' })
    symlinkSync('victim', join(directory, file))
    t.equal(outcome(() => call(directory)), '74')
    t.equal(readFileSync(join(directory, 'victim'), 'utf8'), 'the victim\n')
    if (['session.toml', 'context.json', 'session_00001_PART1.md'].includes(file)) {
      const endless = t.testdir({ sub: {} })
      symlinkSync('/dev/zero', join(endless, 'sub', file))
      t.equal(outcome(() => call(join(endless, 'sub'))), '74')
    }
  })
}
