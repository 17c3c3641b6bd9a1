import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { redactLine } from '../../src/core/redaction/redact-line.js'
import { cleanLine } from '../../src/core/text/clean-line.js'
import { seeded } from '../helpers/seeded.js'

/**
 * S6. Every known format of a secret is recognised wherever it stands, and ordinary lines are left alone. The secrets are put together
 * here from pieces, so that no scanner takes this file for a leak.
 */
const { seed, below: random } = seeded(20240607)
t.comment(`seed ${seed}`)

const digits = '0123456789'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()
const h = (count: number) => pick(`${digits}abcdef`, count)
const a = (count: number) => pick(lower + upper + digits, count)
// Ends in letters, as an underscore or dash at the end would belong to what follows.
const w = (count: number) => `${pick(`${lower + upper + digits}_-`, count - 1)}x`
const b = (count: number) => pick(`${lower + upper + digits}+/`, count)
const u = (count: number) => pick(upper + digits, count)
const c = (count: number) => pick(`${upper}234567`, count)
const uuid = () => [8, 4, 4, 4, 12].map(h).join('-')
const pick = (from: string, count: number) => Array.from({ length: count }, () => from[random(from.length)]).join('')
const j = (...pieces: string[]) => pieces.join('')

/** What the rule must be called and a maker of one secret. */
const formats: [rule: string, make: () => string][] = [
  ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((kind): [string, () => string] => ['github-token', () => j(kind, '_', a(36))]),
  ['github-fine-grained-token', () => j('github', '_pat_', a(22), '_', a(59))],
  ...['pat', 'dt', 'rt', 'ptt', 'cbt', 'oas', 'ft', 'imt', 'agent', 'soat'].map((kind): [string, () => string] => ['gitlab-token', () => j('gl', kind, '-', w(20))]),
  ['gitlab-runner-token', () => j('GR1348', '941', w(20))], ['bitbucket-token', () => j('AT', 'BB', a(32))], ['atlassian-token', () => j('ATA', 'TT3', w(186), '=', h(8))],
  ...['AKI', 'ASI'].map((kind): [string, () => string] => ['aws-access-key', () => j(kind, 'A', c(16))]),
  ['aws-session-token', () => j('IQoJb3', 'JpZ2luX2Vj', b(300))], ['aws-bedrock-key', () => j('AB', 'SK', b(109), '=')], ['aws-marketplace-token', () => j('amzn.', 'mws.', uuid())],
  ['gcp-api-key', () => j('AI', 'za', w(35))], ['gcp-oauth-secret', () => j('GOC', 'SPX-', w(28))], ['gcp-oauth-token', () => j('ya', '29.', w(60))], ['gcp-refresh-token', () => j('1/', '/0', w(60))],
  ['azure-client-secret', () => j(a(3), '8', 'Q~', a(34))], ['azure-devops-token', () => j(a(76), 'AZ', 'DO', a(4))],
  ['anthropic-key', () => j('sk-', 'ant-api03-', w(93), 'AA')], ['openrouter-key', () => j('sk-', 'or-v1-', h(64))], ['openai-key', () => j('sk-', 'proj-', w(74))],
  ['openai-key', () => j('sk-', a(20), 'T3Blbk', 'FJ', a(20))], ['openai-key', () => j('sk-', h(32))], ['openai-key', () => j('sk-', 'svcacct-', w(74))],
  ...['b', 'p', 'a', 'r', 's'].map((kind): [string, () => string] => ['slack-token', () => j('xo', 'x', kind, '-', pick(digits, 12), '-', pick(digits, 12), '-', a(24))]),
  ['slack-token', () => j('xap', 'p-1-', u(11), '-', pick(digits, 13), '-', h(64))],
  ['stripe-key', () => j('sk', '_live_', a(24))], ['stripe-key', () => j('rk', '_live_', a(99))], ['stripe-key', () => j('sk', '_test_', a(24))], ['webhook-secret', () => j('wh', 'sec_', a(32))],
  ['twilio-key', () => j('S', 'K', h(32))], ['sendgrid-key', () => j('S', 'G.', w(22), '.', w(43))], ['mailgun-key', () => j('ke', 'y-', h(32))], ['mailchimp-key', () => j(h(32), '-u', 's12')],
  ['brevo-key', () => j('xkey', 'sib-', h(64), '-', a(16))], ['postmark-or-resend-key', () => j('r', 'e_', a(8), '_', a(24))],
  ['npm-token', () => j('np', 'm_', a(36))], ['pypi-token', () => j('pyp', 'i-AgEIcHlwaS5vcmc', w(150))], ['rubygems-key', () => j('ruby', 'gems_', h(48))], ['crates-token', () => j('ci', 'oA', a(31))],
  ['clojars-token', () => j('CLO', 'JARS_', pick(lower + digits, 60))], ['docker-token', () => j('dckr', '_pat_', w(27))], ['artifactory-token', () => j('AK', 'Cp', a(69))],
  ['digitalocean-token', () => j('do', 'p_v1_', h(64))], ['heroku-key', () => j('HR', 'KU-AA', w(58))], ['netlify-token', () => j('nf', 'p_', a(36))], ['vercel-token', () => j('vc', 'p_', a(56))],
  ['fly-token', () => j('fm', '2_', b(200))], ['cloudflare-key', () => j('v1', '.0-', h(24), '-', h(146))], ['supabase-key', () => j('sb', 'p_', h(40))], ['planetscale-token', () => j('psc', 'ale_tkn_', w(43))],
  ['databricks-token', () => j('da', 'pi', h(32))], ['vault-token', () => j('hv', 's.', w(95))], ['terraform-token', () => j(a(14), '.atl', 'asv1.', w(67))], ['doppler-token', () => j('d', 'p.pt.', a(43))],
  ['pulumi-token', () => j('pu', 'l-', h(40))], ['infracost-key', () => j('ic', 'o-', a(32))], ['prefect-key', () => j('pn', 'u_', a(36))], ['huggingface-token', () => j('h', 'f_', a(34))], ['groq-key', () => j('gs', 'k_', a(52))],
  ['replicate-token', () => j('r', '8_', a(37))], ['perplexity-key', () => j('ppl', 'x-', a(48))], ['xai-key', () => j('xa', 'i-', a(80))], ['nvidia-key', () => j('nv', 'api-', w(64))],
  ['langsmith-key', () => j('ls', 'v2_pt_', h(32), '_', h(10))], ['elevenlabs-key', () => j('s', 'k_', h(48))], ['tavily-key', () => j('tv', 'ly-', a(32))],
  ['shopify-token', () => j('shp', 'at_', h(32))], ['shopify-token', () => j('shp', 'ss_', h(32))], ['square-token', () => j('sq', '0atp-', w(22))], ['square-token', () => j('sq', '0csp-', w(43))],
  ['facebook-token', () => j('EA', 'AC', a(160))], ['telegram-token', () => j(pick('123456789', 9), ':', 'AA', w(33))],
  ['discord-token', () => j(Buffer.from(pick('123456789', 18)).toString('base64'), '.', w(6), '.', w(38))],
  ['newrelic-key', () => j('NR', 'AK-', u(27))], ['sentry-token', () => j('sntr', 'yu_', h(64))], ['grafana-token', () => j('gl', 'sa_', a(32), '_', h(8))], ['dynatrace-token', () => j('dt', '0c01.', u(24), '.', u(64))],
  ['sonar-token', () => j('sq', 'p_', h(40))], ['circleci-token', () => j('CCI', 'PAT_', a(22), '_', h(40))], ['buildkite-token', () => j('bk', 'ua_', h(40))], ['linear-key', () => j('lin', '_api_', a(40))],
  ['notion-token', () => j('sec', 'ret_', a(43))], ['notion-token', () => j('nt', 'n_', a(46))], ['figma-token', () => j('fi', 'gd_', w(40))], ['airtable-token', () => j('pa', 't', a(14), '.', h(64))],
  ['hubspot-token', () => j('pa', 't-na1-', uuid())], ['postman-key', () => j('PM', 'AK-', h(24), '-', h(34))], ['dropbox-token', () => j('s', 'l.u.', w(140))], ['plaid-token', () => j('acc', 'ess-production-', uuid())],
  ['shippo-token', () => j('ship', 'po_live_', h(40))], ['easypost-key', () => j('EZ', 'AK', a(54))], ['duffel-token', () => j('duf', 'fel_live_', w(43))], ['flutterwave-key', () => j('FLW', 'SECK-', a(32), '-X')],
  ['contentful-token', () => j('CF', 'PAT-', w(43))], ['readme-key', () => j('rd', 'me_', pick(lower + digits, 70))], ['typeform-token', () => j('tf', 'p_', w(59))], ['tailscale-key', () => j('ts', 'key-auth-', a(12), '-', a(32))],
  ['openshift-token', () => j('sha', '256~', w(43))], ['alibaba-key', () => j('LT', 'AI', a(20))], ['tencent-key', () => j('AK', 'ID', a(32))], ['age-secret-key', () => j('AGE-SEC', 'RET-KEY-1', u(58))],
  ['onepassword-token', () => j('op', 's_ey', a(250))], ['mapbox-token', () => j('s', 'k.ey', 'J', a(60), '.', a(22))], ['jwt', () => j('ey', 'J', a(20), '.ey', 'J', w(60), '.', w(43))],
]

