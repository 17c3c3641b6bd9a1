import { bareEnvironment } from './bare-environment.js'

const names = ['HOME', 'USER', 'LOGNAME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'TMUX_TMPDIR']

/** The environment for programs whose words are read: where to find them and the user's manager, in a language that is known. In: the environment. */
export const programEnvironment = (env: Readonly<Record<string, string | undefined>>): Record<string, string> => ({
  ...bareEnvironment(env),
  ...Object.fromEntries(names.flatMap(name => (env[name] === undefined ? [] : [[name, env[name] ?? '']]))),
  LC_ALL: 'C.UTF-8',
})
