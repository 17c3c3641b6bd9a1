import t from 'tap'
import { type Assigned, looksSecret } from '../../../src/core/redaction/looks-secret.js'

const shell = (name: string, value: string): Assigned => ({ name, value, quoted: false, spaced: false })
const quoted = (name: string, value: string): Assigned => ({ name, value, quoted: true, spaced: true })
const code = (name: string, value: string): Assigned => ({ name, value, quoted: false, spaced: true })

t.test('a value with letters and digits is a secret', async t => {
  for (const value of ['hunter2x', 'a1b2c3d4e5', '9f8a7c3e2d1f', 'Tr0ub4dor&3']) {
    for (const write of [shell, quoted]) t.ok(looksSecret(write('token', value)), value)
  }
  t.ok(looksSecret(shell('password', 'hunter2')))
  t.ok(looksSecret(shell('password', '123456')))
  t.ok(looksSecret(code('password', 's3cr3t')))
})

t.test('a word is one only where a shell or quotes say that it is data, or where it is a jumble', async t => {
  t.ok(looksSecret(shell('SECRET', 'correcthorse')))
  t.ok(looksSecret(quoted('password', 'swordfish')))
  t.ok(looksSecret(code('token', 'tgwAuOggAAaJJZMeuMGojwqC')))
  t.notOk(looksSecret(shell('password', 'swordfish')))
  t.notOk(looksSecret(quoted('token', 'swordfish')))
  t.notOk(looksSecret(quoted('password', 'Password')))
  t.notOk(looksSecret(code('token', 'previousTokenOfUser')))
})

t.test('variables, calls, paths, types, numbers and masks are none', async t => {
  for (const value of ['$TOKEN1', '${T1}', '<token1>', '{{x1}}', '%s', '@file1', 'a1.b2()', 'process.env.A1', '/etc/keys/a1b2c3', './a1b2c3d4', 'https://a1.b2', 'uint8array', 'sha256', '********', 'xxxxxxxx', '[redacted:jwt]']) {
    t.notOk(looksSecret(code('token', value)), value)
  }
  t.notOk(looksSecret(shell('TOKEN', '4096')))
  t.notOk(looksSecret(code('token', 'value12')))
})
