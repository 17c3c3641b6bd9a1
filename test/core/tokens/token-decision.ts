import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseTokenReminder } from '../../../src/core/tokens/parse-token-reminder.js'
import { parseTokenStatusLine } from '../../../src/core/tokens/parse-token-status-line.js'
import { tokenDecision } from '../../../src/core/tokens/token-decision.js'
import { usageScan, type LastUsage } from '../../../src/core/tokens/token-usage-scan.js'
import { tokenModelKey } from '../../../src/core/tokens/token-window.js'
import { repository } from '../../helpers/fresh-home.js'

/** One line of the table: what each source has, as it stands in the world, and the budget that it must come to. Times are ISO. */
interface Case {
  readonly name: string
  readonly statusLine?: { readonly at: string; readonly json: unknown }
  /** Records, or the text of a line that is none. */
  readonly transcript?: readonly unknown[]
  readonly pane?: readonly string[]
  readonly windows?: Readonly<Record<string, number>>
  readonly autoCompact?: number
  readonly alerts?: readonly number[]
  readonly expect: { readonly used: number | null; readonly limit: number | null; readonly remaining: number | null; readonly percent: number | null; readonly level: string; readonly source: string | null }
}

const cases = readFileSync(join(repository, 'test/fixtures/token-cases.jsonl'), 'utf8').trimEnd().split('\n').map(line => JSON.parse(line) as Case)

const scan = (records: readonly unknown[]): LastUsage | undefined => {
  const { take, found } = usageScan()
  for (const record of [...records].reverse()) take(typeof record === 'string' ? record : JSON.stringify(record))
  return found()
}

t.test('the table has the cases that were promised', async t => {
  t.ok(cases.length >= 40, `${cases.length} cases`)
  t.equal(new Set(cases.map(({ name }) => name)).size, cases.length)
  t.same([...new Set(cases.map(({ expect }) => expect.level))].sort(), ['critical', 'high', 'notice', 'ok', 'unknown', 'warning'])
  t.same([...new Set(cases.map(({ expect }) => String(expect.source)))].sort(), ['compact', 'null', 'pane', 'statusline', 'transcript'])
})

for (const { name, statusLine, transcript, pane, windows = {}, autoCompact, alerts = [18, 16, 14, 12], expect } of cases) {
  t.test(name, async t => {
    const report = statusLine === undefined ? undefined : parseTokenStatusLine(JSON.stringify(statusLine.json))
    const reminder = pane === undefined ? undefined : parseTokenReminder(pane)
    const told = report?.limit === undefined ? {} : { [tokenModelKey(report.model)]: report.limit }
    const budget = tokenDecision(
      {
        statusLine: report && { ...report, at: Date.parse(statusLine?.at ?? '') },
        transcript: transcript && scan(transcript),
        transcriptPath: transcript === undefined ? '' : '/t/a.jsonl',
        pane: reminder && { ...reminder, at: 0 },
      },
      { byModel: { ...windows, ...told }, autoCompact },
      alerts,
    )
    const { used = null, limit = null, remaining = null, remainingPercent: percent = null, level, source = null } = budget
    t.same({ used, limit, remaining, percent, level, source }, expect)
  })
}