const placements: [string, (secret: string) => string][] = [
  ['alone', s => s], ['export', s => `export API_TOKEN=${s}`], ['quoted', s => `  apiKey: '${s}',`], ['json', s => `{"content":"x","value":"${s}","n":1}`],
  ['escaped json', s => `{"text":"first\\n${s}\\nlast \\"${s}\\""}`], ['query', s => `GET https://example.com/v1?a=1&k=${s}&b=2 HTTP/1.1`], ['in url', s => `git clone https://bot:${s}@example.com/x.git`],
  ['escaped url', s => `next=%22${s}%22`], ['header', s => `> Authorization: Bearer ${s}`], ['prose', s => `Use the key ${s}, then go on.`], ['gutter', s => `  ⎿  │ 12 ${s} │`],
  ['table', s => `| name | ${s} |`], ['colored', s => `\x1b[32m${s}\x1b[0m`], ['ansi-split', s => `${s.slice(0, 5)}\x1b[1m${s.slice(5, 11)}\u200b${s.slice(11)}\x1b[0m`],
  ['joined rows', s => `${'x '.repeat(70)}${s} ${'y '.repeat(70)}`], ['command line', s => `curl -H "X-Api-Key: ${s}" --token ${s} https://example.com`],
]

t.test('every format is found in every placement', async t => {
  const missed: string[] = []
  const misnamed: string[] = []
  let tried = 0
  for (const [rule, make] of formats) {
    for (const [place, put] of placements) {
      for (let again = 0; again < 5; again += 1) {
        const secret = make()
        const redacted = redactLine(cleanLine(put(secret)))
        tried += 1
        // No piece of 12 may stay either: half a key is a leak too. (The first letters only say whose key it was.)
        const pieces = Array.from({ length: Math.max(1, secret.length - 19) }, (_, from) => secret.slice(from + 8, from + 20))
        if (pieces.some(piece => redacted.includes(piece)) || !redacted.includes('[redacted:')) missed.push(`${rule} ${place}`)
        if (place === 'alone' && !redacted.includes(`[redacted:${rule}]`)) misnamed.push(`${rule}: ${redacted}`)
        if (redactLine(redacted) !== redacted) missed.push(`${rule} ${place}: not idempotent`)
      }
    }
  }
  const rules = new Set(formats.map(([rule]) => rule))
  t.comment(`${rules.size} rules, ${formats.length} formats x ${placements.length} placements, ${tried} lines: recall ${(100 * (1 - missed.length / tried)).toFixed(2)} %`)
  t.ok(rules.size >= 40)
  t.same([...new Set(missed)], [])
  t.same(misnamed, [])
})

