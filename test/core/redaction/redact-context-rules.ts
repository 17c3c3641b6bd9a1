import t from 'tap'
import { redactContextRules } from '../../../src/core/redaction/redact-context-rules.js'
import { redactLine } from '../../../src/core/redaction/redact-line.js'

t.test('what stands around a secret stays', async t => {
  const value = ['Zx9', 'k'.repeat(3), 'Q7v1Lm20Rt55'].join('')
  const cases: [string, string][] = [
    [`export DB_PASSWORD=${value} # x`, 'export DB_PASSWORD=[redacted:assigned] # x'],
    [`"password": "${value}",`, '"password": "[redacted:assigned]",'],
    [`{\\"token\\":\\"${value}\\"}`, '{\\"token\\":\\"[redacted:assigned]\\"}'],
    [`f(password='${value}')`, "f(password='[redacted:assigned]')"],
    [`(password=${value})`, '(password=[redacted:assigned])'],
    [`a=1&api_key=${value}&b=2`, 'a=1&api_key=[redacted:assigned]&b=2'],
    [`--token ${value} --verbose`, '--token [redacted:assigned] --verbose'],
    [`https://me:${value}@host/path`, 'https://me:[redacted:url-password]@host/path'],
    [`https://me:p@ss${value}@host/@x`, 'https://me:[redacted:url-password]@host/@x'],
    [`Authorization: Basic ${value}==`, 'Authorization: Basic [redacted:authorization]'],
    [`curl -u me:${value} -v`, 'curl -u me:[redacted:curl-user] -v'],
  ]
  for (const [line, redacted] of cases) t.equal(redactLine(line), redacted)
})

t.test('code, variables and templates are not secrets', async t => {
  const lines = [
    'password = getPassword()', 'const token = core_1.auth.getToken(a1)', 'TOKEN=$(cat token1.txt)', 'TOKEN=${TOKEN2:-x1234567}', 'password: string', 'apiKey: process.env.API_KEY2,', 'token={{ secrets.TOKEN_1 }}',
    'Authorization: Bearer $TOKEN', 'Authorization: Bearer <token>', 'https://user:$PASSWORD@host', 'https://user:<password>@host', 'token == "abcd12345"', 'docker run -u 1000:1000 image', 'MAX_TOKENS=4096', 'tokens: 123456', 'password=********',
    'if (token === previous1) return', 'Enter password: ', 'secret: db-creds-2', 'bearer of bad news, as always and forever', 'api_key_path = /etc/keys/1234abcd', 'http://localhost:3000/@scope/pkg',
  ]
  for (const line of lines) t.equal(redactLine(line), line)
  t.ok(redactContextRules.length > 5)
})
