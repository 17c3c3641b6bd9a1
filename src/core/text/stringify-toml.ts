type Value = string | number | boolean

// JSON's escapes are TOML's, but for DEL, which JSON leaves as it is and TOML forbids.
const encode = (value: Value): string => (typeof value === 'string' ? JSON.stringify(value).replaceAll('\u007f', '\\u007f') : String(value))

const encodeTable = (table: Readonly<Record<string, Value>>): string => Object.entries(table).map(([key, value]) => `${key} = ${encode(value)}\n`).join('')

/**
 * A table of strings, whole numbers and booleans, with tables one level down, to TOML. The library's own writer is not used: it leaves control characters as
 * they are (all but the first, or all, by the quotes it chooses) and then refuses to read them, and the name of a directory may have any.
 */
export const stringifyToml = (table: Readonly<Record<string, Value | Readonly<Record<string, Value>>>>): string => {
  const plain: Record<string, Value> = {}
  let tables = ''
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === 'object') tables += `\n[${key}]\n${encodeTable(value)}`
    else plain[key] = value
  }
  return encodeTable(plain) + tables
}
