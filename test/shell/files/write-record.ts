import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { writeRecord } from '../../../src/shell/files/write-record.js'

t.test('replaces a record whole, 0600, and leaves nothing beside it', async t => {
  const dir = t.testdir({ record: 'old' })
  writeRecord(join(dir, 'record'), 'néw\n')
  t.equal(readFileSync(join(dir, 'record'), 'utf8'), 'néw\n')
  t.equal(statSync(join(dir, 'record')).mode & 0o777, 0o600)
  t.same(readdirSync(dir), ['record'])
  t.throws(() => writeRecord(join(dir, 'none/record'), ''), { exitCode: 74, message: /Writing .*none\/record failed: ENOENT/ })
})
