/** What the command says by its exit code, from sysexits(3) but for 1, which is grep's: for `--help` and the manual page. */
export const exitCodes: readonly (readonly [code: number, means: string])[] = [
  [0, 'done'],
  [1, 'nothing found (search, lost)'],
  [64, 'wrong usage'],
  [65, 'damaged file'],
  [69, 'no tmux or no pane'],
  [73, 'cannot create'],
  [74, 'input/output'],
  [75, 'busy (try again)'],
  [77, 'unsafe permissions'],
  [78, 'wrong set-up'],
]