t.test('what only its surroundings give away is found as well', async t => {
  const s = a(24)
  const lines: [string, string][] = [
    ['assigned', `export FOO_SECRET=${s}`], ['assigned', `DB_PASSWORD="${s}"`], ['assigned', `password=${s}`], ['assigned', `password: ${s}`], ['assigned', `"client_secret": "${s}"`], ['assigned', `--password ${s}`], ['assigned', `mysql --password=${s}`],
    ['assigned', `{\\"api_key\\":\\"${s}\\"}`], ['assigned', `https://example.com/?access_token=${s}`], ['assigned', `//registry.example.com/:_authToken=${s}`], ['assigned', `os.environ["API_KEY"] = "${s}"`], ['assigned', `Server=x;Password=${s};Database=y`],
    ['authorization', `Authorization: Basic ${s}==`], ['authorization', `{"Authorization":"token ${s}"}`], ['bearer', `-H 'x: Bearer ${s}7'`], ['cookie', `< Set-Cookie: sid=${s}; Path=/`],
    ['url-password', `postgres://app:${s}@db:5432/x`], ['url-password', `redis://:${s}@cache`], ['url-token', `https://${s}7@example.com/x.git`], ['curl-user', `curl -s -u admin:${s} https://example.com`], ['netrc', `machine example.com login me password ${s}`],
    ['aws-secret-key', `aws_secret_access_key = /${b(39)}`], ['aws-secret-key', `"SecretAccessKey": "${b(40)}"`], ['azure-account-key', `AccountName=x;AccountKey=${b(86)}==;EndpointSuffix=core`], ['azure-sas-signature', `https://x.blob.core/?sv=1&sig=${b(43)}%3D`],
    ['aws-signature', `?X-Amz-Signature=${h(64)}&x=1`], ['slack-webhook', `https://hooks.slack.com/services/T${u(8)}/B${u(8)}/${a(24)}`], ['discord-webhook', `https://discord.com/api/webhooks/${pick(digits, 18)}/${w(68)}`], ['teams-webhook', `https://x.webhook.office.com/webhookb2/${uuid()}@${uuid()}/IncomingWebhook/${h(32)}/${uuid()}`],
  ]
  for (const [rule, line] of lines) {
    const redacted = redactLine(line)
    t.match(redacted, `[redacted:${rule}]`, line.replaceAll(s, '…').slice(0, 60))
    t.notMatch(redacted, s)
    t.equal(redactLine(redacted), redacted)
  }
})

