/**
 * The environment for the small programs that every tick runs: where to find them and their libraries, and nothing else. Node copies the whole
 * environment for each child otherwise, variable by variable, and the child then reads a locale that nobody needs; together that costs a tick more than
 * the child itself. In: the environment. Out: PATH, and LD_LIBRARY_PATH where it is set.
 */
export const bareEnvironment = (env: Readonly<Record<string, string | undefined>>): Record<string, string> => ({
  PATH: env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
  ...(env.LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH: env.LD_LIBRARY_PATH }),
})
