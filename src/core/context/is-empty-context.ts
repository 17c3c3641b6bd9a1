interface Told {
  readonly prompts: readonly unknown[]
  readonly filesModified: readonly unknown[]
  readonly filesRead: readonly unknown[]
  readonly commands: readonly unknown[]
  readonly decisions: readonly unknown[]
  readonly errors: readonly unknown[]
}

/** Whether nothing was asked and nothing done: a shell in which Claude was never used, or a context that ended as soon as it had begun. In: a context or a hand-off. */
export const isEmptyContext = ({ prompts, filesModified, filesRead, commands, decisions, errors }: Told): boolean =>
  [prompts, filesModified, filesRead, commands, decisions, errors].every(list => list.length === 0)
