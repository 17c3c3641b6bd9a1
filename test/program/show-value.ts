import t from 'tap'
import { showValue } from '../../src/program/show-value.js'
import { commandLine } from '../helpers/command-line.js'

t.test('text for people, JSON when it is asked for', async t => {
  const line = commandLine({})
  showValue(line, { a: 1 }, undefined, value => `a is ${value.a}`)
  showValue(line, { a: 1 }, true, () => '')
  t.same(line.printed, ['a is 1', '{\n  "a": 1\n}'])
})
