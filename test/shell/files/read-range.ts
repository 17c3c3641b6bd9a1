import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readRange } from '../../../src/shell/files/read-range.js'

t.test('bytes from a place to another; none when the file ends before', async t => {
  const fd = openSync(join(t.testdir({ file: 'abcdef' }), 'file'), 'r')
  t.teardown(() => closeSync(fd))
  t.equal(readRange(fd, 1, 4)?.toString(), 'bcd')
  t.equal(readRange(fd, 2, 2)?.length, 0)
  t.equal(readRange(fd, 4, 7), undefined)
})
