/** The longest command that the status line runs, in bytes of the file it is saved in. */
export const mostSavedCommand = 4_096

const head = (settings: string): string => `# From ${JSON.stringify(settings)}; claude-session runs it before its own status line\n`

/** The file that keeps a status line's command while ours stands in its place: for sh, with a comment that says whose it is. In: the path of settings.json; the command. */
export const formatSavedCommand = (settings: string, command: string): string => `${head(settings)}${command}\n`

/** The command, as it was, from such a file. In: its text; the path of settings.json. Out: undefined when it was not saved from there: somebody wrote it, or it is of other settings. */
export const parseSavedCommand = (text: string, settings: string): string | undefined =>
  text.startsWith(head(settings)) && text.endsWith('\n') ? text.slice(head(settings).length, -1) : undefined
