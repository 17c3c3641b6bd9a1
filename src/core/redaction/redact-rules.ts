/** One kind of secret: how it is found cheaply, and what it is. */
export interface RedactRule {
  /** What `[redacted:<name>]` says. */
  readonly name: string
  /** Literals, one of which stands in every secret of this kind (not always at its start). None begins with another rule's. */
  readonly marks: readonly string[]
  /** For a kind that has no literal: the source of a short pattern that does the same. */
  readonly shape?: string
  /** Whether marks and source mean letters of either case. */
  readonly anyCase?: true
  /** The secret, as the source of a regular expression. A first group, if there is one, stays in front of the replacement. */
  readonly source: string
  /** A further look, where the expression cannot tell: the kept group and what would be replaced, to the verdict. */
  readonly accept?: (kept: string, secret: string) => boolean
}

const rule = (name: string, marks: string, source: string): RedactRule => ({ name, marks: marks.split(' '), source })

// Where a short prefix has to begin: not inside a word, but well after `\n` in escaped JSON or `%22` in a URL.
const after = (others: string): string => String.raw`(?<=^|${others}|\\[nrtbf]|%[0-9A-Fa-f]{2}|\\u00[0-9a-fA-F]{2}|\\x[0-9a-fA-F]{2})`
const at = after('[^A-Za-z0-9]')
const end = '(?![A-Za-z0-9])'
const hex = '[0-9a-f]'
const alnum = '[A-Za-z0-9]'
const url = String.raw`[\w-]`
const uuid = `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`

/**
 * The formats of providers, from their documentation. Every pattern is anchored by a literal and either ends in its open class (what it
 * eats it has matched) or has bounded spans, so that a line of any length costs time in proportion. Lower-case hex and base-36 words alone never
 * match: each rule needs punctuation, capitals in a fixed place, or (databricks) a letter that hex has not and 32 digits that are.
 */
