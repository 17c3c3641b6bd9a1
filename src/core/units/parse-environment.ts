/** The output of `systemctl show-environment`: each variable's value. One with other than plain characters stands there as a shell could read it, `$'…'`. */
export const parseEnvironment = (output: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    output.split('\n').flatMap(line => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? []
      const quoted = /^\$'(.*)'$/.exec(value)?.[1]
      return name === '' ? [] : [[name, quoted?.replace(/\\(.)/g, '$1') ?? value]]
    }),
  )
