/** What Claude Code carries out by itself (2.1.29 to 2.1.270): nothing is asked of Claude with it. */
const ownCommands = new Set(
  ('add-dir agents autocompact background bashes branch bug cd chrome clear compact config context copy cost desktop diff doctor effort exit export extra-usage fast feedback fork help hooks ide ' +
    'install-github-app install-slack-app keybindings login logout mcp memory mobile model output-style passes permissions plugin plugins privacy-settings quit release-notes reload-plugins reload-skills ' +
    'remote-control remote-env rename resume rewind sandbox settings skills stats status statusline stickers tasks terminal-setup theme todos tui upgrade usage vim voice').split(' '),
)

/** Whether a line typed at the prompt is a command of Claude Code's own. In: the line, with its slash. */
export const isOwnCommand = (typed: string): boolean => ownCommands.has(/^\/([\w-]+)/.exec(typed)?.[1] ?? '')

/**
 * A slash command that asks something of Claude (a user's own, a plugin's, `/init`), of the text that Claude Code writes for it: `<command-name>` and
 * `<command-args>`. Out: as it was typed, `/fix-issue 123`; undefined for any other text, and for a command that Claude Code carries out by itself.
 */
export const slashCommand = (text: string): string | undefined => {
  const name = /^\s*(?:<command-message>[^<]*<\/command-message>\s*)?<command-name>\s*\/?([^<\s]+)\s*<\/command-name>/.exec(text)?.[1]
  if (name === undefined || isOwnCommand(`/${name}`)) return undefined
  return `/${name} ${/<command-args>([^]*?)<\/command-args>/.exec(text)?.[1] ?? ''}`.trim()
}