export const redactRules: readonly RedactRule[] = [
  rule('github-token', 'ghp_ gho_ ghu_ ghs_ ghr_', `gh[pousr]_${url}{36,}(?:\\.${url}{10,})*`),
  rule('github-fine-grained-token', 'github_pat_', String.raw`github_pat_\w{36,}`),
  rule('gitlab-token', 'glpat- gldt- glrt- glptt- glcbt- gloas- glft- glimt- glagent- glsoat- glffct-', `gl(?:pat|dt|rt|ptt|cbt|oas|ft|imt|agent|soat|ffct)-[\\w.-]{20,}`),
  rule('gitlab-runner-token', 'GR1348941', `GR1348941${url}{20,}`),
  rule('bitbucket-token', 'ATBB', `${at}ATBB${alnum}{24,}`),
  rule('atlassian-token', 'ATATT3 ATCTT3', `AT[AC]TT3[\\w=-]{50,}`),
  rule('aws-access-key', 'AKIA ASIA ABIA AC', `${at}A(?:KI|SI|BI|CC)A[A-Z2-7]{16}${end}`),
  rule('aws-session-token', 'FwoGZXIvYXdz IQoJb3JpZ2lu', `(?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9+/=%]{60,}`),
  rule('aws-bedrock-key', 'ABSK bedrock-api-key-', `${at}(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/]{60,}={0,2}`),
  rule('aws-marketplace-token', 'amzn.mws.', `amzn\\.mws\\.${uuid}`),
  rule('gcp-api-key', 'AIza', `${at}AIza${url}{35}`),
  rule('gcp-oauth-secret', 'GOCSPX-', `GOCSPX-${url}{24,}`),
  rule('gcp-oauth-token', 'ya29.', `ya29\\.[\\w.-]{20,}`),
  rule('gcp-refresh-token', '1//0', `${at}1//0${url}{38,}`),
  rule('azure-account-key', 'AccountKey= SharedAccessKey= SharedSecretKey=', `((?:Account|SharedAccess|SharedSecret)Key=)[A-Za-z0-9+/]{40,}={0,2}`),
  rule('azure-sas-signature', 'sig=', `(${at}sig=)[A-Za-z0-9+/%]{40,}={0,2}`),
  rule('azure-client-secret', 'Q~', `${after('[^\\w.~-]')}[\\w.~-]{3}[0-9]Q~[\\w.~-]{31,}`),
  rule('azure-devops-token', 'AZDO', `${at}${alnum}{76}AZDO${alnum}{4}${end}`),
  rule('anthropic-key', 'sk-', `${at}sk-ant-${url}{20,}`),
  rule('openrouter-key', 'sk-', `${at}sk-or-${url}{30,}`),
  rule('openai-key', 'sk- sess-', `${at}(?:sk-(?:proj|svcacct|admin|None|lf)-${url}{20,}|sk-${alnum}{32,}|sess-${alnum}{40})`),
  rule('slack-token', 'xoxa- xoxb- xoxc- xoxd- xoxe- xoxe. xoxo- xoxp- xoxr- xoxs- xapp-', `(?:xox[abcdeoprs][-.]|xapp-)[A-Za-z0-9%.-]{16,}`),
  rule('slack-webhook', 'hooks.slack.com/', `(hooks\\.slack\\.com/(?:services|workflows|triggers)/)[A-Za-z0-9/_+-]{30,}`),
  rule('stripe-key', 'sk_ rk_live_ rk_test_', `[sr]k_(?:live|test)_${alnum}{16,}`),
  rule('webhook-secret', 'whsec_', `whsec_[A-Za-z0-9+/=]{24,}`),
  rule('twilio-key', 'SK AC', `${at}(?:SK|AC)${hex}{32}${end}`),
  rule('sendgrid-key', 'SG.', `${at}SG\\.${url}{16,32}\\.${url}{16,64}`),
  rule('mailgun-key', 'key', `${after('[^\\w-]')}key-${hex}{32}${end}`),
  rule('mailchimp-key', '-us', `${at}${hex}{32}-us[0-9]{1,2}${end}`),
  rule('brevo-key', 'xkeysib- xsmtpsib-', `x(?:key|smtp)sib-${hex}{64}-${alnum}{16}`),
  rule('postmark-or-resend-key', 're_', `${at}re_${alnum}{8}_${alnum}{20,}`),
  rule('npm-token', 'npm_', `${at}npm_${alnum}{36,}`),
  rule('pypi-token', 'pypi-AgE', `pypi-AgE${url}{50,}`),
  rule('rubygems-key', 'rubygems_', `rubygems_${hex}{48}`),
  rule('crates-token', 'cio', `${at}cio(?=[a-z0-9]{0,31}[A-Z])${alnum}{32}${end}`),
  rule('clojars-token', 'CLOJARS_', `CLOJARS_[a-z0-9]{60}`),
  rule('docker-token', 'dckr_pat_ dckr_oat_', `dckr_[po]at_${url}{27,}`),
  rule('artifactory-token', 'AKCp cmVmdGtu', `${at}(?:AKCp${alnum}{60,}|cmVmdGtu${alnum}{50,})`),
  rule('digitalocean-token', 'dop_v1_ doo_v1_ dor_v1_', `do[opr]_v1_${hex}{64}`),
  rule('heroku-key', 'HRKU-', `HRKU-(?:${uuid}|${url}{58,})`),
  rule('netlify-token', 'nfp_', `${at}nfp_${alnum}{36,}`),
  rule('vercel-token', 'vcp_ vci_ vca_ vcr_ vck_ vercel_blob_rw_', `${at}(?:vc[piark]_|vercel_blob_rw_)\\w{24,}`),
  rule('fly-token', 'fo1_ fm1r_ fm1a_ fm2_', `${at}(?:fo1_${url}{43}|fm(?:1[ar]|2)_[A-Za-z0-9+/=]{80,})`),
  rule('cloudflare-key', 'v1.0-', `v1\\.0-${hex}{24}-${hex}{140,}`),
  rule('supabase-key', 'sbp_ sb_secret_', `${at}(?:sbp_(?:oauth_)?${hex}{40}|sb_secret_${url}{20,})`),
  rule('planetscale-token', 'pscale_', `pscale_(?:tkn|pw|oauth)_[\\w.=-]{32,}`),
  rule('databricks-token', 'dapi', `${at}dapi${hex}{32}(?:-[0-9])?${end}`),
  rule('vault-token', 'hvs. hvb. hvr.', `${at}hv[sbr]\\.${url}{24,}`),
  rule('terraform-token', '.atlasv1.', `${at}${alnum}{14}\\.atlasv1\\.[\\w=-]{60,}`),
  rule('doppler-token', 'dp.', `${at}dp\\.(?:pt|st|ct|scim|audit|sa)\\.[A-Za-z0-9._-]{40,}`),
  rule('pulumi-token', 'pul-', `${at}pul-${hex}{40}${end}`),
  rule('infracost-key', 'ico-', `${at}ico-${alnum}{32}${end}`),
  rule('prefect-key', 'pnu_ pnb_', `${at}pn[ub]_${alnum}{36}${end}`),
  rule('huggingface-token', 'hf_ api_org_', `${at}(?:hf|api_org)_${alnum}{30,}`),
  rule('groq-key', 'gsk_', `${at}gsk_${alnum}{40,}`),
  rule('replicate-token', 'r8_', `${at}r8_${alnum}{37,}`),
  rule('perplexity-key', 'pplx-', `${at}pplx-${alnum}{40,}`),
  rule('xai-key', 'xai-', `${at}xai-${alnum}{60,}`),
  rule('nvidia-key', 'nvapi-', `nvapi-${url}{50,}`),
  rule('langsmith-key', 'lsv2_', `lsv2_(?:pt|sk)_${hex}{32}_${hex}{10}`),
  rule('elevenlabs-key', 'sk_', `${at}sk_${hex}{48}${end}`),
  rule('tavily-key', 'tvly-', `tvly-(?:dev-|prod-)?${alnum}{30,}`),
  rule('shopify-token', 'shpat_ shpca_ shppa_ shpss_ shpua_', `shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32}`),
  rule('square-token', 'sq0atp- sq0csp- sq0idp- EAA', `(?:sq0(?:atp|csp|idp)-${url}{22,}|${at}(?<![+/])EAAA${url}{60}(?![A-Za-z0-9+/]))`),
  rule('facebook-token', 'EAA', `${at}(?<![+/])EAA[A-Z]${alnum}{90,}(?![+/])`),
  rule('telegram-token', ':AA', `${after('[^0-9]')}[0-9]{8,10}:AA${url}{33}(?!${url})`),
  rule('discord-webhook', 'api/webhooks/', `(discord(?:app)?\\.com/api/webhooks/)[0-9]{16,20}/${url}{60,}`),
  rule('teams-webhook', 'webhook.office.com/', `(webhook\\.office\\.com/webhookb2/)[\\w@/-]{60,}`),
  rule('newrelic-key', 'NRAK- NRII- NRJS- NRAA- NRRA-', `NR(?:AK|II|JS|AA|RA)-${alnum}{19,}`),
  rule('sentry-token', 'sntrys_ sntryu_', `sntry[su]_[A-Za-z0-9_+/=]{60,}`),
  rule('grafana-token', 'glsa_ glc_', `${at}(?:glsa_${alnum}{32}_[0-9a-fA-F]{8}|glc_[A-Za-z0-9+/=]{32,})`),
  rule('dynatrace-token', 'dt0', `${at}dt0[a-z][0-9]{2}\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}`),
  rule('sonar-token', 'sqp_ sqa_ squ_', `${at}sq[pau]_${hex}{40}${end}`),
  rule('circleci-token', 'CCIPAT_ CCIPRJ_', `CCIP(?:AT|RJ)_${alnum}{22}_${hex}{40}`),
  rule('buildkite-token', 'bkua_', `${at}bkua_${hex}{40}${end}`),
  rule('linear-key', 'lin_api_ lin_oauth_', `lin_(?:api|oauth)_${alnum}{32,}`),
  rule('notion-token', 'secret ntn_', `${at}(?:secret_${alnum}{43}|ntn_${alnum}{40,})`),
  rule('figma-token', 'figd_ figu_ figo_', `${at}fig[duo]_${url}{40,}`),
  rule('airtable-token', 'pat', `${at}pat${alnum}{14}\\.${hex}{64}`),
  rule('hubspot-token', 'pat', `${at}pat-(?:na|eu|ap)[0-9]-${uuid}`),
  rule('postman-key', 'PMAK-', `PMAK-${hex}{24}-${hex}{34}`),
  rule('dropbox-token', 'sl.', `${at}sl\\.${url}[\\w.-]{120,}`),
  rule('plaid-token', 'access-', `${at}access-(?:sandbox|development|production)-${uuid}`),
  rule('shippo-token', 'shippo_', `shippo_(?:live|test)_${hex}{40}`),
  rule('easypost-key', 'EZAK EZTK', `${at}EZ[AT]K${alnum}{54}`),
  rule('duffel-token', 'duffel_', `duffel_(?:live|test)_[\\w=-]{43}`),
  rule('flutterwave-key', 'FLWSECK', `FLWSECK(?:_TEST)?-${alnum}{12,}(?:-X)?`),
  rule('contentful-token', 'CFPAT-', `CFPAT-${url}{40,}`),
  rule('readme-key', 'rdme_', `${at}rdme_[a-z0-9]{70}`),
  rule('typeform-token', 'tfp_', `${at}tfp_[\\w.=-]{40,}`),
  rule('tailscale-key', 'tskey-', `tskey-[a-z]{2,10}-${alnum}{6,}-${alnum}{16,}`),
  rule('openshift-token', 'sha256~', `sha256~${url}{43}`),
  rule('alibaba-key', 'LTAI', `${at}LTAI${alnum}{20}${end}`),
  rule('tencent-key', 'AKID', `${at}AKID${alnum}{32}${end}`),
  rule('age-secret-key', 'AGE-SECRET-KEY-1', `AGE-SECRET-KEY-1[A-Z0-9]{58}`),
  rule('onepassword-token', 'ops_ey', `${at}ops_ey[\\w=-]{60,}`),
  rule('mapbox-token', 'sk.', `${at}sk\\.eyJ${url}{20,}\\.${url}{20,}`),
  rule('jwt', 'eyJ', `${after('[^\\w-]')}eyJ${url}{8,}\\.(?:${url}{8,}\\.${url}{8,}|${url}*\\.${url}{8,}\\.${url}{8,}\\.${url}{8,})`),
  // The id of a bot is digits in base64, which few other words are: its first six characters tell.
  { name: 'discord-token', marks: [], shape: '[MNO][DTjz][AEIMQUYcgk][w-z0-5][MNO][DTjz]', source: `${after('[^\\w-]')}[MNO]${url}{23,27}\\.${url}{6}\\.${url}{27,}` },
  // With a body behind it on the same line (escaped in JSON or an environment variable) all of it; else the header alone.
  { name: 'private-key', marks: ['PRIVATE KEY'], source: String.raw`-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:(?:[^-]|-(?!----))*-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|(?:\\+[nr]|\s)*[A-Za-z0-9+/=\\]{20,})?` },
  // How the DER of an unencrypted RSA, EC or Ed25519 key and the magic of an OpenSSH key begin, in base64.
  rule(
    'private-key',
    'MII MIG MIH MHcCAQEE MC4CAQAw b3BlbnNzaC1rZXktdjE',
    String.raw`(?<![\w+/])(?:MII..[AQgw]IBA|MHcCAQEE|MI(?:G[A-Za-z0-9]|H[A-Za-z0-9])AgE[AB]|MC4CAQAw|b3BlbnNzaC1rZXktdjE)[A-Za-z0-9+/]{20,}={0,2}`,
  ),
  // A line of exactly 70, with letters of both cases and a digit: no encoder but ssh-keygen's breaks there (70 is not a multiple of 4).
  {
    name: 'private-key',
    marks: [],
    shape: '^[^A-Za-z0-9+/]{0,12}[A-Za-z0-9+/]{70}[^A-Za-z0-9+/=]{0,12}$',
    source: '(^[^A-Za-z0-9+/]{0,12})(?=[^A-Z]{0,69}[A-Z])(?=[^a-z]{0,69}[a-z])(?=[^0-9]{0,69}[0-9])[A-Za-z0-9+/]{70}(?=[^A-Za-z0-9+/=]{0,12}$)',
  },
]
