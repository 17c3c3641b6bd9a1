/** How the help calls a session ID. */
export const idArgument = 'the session, for example claude-my-app-1763850000 or a name of your own'
