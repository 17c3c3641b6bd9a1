const kinds = ['capture', 'context', 'token'] as const

/** Every unit of a session that can say something, by its full name: itself, its ticks and their timers, its rollover, and what tells of the failure of each. In: the ID. */
export const sessionUnits = (id: string): string[] => {
  const services = ['', ...kinds.map(kind => `-${kind}`), '-rollover'].map(kind => `claude-session${kind}@${id}.service`)
  return [...services, ...kinds.map(kind => `claude-session-${kind}@${id}.timer`), ...services.map(unit => `claude-session-failed@${unit}.service`)]
}
