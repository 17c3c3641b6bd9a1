import { readFileSync } from 'node:fs'
import t from 'tap'
import { errorCode } from '../../../src/shell/files/error-code.js'

t.test('the errno of a failed call, and nothing for anything else', async t => {
  try {
    readFileSync('/nonexistent')
  } catch (error) {
    t.equal(errorCode(error), 'ENOENT')
  }
  for (const other of [new Error('x'), 'ENOENT', undefined, null, { code: 'ENOENT' }, Object.assign(new Error('x'), { code: 2 })]) t.equal(errorCode(other), undefined)
})
