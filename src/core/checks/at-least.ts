/**
 * Whether a version is at least another one, by its first two numbers; what stands before and behind them (the `v` of Node, the `a` of tmux 3.3a, the `next-` of a tmux from git) does not
 * count. In: a text with a version in it; the least major and minor number. Out: undefined when there is no number in it.
 */
export const atLeast = (text: string, [major, minor]: readonly [number, number]): boolean | undefined => {
  const [, found, after = '0'] = /(\d+)(?:\.(\d+))?/.exec(text) ?? []
  if (found === undefined) return undefined
  return Number(found) > major || (Number(found) === major && Number(after) >= minor)
}