t.test('a private key: on one line all of it, on several what can be told from a picture', async t => {
  const header = j('-----BEGIN', ' RSA PRIVATE', ' KEY-----')
  const body = b(64)
  t.equal(redactLine(header), '[redacted:private-key]')
  t.equal(redactLine(j('-----BEGIN', ' OPENSSH PRIVATE', ' KEY-----')), '[redacted:private-key]')
  t.equal(redactLine(j('-----BEGIN PGP', ' PRIVATE KEY', ' BLOCK-----')), '[redacted:private-key]')
  t.notMatch(redactLine(`"private_key": "${header}\\n${body}\\n${body}\\n-----END RSA PRIVATE KEY-----\\n"`), body)
  t.notMatch(redactLine(`KEY='${header}\\n${body}`), body)
  for (const start of [j('MIIEow', 'IBAAKCAQEA'), j('MIIEvQ', 'IBADANBgkq'), j('MHcCA', 'QEEI'), j('MIGHAg', 'EAMBMG'), j('MC4CAQ', 'AwBQYDK2Vw'), j('b3BlbnNz', 'aC1rZXktdjE')]) {
    t.equal(redactLine(`${start}${body}`.slice(0, 64)), '[redacted:private-key]')
  }
  t.equal(redactLine(`  ${j('Ab', '1')}${b(67)}`), '  [redacted:private-key]', 'a line of 70, as only OpenSSH writes them')
  t.equal(redactLine(body), body, 'a line of 64 may be a picture')
})

