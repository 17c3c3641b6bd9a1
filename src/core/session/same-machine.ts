/** A name that every machine has which has none. */
const nobodys = ['', 'localhost', 'localhost.localdomain']

/**
 * Whether two machines are the same, as far as their names tell: `<machine-id>/<host name>` each. A machine that was given another host name keeps its ID, and a container that is made anew may keep
 * its host name alone, so either is enough. In: two such texts; undefined: not known, as of a session begun by an older version, and then believed.
 */
export const sameMachine = (one: string | undefined, other: string): boolean => {
  if (one === undefined || one === other) return true
  const [id = '', host = ''] = one.split('/')
  const [otherId = '', otherHost = ''] = other.split('/')
  return (id === otherId && id !== '') || (host === otherHost && !nobodys.includes(host))
}
