/** The runtime that the installed command runs on, from the text of the small script that install.sh wrote (its last line, `exec '<runtime>' "$@"`). Out: undefined when there is no such line. */
export const wrapperRuntime = (text: string): string | undefined => /^exec ((?:'[^'\n]*'|\\')+) "\$@"$/m.exec(text)?.[1]?.replace(/'([^'\n]*)'|\\(')/g, '$1$2')