const ordinary = (): string[] => {
  const lines: string[] = []
  const word = () => random(2 ** 31).toString(36)
  for (let n = 0; n < 500; n += 1) {
    const bytes = Buffer.from(h(1024), 'hex')
    lines.push(
      `L ${String(n).padStart(6, '0')} ${h(40)} ${h(4)}`, `L ${n} ${pick(lower + digits, 1 + random(80))} ${word()}`, `${h(40)} refs/heads/feature-${word()}`, `commit ${h(40)} (HEAD -> main)`, `index ${h(7)}..${h(7)} 100644`, uuid(), `id: ${uuid()}`,
      bytes.subarray(0, 57).toString('base64'), bytes.subarray(0, 48).toString('base64'), `data:image/png;base64,${bytes.toString('base64')}`, `${h(8)}: ${Array.from({ length: 8 }, () => h(4)).join(' ')}  ................`,
      `sha256:${h(64)}`, `"integrity": "sha512-${bytes.subarray(0, 64).toString('base64')}"`, `/home/user/project/src/${word()}/${word()}-${h(8)}.ts:12:34`, `-rw-r--r-- 1 user user ${random(1e6)} Jan  1 12:00 ${word()}.tar.gz`,
      `Token usage: ${random(2e5)}/200000; ${random(2e5)} remaining`, `[${random(99)}/99] Building ${word()}.o with MAX_TOKENS=${random(9999)}`, `https://example.com/${word()}/${uuid()}?page=${n}&sort=asc#L${n}`, `  ⎿  Read(src/${word()}.ts) ${random(500)} lines (ctrl+r to expand)`,
      `const token${n} = getToken(${word()}) // password: see the docs`,
    )
  }
  for (const file of ['typescript/lib/lib.dom.d.ts', 'typescript/lib/lib.es5.d.ts', 'typescript/README.md', 'tap/README.md', 'commander/lib/command.js', 'execa/readme.md', '@iarna/toml/lib/toml-parser.js', '@types/node/fs.d.ts', '@types/node/crypto.d.ts', 'commander/package.json']) {
    const path = `node_modules/${file}`
    if (existsSync(path)) lines.push(...readFileSync(path, 'utf8').split('\n').filter(line => line.trim() !== '').slice(0, 2000))
  }
  return lines
}

t.test('at most 1 % of ordinary lines are touched, and of generated ones none', async t => {
  const lines = ordinary()
  const generated = lines.slice(0, 10_000).filter(line => redactLine(line) !== line)
  const touched = lines.filter(line => redactLine(line) !== line)
  t.comment(`${lines.length} ordinary lines, ${touched.length} touched: ${((100 * touched.length) / lines.length).toFixed(3)} % false positives`)
  t.ok(lines.length >= 10_000)
  t.same(generated, [])
  t.ok(touched.length <= lines.length / 100)
})

t.test('two secrets without anything between them, in every pair of formats, settle at once', async t => {
  const unstable: string[] = []
  for (const [one, makeOne] of formats) {
    for (const [other, makeOther] of formats) {
      const redacted = redactLine(`${makeOne()}${makeOther()}`)
      if (redactLine(redacted) !== redacted) unstable.push(`${one} + ${other}`)
    }
  }
  t.same(unstable, [])
})

t.test('a mebibyte in one line is searched in time that follows its length', async t => {
  const size = 1 << 20
  /** Milliseconds of processor time, whatever else the machine does. */
  const took = (line: string): number => {
    const before = process.cpuUsage()
    redactLine(line)
    return process.cpuUsage(before).user / 1000
  }
  const plain = 'the quick brown fox jumps over the lazy dog; '
  took(plain.repeat(1000))
  t.comment(`1 MB of prose ${took(plain.repeat(size / plain.length)).toFixed(1)} ms, of hex ${took(h(1024).repeat(1024)).toFixed(1)} ms, of base64 ${took(b(1024).repeat(1024)).toFixed(1)} ms`)
  const marks = ['token ', 'password=', 'token=a1b2c3d4 ', 'eyJ', 'eyJa.', '://', '://a:', '://a:b@', 'sk-', 'SG.', 'MII', '-us', 'curl -u ', 'bearer ', 'login a ', 'pat', 'Q~aaa', 'AZDO', 'key', 'password="', 'MTA1MT', '.atlasv1.a', '--token ', '-----BEGIN PRIVATE KEY-----']
  for (const mark of marks) {
    const line = mark.repeat(size / mark.length)
    // It is less than a second; with a quadratic step it would be minutes.
    const time = took(line)
    t.ok(time < 20_000, `${JSON.stringify(mark)}: ${time.toFixed(0)} ms`)
  }
})
