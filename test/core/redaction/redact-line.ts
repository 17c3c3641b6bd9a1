import t from 'tap'
import { redactLine } from '../../../src/core/redaction/redact-line.js'

const j = (...pieces: string[]) => pieces.join('')
const github = j('gh', 'p_', 'a1B2'.repeat(9))
const stripe = j('sk', '_live_', 'a1B2c3D4'.repeat(3))

t.test('a secret is replaced by the name of its rule and nothing else changes', async t => {
  t.equal(redactLine(`remote: use ${github}, please`), 'remote: use [redacted:github-token], please')
  t.equal(redactLine(`${github} ${stripe} ${github}`), '[redacted:github-token] [redacted:stripe-key] [redacted:github-token]')
  t.equal(redactLine(`${github}.eyJhbGciOiJI.c2lnbmF0dXJl.`), '[redacted:github-token].', 'the newer format, with a JWT in it')
  t.equal(redactLine(`password=${github}`), 'password=[redacted:github-token]')
})

t.test('marks that overlap do not hide each other', async t => {
  t.equal(redactLine(`xsk-${github}`), 'xsk-[redacted:github-token]')
  t.equal(redactLine(`tokenpassword=hunter2`), 'tokenpassword=[redacted:assigned]')
})

t.test('ordinary lines come back as the very same text', async t => {
  for (const line of ['', ' ', 'L 000123 9f8a7c3e2d1f 3e2d', 'Token usage: 45000/200000; 155000 remaining', '[redacted:github-token]', 'password=[redacted:assigned]', '│ secret │ key │']) {
    t.equal(redactLine(line), line)
  }
})

t.test('redacting twice is redacting once', async t => {
  for (const line of [`${github}${stripe}`, `https://${github}:x@h`, `https://u:${stripe}@h`, `Authorization: Bearer ${github}`, `token=${github}.${stripe}`, `export A_TOKEN='${github} '`]) {
    const redacted = redactLine(line)
    t.notMatch(redacted, /a1B2/)
    t.equal(redactLine(redacted), redacted)
  }
})
