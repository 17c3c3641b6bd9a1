/** The output of `systemctl show-environment`, or a file of a unit's `EnvironmentFile=`: each variable's value. One with other than plain characters stands as a shell could read it: `$'…'` in the one, `'…'` or `"…"` in the other. */
export const parseEnvironment = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split('\n').flatMap(line => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? []
      const [, quote = '', quoted = ''] = /^(\$'|'|")(.*)['"]$/.exec(value) ?? []
      return name === '' ? [] : [[name, quote === '' ? value.trimEnd() : quote === "'" ? quoted : quoted.replace(/\\(.)/g, '$1')]]
    }),
  )
