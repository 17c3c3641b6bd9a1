/** The output of `systemctl show` for several units. Out: each unit's properties by its `Id`; of a property that is said more than once, all values, a line each. */
export const parseUnitBlocks = (output: string): ReadonlyMap<string, ReadonlyMap<string, string>> =>
  new Map(
    output.split(/\n{2,}/).map(block => {
      const properties = new Map<string, string>()
      for (const line of block.split('\n')) {
        const at = line.indexOf('=')
        const [name, value] = [line.slice(0, Math.max(0, at)), line.slice(at + 1)]
        properties.set(name, properties.has(name) ? `${properties.get(name) ?? ''}\n${value}` : value)
      }
      return [properties.get('Id') ?? '', properties]
    }),
  )
