import t from 'tap'
import { readJsonText, writeJsonText } from '../../../src/core/text/json-text.js'

const again = (text: string): string => {
  const { value, layout } = readJsonText(text)
  return writeJsonText(value, layout)
}

t.test('what a program wrote is written again byte for byte, whatever its indentation, line ends, end and mark', async t => {
  const value = { a: [1, 'two\nlines  ', { b: null }], 'ünï': { deep: { deeper: [true] } }, none: {}, nothing: [] }
  for (const indent of ['', ' ', '  ', '   ', '    ', '\t', '\t\t']) {
    for (const eol of ['\n', '\r\n']) {
      for (const tail of ['', '\n', '\r\n', '\n\n', ' ']) {
        for (const head of ['', '\ufeff', '\n']) {
          const text = head + JSON.stringify(value, undefined, indent).replaceAll('\n', eol) + tail
          if (eol === '\r\n' && indent === '') continue
          t.equal(again(text), text, JSON.stringify([indent, eol, tail, head]))
          t.match(readJsonText(text), { faithful: true, lossless: true })
        }
      }
    }
  }
  for (const text of ['{}', '{}\n', '{"a":1}', '{\n  "__proto__": {\n    "x": 1\n  }\n}\n']) t.equal(again(text), text)
})

t.test('a blank text is an empty object', async t => {
  for (const text of ['', '\n', ' \n\n', '\ufeff']) t.match(readJsonText(text), { value: {}, faithful: true, lossless: true })
  t.equal(again(''), '{}\n')
})

t.test('another layout is told from a text that says more than its value', async t => {
  for (const text of ['{"a": 1}', '{\n"a":1\n}', '{ }', '{"a":[1, 2]}', '{\n  "a": [1, 2]\n}\n', '{\n    "a": {\n     "b": 1}}']) {
    t.match(readJsonText(text), { faithful: false, lossless: true }, text)
  }
  for (const text of ['{"a":1,"a":2}', '{"a":1.0}', '{"a":12345678901234567890}', '{"a":"\\u0041"}', '{"b":1,"1":2}']) {
    t.match(readJsonText(text), { faithful: false, lossless: false }, text)
  }
})

t.test('what is not JSON is a DataError that names the line where that is known, and shows nothing of the content', async t => {
  for (const text of ['{', '{"key": "secret",}', '// secret\n{}', '{\n  "a": 1,\n  "secret": x\n}', 'secret', '{} {}']) {
    t.throws(() => readJsonText(text), { exitCode: 65, message: /^not valid JSON( in line \d+)?$/ }, text)
  }
  t.throws(() => readJsonText('\n{\n  "a": 1,\n}'), { message: 'not valid JSON in line 4' })
  t.throws(() => readJsonText(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), { exitCode: 65, message: 'not valid JSON' })
})
