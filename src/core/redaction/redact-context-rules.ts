import { looksSecret } from './looks-secret.js'
import type { RedactRule } from './redact-rules.js'

const rule = (name: string, marks: string[], source: string, accept?: RedactRule['accept']): RedactRule =>
  accept === undefined ? { name, marks, anyCase: true, source } : { name, marks, anyCase: true, source, accept }

const quote = '["\'`]'
/** What a secret that has no quotes may hold; it ends before closing brackets and the end of a sentence. */
const bare = '[^\\s"\'`&<>|\\\\,;]{3,}[^\\s"\'`&<>|\\\\,;)\\]}.:]'
const named =
  '(?:pass(?:word|wd|phrase|code)|(?<=["\'_.?&-])pass|pwd|secret|token|credential|(?:api|access|private|auth|account|signing|encryption|master|shared)[-_ ]?key)' +
  '(?:[-_]?(?:access|secret|token|key|base|value)){0,3}[0-9]{0,2}'
/** `=`, `:=`, `:` or `=>`, or the blank behind a long option; not a comparison. */
const sign = '(?:\\s{0,4}(?::=|=>|=(?![=~>])|:(?!:))\\s{0,4}|(?<=(?:^|\\s)--[A-Za-z-]{1,40}) )'

/** The value may still be code: looksSecret knows. */
const assigned = (kept: string, value: string): boolean => {
  const parts = /^([A-Za-z0-9_ -]+)(.*?)(["'`]?)$/.exec(kept)
  const [name = '', between = ''] = parts?.slice(1) ?? []
  return looksSecret({ name, value, quoted: parts?.[3] !== '', spaced: /\s/.test(between) || between.includes(':') })
}

/**
 * Secrets that only their surroundings give away. They run after the formats, which name what they found, and never on what is redacted already.
 * Every pattern begins at its mark, so that a line without one costs nothing more.
 */
export const redactContextRules: readonly RedactRule[] = [
  rule('authorization', ['authorization'], `(authorization(?:\\\\{0,2}${quote})?\\s{0,4}[:=]\\s{0,4}(?:\\\\{0,2}${quote})?(?:basic|bearer|token|apikey|api-key|ssws|digest|negotiate|key|bot|aws4-hmac-sha256)\\s{1,4})(?!\\[redacted:|[$<{*])[^\\s"'\`,\\\\]{6,}`),
  rule('bearer', ['bearer'], `(bearer\\s{1,4})(?=[A-Za-z0-9._~+/=-]{0,200}?[0-9])[A-Za-z0-9._~+/=-]{20,}`),
  rule('cookie', ['cookie:'], `(cookie:\\s{0,4})(?!\\[redacted:)[\\w.-]{1,100}=[^"'\`\\s;]{8,}(?:;\\s?[^"'\`\\s;]{1,}){0,100}`),
  // Up to the last @ of the authority, since people forget to escape one in a password.
  rule('url-password', ['://'], `(://[^\\s/:@"'\`<>[]{0,200}:)(?!\\[redacted:|[$<{*%(])[^\\s/"'\`<>]{1,300}(?=@)`),
  rule('url-token', ['://'], `(://)(?!\\[redacted:)(?=[^\\s/:@"'\`<>]{0,300}?[0-9])[A-Za-z0-9_~.-]{20,300}(?=@)`),
  rule('curl-user', ['curl '], `(\\s(?:-u ?|--(?:proxy-)?user[ =])${quote}?[^\\s:"'\`]{1,100}:)(?!\\[redacted:|[$<{*])[^\\s"'\`]{3,}`),
  rule('netrc', ['login'], `(login\\s{1,8}\\S{1,100}\\s{1,8}password\\s{1,8})(?!\\[redacted:|[$<{*])\\S{4,}`),
  rule('aws-secret-key', ['secret'], `(secret[-_]?access[-_]?key(?:\\\\{0,2}${quote})?\\s{0,4}[:=]\\s{0,4}(?:\\\\{0,2}${quote})?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])`),
  rule('aws-signature', ['x-amz-s'], `(x-amz-(?:signature|security-token)=)[A-Za-z0-9%/+_-]{40,}`),
  rule('assigned', ['pass', 'pwd', 'secret', 'token', 'credential', 'key'], `(${named}(?:\\\\{0,2}${quote}\\]?)?${sign}(?:\\\\{0,2}(?:${quote})(?=[^"'\`\\\\\\s]{4,}\\\\{0,2}${quote}))?)(${bare})`, assigned),
]
