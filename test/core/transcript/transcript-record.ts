import t from 'tap'
import { parseRecord } from '../../../src/core/transcript/parse-record.js'
import type { TranscriptRecord } from '../../../src/core/transcript/transcript-record.js'

t.test('a record has all its fields, whatever its line lacks', async t => {
  const empty: TranscriptRecord = {
    type: '', subtype: '', uuid: '', timestamp: '', sessionId: '', cwd: '', sidechain: false, meta: false, compactSummary: false,
    messageId: '', model: '', blocks: [], usage: undefined, compaction: undefined, attachment: undefined, raw: {},
  }
  t.strictSame(parseRecord('{}'), empty)
})
