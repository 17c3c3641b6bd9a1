import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readLines } from '../../../src/shell/files/read-lines.js'
import { judgeLine, longestParsed } from '../../../src/shell/transcript/judge-line.js'

t.test('an object is a record, an empty line is blank, all else is damaged', async t => {
  const lines = ['{"type":"user"}', '', '[1]', '"x"', '{"type":"us{"type":"user"}', '\0\0{"type":"user"}', '{"a":"\0"}', 'null']
  const fd = openSync(join(t.testdir({ file: `${lines.join('\n')}\n` }), 'file'), 'r')
  t.teardown(() => closeSync(fd))
  t.strictSame([...readLines(fd, 0, longestParsed)].map(line => judgeLine(fd, line).kind), ['record', 'blank', 'damaged', 'damaged', 'damaged', 'damaged', 'damaged', 'damaged'])
})

t.test('from outside a record is what stands between braces without a control character', async t => {
  const lines = ['{"a b":"\t\r"}', '{}', '["a"]', '{"a":1', 'x{}', '{\x1f}', '{\x08}', '{\x0b}', '']
  const fd = openSync(join(t.testdir({ file: `${lines.join('\n')}\n` }), 'file'), 'r')
  t.teardown(() => closeSync(fd))
  t.strictSame([...readLines(fd, 0, longestParsed)].map(line => judgeLine(fd, { ...line, bytes: undefined }).kind), ['record', 'record', ...lines.slice(2).map(() => 'damaged')])
})

t.test('a line that is too long to be parsed is judged from outside', async t => {
  const file = join(t.testdir({}), 'file')
  const long = 'x'.repeat(longestParsed)
  writeFileSync(file, `{"a":"${long}"}\n{"a":"${long}\n{"a":"${long}\0"}\n${'\0'.repeat(longestParsed + 1)}\n`)
  const fd = openSync(file, 'r')
  t.teardown(() => closeSync(fd))
  t.strictSame([...readLines(fd, 0, longestParsed)].map(line => judgeLine(fd, line).kind), ['record', 'damaged', 'damaged', 'damaged'])
})
