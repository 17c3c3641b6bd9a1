/**
 * The environment for git. `GIT_DIR`, `GIT_WORK_TREE` and the like come from a hook or an alias that we were called by and would lead it into another repository, others name programs
 * that it runs: none is handed on. Its words are English, it asks nobody anything, and only to look it writes nothing. In: the environment.
 */
export const gitEnvironment = (env: Readonly<Record<string, string | undefined>>): Record<string, string> => {
  const kept = Object.entries(env).flatMap(([name, value]) => (value === undefined || name.startsWith('GIT_') || name === 'LANGUAGE' ? [] : [[name, value] as const]))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' }
}
