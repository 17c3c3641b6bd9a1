/** A value that was assigned to something called password, token, secret or key. */
export interface Assigned {
  /** The name as far as it was read, e.g. `PASSWORD` of `DB_PASSWORD`. */
  readonly name: string
  readonly value: string
  readonly quoted: boolean
  /** Whether blanks surround the sign, as in a programming language and unlike in a shell. */
  readonly spaced: boolean
}

/**
 * Whether an assigned value is a secret rather than code, a variable, a path, a type or a placeholder. In: name, value, how it was written.
 * Out: the verdict. Where nothing tells, letters alone are taken for a word of code unless a shell or quotes say that they are data.
 */
export const looksSecret = ({ name, value, quoted, spaced }: Assigned): boolean => {
  const isPassword = /pass|pwd/i.test(name)
  const isShell = !spaced && /^[A-Z0-9_]+$/.test(name)
  if (value.startsWith('[redacted:') || variable.test(value) || /^(.)\1*$/.test(value)) return false
  if (!quoted && code.test(value)) return false
  if (path.test(value) && !/^[A-Za-z0-9+/]{40,}={0,2}$/.test(value)) return false
  if (/^[0-9]+$/.test(value)) return isPassword && value.length >= 6
  if (words.test(value)) return value.length >= 8 && !placeholder.test(value) && (isShell || (quoted && isPassword) || isJumble(value))
  if (type.test(value)) return false
  const digits = value.replace(/[^0-9]/g, '').length
  if (isPassword) return value.length >= 6 && (digits > 0 || /[!@#^*+?~%]/.test(value))
  if (!quoted && spaced && /^[A-Za-z_$][\w$]*$/.test(value)) return value.length >= 16 && digits >= 2
  return value.length >= 8 && digits > 0 && /[A-Za-z]/.test(value)
}

/** Whether letters change their case more often than names in code do; of letters of one case nothing can be said. */
const isJumble = (value: string): boolean => {
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0
  return value.length >= 16 && /^[A-Za-z]+$/.test(value) && changes >= value.length * 0.3
}

/** `$HOME`, `${x}`, `$(cat x)`, `<token>`, `{{ x }}`, `%s`, `@file`, `(…)`. */
const variable = /^(?:\$[\w{($]|<|\{|%[\w(]|@|\()/
/** `getToken()`, `core_1.keys[0]`, `process.env.X`, `a::b`, `a->b`: a call, an element, or a member of what has no digits in its name. */
const code = /^!?(?:[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$][\w$]*)*[([]|[A-Za-z_$]+(?:\.[A-Za-z_$]|::|->|\?\.))/
const path = /^(?:~?|\.{1,2})\/|^[A-Za-z]:[\\/]|^[a-z]+:\/\//
/** `my-secret-name`, `session_token`, `db.creds.2`: letters, with short numbers as words of their own. */
const words = /^[A-Za-z_$]+(?:[-_.:/](?:[A-Za-z_$]+|[0-9]{1,4}))*[-_.:/?!]?$/
const placeholder = /pass|secret|token|key|example|change|your|string|none|null|true|false|undef|required|optional|hidden|input|prompt|default|value|config|redact|insert|replace/i
const type = /^(?:u?int|float|bytes?|str|char|varchar|base|sha|md|uint8array|utf)[-_]?[0-9]+(?:array|le|be|url)?(?:\[\])?$/i
